namespace LlamaEnv.Validation;

/// <summary>What is wrong with a base URL, and which one was probably meant.</summary>
internal static class BaseUrls
{
    private const string OfficialDomain = ".llamaindex.ai";

    /// <summary>Whether an official deployment answers there, so that its keys start with <c>llx-</c>.</summary>
    internal static bool IsOfficial(string? url) =>
        url is not null && Parse(url) is { } uri && uri.IdnHost.TrimEnd('.').EndsWith(OfficialDomain, StringComparison.OrdinalIgnoreCase);

    /// <summary>Why <paramref name="url"/> is not the root of an API, or null where it is.</summary>
    internal static string? FindFault(string url)
    {
        // The one most runs have: the runtime's URI parser is a library to load and methods to compile.
        if (url == Variable.DefaultBaseUrl)
            return null;
        if (!url.Contains("://", StringComparison.Ordinal))
            return "has no scheme";
        if (Parse(url) is not { } uri)
            return "is not an http or https URL";
        if (url.Any(char.IsWhiteSpace))
            return "holds a blank or a line end";
        if (uri.UserInfo.Length > 0)
            return "holds user info";
        if (uri.Query.Length > 0 || url.Contains('?', StringComparison.Ordinal))
            return "has a query";
        if (uri.Fragment.Length > 0 || url.Contains('#', StringComparison.Ordinal))
            return "has a fragment";
        if (uri.AbsolutePath != "/")
            return "has a path";
        return IsUserInterface(uri) ? "is the web page, not the API" : null;
    }

    /// <summary>The URL that was probably meant, or null. Holds only scheme, host and port, so never a credential.</summary>
    internal static string? Propose(string url)
    {
        string candidate = url.Contains("://", StringComparison.Ordinal) ? url : "https://" + url;
        if (Parse(candidate) is not { } uri || KeyShapes.MayHoldCredential(uri.Host))
            return null;
        if (candidate != url && !IsClearlyHost(uri))
            return null;

        string host = IsUserInterface(uri) ? "api." + uri.Host : uri.Host;
        string port = uri.IsDefaultPort ? "" : FormattableString.Invariant($":{uri.Port}");
        string scheme = IsOfficial(candidate) ? "https" : uri.Scheme;
        string proposal = $"{scheme}://{host}{port}";
        return proposal == url ? null : proposal;
    }

    /// <summary>Whether the key would cross a network in the clear.</summary>
    internal static bool IsPlainHttp(string url) =>
        url.StartsWith("http:", StringComparison.OrdinalIgnoreCase) && Parse(url) is { Scheme: "http", IsLoopback: false };

    /// <summary>Without a scheme it may as well be a key of any shape in the wrong variable.</summary>
    private static bool IsClearlyHost(Uri uri)
    {
        string topLevel = uri.IdnHost[(uri.IdnHost.LastIndexOf('.') + 1)..];
        return uri.IsLoopback || uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6
            || (topLevel.Length is > 1 and < 20 && topLevel.Length < uri.IdnHost.Length && topLevel.All(char.IsAsciiLetter));
    }

    private static bool IsUserInterface(Uri uri) =>
        uri.Host.StartsWith("cloud.", StringComparison.OrdinalIgnoreCase) && uri.Host.EndsWith(OfficialDomain, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it names a host; .NET takes some names for one and cannot say which.</summary>
    internal static bool HasHost(Uri uri)
    {
        try
        {
            return uri.IdnHost.Length > 0;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    private static Uri? Parse(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && HasHost(uri) ? uri : null;
}
