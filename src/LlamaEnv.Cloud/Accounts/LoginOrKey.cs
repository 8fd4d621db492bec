using LlamaEnv.Cloud.Http;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Accounts;

/// <summary>The login of a profile; where that has ended, the profile's own key, which may be allowed to do the same.</summary>
internal sealed class LoginOrKey(IAccessTokenProvider login, Secret key) : IAccessTokenProvider
{
    /// <summary>Whether the login was turned down, and the key asks in its place.</summary>
    internal bool HasEnded { get; private set; }

    public Secret Current()
    {
        try
        {
            return HasEnded ? key : login.Current();
        }
        catch (DiagnosticException e) when (e.Diagnostic.Code == DiagnosticCodes.LoginFailed)
        {
            HasEnded = true;
            return key;
        }
    }

    public async Task<Secret?> ReplaceAsync(Secret rejected, CancellationToken cancellationToken)
    {
        if (HasEnded)
            return null;

        try
        {
            if (await login.ReplaceAsync(rejected, cancellationToken).ConfigureAwait(false) is { } renewed)
                return renewed;
        }
        catch (DiagnosticException e) when (e.Diagnostic.Code == DiagnosticCodes.LoginFailed)
        {
            // The key may still do.
        }

        HasEnded = true;
        return key;
    }
}
