namespace LlamaEnv.Cloud.Http;

/// <summary>Gives the access token of a request, and a new one when the server rejects it.</summary>
internal interface IAccessTokenProvider
{
    /// <summary>The token to send.</summary>
    Secret Current();

    /// <summary>One to send instead of <paramref name="rejected"/>; null when there is none, and the rejection stands.</summary>
    Task<Secret?> ReplaceAsync(Secret rejected, CancellationToken cancellationToken);
}
