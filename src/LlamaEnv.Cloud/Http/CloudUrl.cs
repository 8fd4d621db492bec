using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Validation;

namespace LlamaEnv.Cloud.Http;

/// <summary>URLs that credentials may travel to: https, and http to this machine.</summary>
internal static class CloudUrl
{
    /// <summary>The API's base URL, which ends in a slash: relative paths stay below a path of its own.</summary>
    /// <exception cref="DiagnosticException">It is no base URL (LLENV0015) or plain http (LLENV0016).</exception>
    internal static Uri ParseBase(string text)
    {
        ApiUrl url = ApiUrl.Parse(text);
        Credential credential = new(Variable.BaseUrl, new Secret(url.Text), "the environment's URL");
        if (Validator.ValidateUrl(credential, url) is { Severity: DiagnosticSeverity.Error } fault)
            throw new DiagnosticException(fault);

        return url.IsPlainHttp([]) ? throw new DiagnosticException(Findings.PlainHttp(credential)) : url.Root;
    }

    /// <summary>The URL, or null where it is relative, has user info, or would carry a credential over a network in the clear.</summary>
    internal static Uri? TrySafe(string text) =>
        ApiUrl.TryParse(text) is { UserInfo.Length: 0 } uri && (uri.Scheme == "https" || ApiUrl.IsLoopback(uri)) ? uri : null;

    /// <summary>Scheme, host and port: what decides who gets a credential, and all of a URL that is shown.</summary>
    internal static string Origin(Uri uri)
    {
        string host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return $"{uri.Scheme}://{KeyShapes.Show(host)}{(uri.IsDefaultPort ? "" : FormattableString.Invariant($":{uri.Port}"))}";
    }

    internal static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
