using Azure.Core;

namespace LlamaEnv.KeyVault.Tests;

/// <summary>A login that has a token at hand, and counts how often it was asked.</summary>
internal sealed class FixedCredential : TokenCredential
{
    private int _count;

    internal int Count => _count;

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _count);
        return new AccessToken(StandInVault.Token, DateTimeOffset.UtcNow.AddHours(1));
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
