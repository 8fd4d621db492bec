namespace LlamaEnv.Cloud.Http;

/// <summary>An API key, or a token that was just issued: good or not, there is no other.</summary>
internal sealed class StaticTokenProvider(Secret key) : IAccessTokenProvider
{
    public Secret Current() => key;

    public Task<Secret?> ReplaceAsync(Secret rejected, CancellationToken cancellationToken) => Task.FromResult<Secret?>(null);
}
