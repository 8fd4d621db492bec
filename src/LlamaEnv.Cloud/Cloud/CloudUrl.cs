using LlamaEnv.Diagnostics;
using LlamaEnv.Validation;

namespace LlamaEnv.Cloud;

/// <summary>URLs that credentials may travel to: https, and http to this machine.</summary>
internal static class CloudUrl
{
    /// <summary>The API's base URL, without its trailing slashes.</summary>
    /// <exception cref="DiagnosticException">It is not the root of an API (LLENV0015) or plain http (LLENV0016).</exception>
    internal static Uri ParseBase(string text)
    {
        string url = text.TrimEnd('/');
        Credential credential = new(Variable.BaseUrl, new Secret(url), "the environment's URL");
        if (BaseUrls.FindFault(url) is { } fault)
            throw new DiagnosticException(Findings.BadBaseUrl(credential, fault, BaseUrls.Propose(url)));

        return TrySafe(url) ?? throw new DiagnosticException(Findings.PlainHttp(credential));
    }

    /// <summary>The URL, or null where it is relative, has user info, or would carry a credential over a network in the clear.</summary>
    internal static Uri? TrySafe(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.UserInfo.Length == 0 && BaseUrls.HasHost(uri)
        && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback)) ? uri : null;

    /// <summary>Scheme, host and port: what decides who gets a credential, and all of a URL that is shown.</summary>
    internal static string Origin(Uri uri)
    {
        string host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return $"{uri.Scheme}://{KeyShapes.Show(host)}{(uri.IsDefaultPort ? "" : FormattableString.Invariant($":{uri.Port}"))}";
    }

    internal static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
