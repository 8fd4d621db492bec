using System.Security.Authentication;

namespace LlamaEnv.Cloud.Http;

/// <summary>What became of one attempt: a response, or the reason why there is none.</summary>
/// <param name="Response">The whole response; null where there is none.</param>
/// <param name="Failure">Why there is none; it continues "the server at … ".</param>
/// <param name="NeverSent">Whether the request surely did not reach the server, so that even a POST may be repeated.</param>
internal sealed record HttpOutcome(ApiResponse? Response, string Failure, bool NeverSent)
{
    /// <summary>The server's id of the request, also when its response began and did not end.</summary>
    internal string? RequestId { get; init; }

    internal static HttpOutcome Received(ApiResponse response) => new(response, "", NeverSent: false) { RequestId = response.RequestId };

    /// <summary>By kind only: messages of the network stack may quote what was read.</summary>
    internal static HttpOutcome Failed(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => NotSent("is not found: its name cannot be resolved"),
        HttpRequestError.ConnectionError => NotSent("cannot be connected to"),
        HttpRequestError.ProxyTunnelError => NotSent("cannot be connected to through the proxy"),
        HttpRequestError.SecureConnectionError when failure.InnerException is AuthenticationException =>
            NotSent("has no certificate that this machine trusts; where a proxy opens TLS, name its certificate in SSL_CERT_FILE"),
        HttpRequestError.SecureConnectionError => NotSent("did not agree on TLS"),
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => new(null, "does not respond with valid HTTP", NeverSent: false),
        _ => ConnectionLost,
    };

    internal static HttpOutcome ConnectionLost { get; } = new(null, "closed the connection", NeverSent: false);

    internal static HttpOutcome TimedOut(TimeSpan limit) => new(null, FormattableString.Invariant($"did not answer within {limit.TotalSeconds:0.#} seconds"), NeverSent: false);

    internal static HttpOutcome NotConnected(TimeSpan limit) => NotSent(FormattableString.Invariant($"did not accept the connection within {limit.TotalSeconds:0.#} seconds"));

    private static HttpOutcome NotSent(string failure) => new(null, failure, NeverSent: true);
}
