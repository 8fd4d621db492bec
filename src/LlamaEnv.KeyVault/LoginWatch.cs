using Azure.Core;

namespace LlamaEnv.KeyVault;

/// <summary>Knows how far the login has come.</summary>
internal sealed class LoginWatch(TokenCredential credential) : TokenCredential
{
    private bool _wasAsked;
    private bool _hasToken;

    /// <summary>Whether it was asked and nothing came of it.</summary>
    internal bool IsWaiting => Volatile.Read(ref _wasAsked) && !HasToken;

    internal bool HasToken => Volatile.Read(ref _hasToken);

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        GetTokenAsync(requestContext, cancellationToken).AsTask().GetAwaiter().GetResult();

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _wasAsked, true);
        AccessToken token = await credential.GetTokenAsync(requestContext, cancellationToken);
        Volatile.Write(ref _hasToken, true);
        return token;
    }
}
