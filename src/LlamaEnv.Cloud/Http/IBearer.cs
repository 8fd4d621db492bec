namespace LlamaEnv.Cloud.Http;

/// <summary>Where the bearer of a call comes from, and what to do when the server turns it down.</summary>
internal interface IBearer
{
    /// <summary>The bearer to send.</summary>
    Secret Current();

    /// <summary>One to send in place of <paramref name="rejected"/>; null where there is none, and the rejection stands.</summary>
    Task<Secret?> ReplaceAsync(Secret rejected, CancellationToken cancellationToken);
}
