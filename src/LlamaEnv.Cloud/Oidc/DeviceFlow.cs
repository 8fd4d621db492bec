using LlamaEnv.Cloud.Http;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Oidc;

/// <summary>The device authorization grant (RFC 8628): show a code, poll until the user has confirmed it.</summary>
internal static class DeviceFlow
{
    private static readonly TimeSpan s_slower = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_maxPause = TimeSpan.FromSeconds(60);

    /// <summary>The tokens, once the user has confirmed.</summary>
    /// <exception cref="DiagnosticException">Denied, expired, or ended by the server (LLENV0055).</exception>
    internal static async Task<TokenResponse> RunAsync(OidcClient oidc, OidcProvider provider, string clientId, IProgress<DeviceProgress> progress, CancellationToken cancellationToken)
    {
        DeviceAuthorization login = await oidc.StartAsync(provider, clientId, cancellationToken).ConfigureAwait(false);
        TimeSpan interval = login.Interval;
        int unanswered = 0;
        while (true)
        {
            TimeSpan left = login.Prompt.ExpiresAt - oidc.Time.GetUtcNow();
            if (left <= TimeSpan.Zero)
                throw Expired();

            progress.Report(new DeviceProgress(login.Prompt, IsServerResponding: unanswered == 0));
            // Twice as long after each request without a response, as the RFC recommends.
            TimeSpan pause = Min(interval * Math.Pow(2, Math.Min(unanswered, 10)), Max(interval, s_maxPause));
            await Task.Delay(Min(pause, left), oidc.Time, cancellationToken).ConfigureAwait(false);

            try
            {
                (TokenResponse? tokens, string error, ApiResponse response) = await oidc.PollAsync(provider, clientId, login.DeviceCode, cancellationToken).ConfigureAwait(false);
                unanswered = 0;
                if (tokens is not null)
                    return tokens;

                interval = error switch
                {
                    "authorization_pending" => interval,
                    "slow_down" => interval + s_slower,
                    "access_denied" => throw new DiagnosticException(Findings.LoginFailed("the login was denied in the browser", response.RequestId)),
                    "expired_token" => throw Expired(),
                    _ => throw new DiagnosticException(Findings.LoginFailed("the server ended the login", response.RequestId)),
                };
            }
            catch (DiagnosticException e) when (e.Diagnostic.Code == DiagnosticCodes.NotReachable)
            {
                unanswered++;
            }
        }
    }

    private static DiagnosticException Expired() => new(Findings.LoginFailed("the login code expired before it was confirmed"));

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
