using Azure.Core;

namespace LlamaEnv.KeyVault;

/// <summary>Knows whether the login is what is waited for.</summary>
internal sealed class LoginWatch(TokenCredential credential) : TokenCredential
{
    private int _waiting;

    internal bool IsWaiting => Volatile.Read(ref _waiting) > 0;

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => credential.GetToken(requestContext, cancellationToken);

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        AccessToken token = await credential.GetTokenAsync(requestContext, cancellationToken);
        Interlocked.Decrement(ref _waiting);
        return token;
    }
}
