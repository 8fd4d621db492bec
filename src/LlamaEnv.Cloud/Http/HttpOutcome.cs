using System.Security.Authentication;

namespace LlamaEnv.Cloud.Http;

/// <summary>What became of one attempt: an answer, or the reason why there is none.</summary>
/// <param name="Answer">The whole answer; null where there is none.</param>
/// <param name="Trouble">Why there is no answer; it continues "the server at … ".</param>
/// <param name="NeverSent">Whether the request surely did not reach the server, so that even a POST may be repeated.</param>
internal sealed record HttpOutcome(HttpAnswer? Answer, string Trouble, bool NeverSent)
{
    /// <summary>The server's id of the request, also of one whose answer began and did not end.</summary>
    internal string? RequestId { get; init; }

    internal static HttpOutcome Answered(HttpAnswer answer) => new(answer, "", NeverSent: false) { RequestId = answer.RequestId };

    /// <summary>By kind only: messages of the network stack may quote what was read.</summary>
    internal static HttpOutcome Failed(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => Unsent("is not found: its name cannot be resolved"),
        HttpRequestError.ConnectionError => Unsent("cannot be connected to"),
        HttpRequestError.ProxyTunnelError => Unsent("cannot be connected to through the proxy"),
        HttpRequestError.SecureConnectionError when failure.InnerException is AuthenticationException =>
            Unsent("has no certificate that this machine trusts; where a proxy opens TLS, name its certificate in SSL_CERT_FILE"),
        HttpRequestError.SecureConnectionError => Unsent("did not agree on TLS"),
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => new(null, "does not answer with proper HTTP", NeverSent: false),
        _ => BrokenOff,
    };

    internal static HttpOutcome BrokenOff { get; } = new(null, "broke the connection off", NeverSent: false);

    internal static HttpOutcome TimedOut(TimeSpan limit) => new(null, FormattableString.Invariant($"did not answer within {limit.TotalSeconds:0.#} seconds"), NeverSent: false);

    internal static HttpOutcome NotConnected(TimeSpan limit) => Unsent(FormattableString.Invariant($"did not take the connection within {limit.TotalSeconds:0.#} seconds"));

    private static HttpOutcome Unsent(string trouble) => new(null, trouble, NeverSent: true);
}
