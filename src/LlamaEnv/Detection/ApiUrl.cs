using System.Globalization;

namespace LlamaEnv.Detection;

/// <summary>
/// A base URL: the one place where it is parsed, normalised and judged. Any text makes one; what is wrong with it is
/// said by <see cref="Fault"/>, never by an exception.
/// </summary>
internal sealed class ApiUrl
{
    /// <summary>North America. Known by heart: it is the one most runs have, and .NET's parser is a library to load.</summary>
    internal static ApiUrl Default { get; } = new(OfficialHosts.DefaultUrl, null, null, null);

    private readonly Uri? _uri;

    private ApiUrl(string text, Uri? uri, string? fault, string? apiPath)
    {
        Text = text;
        _uri = uri;
        Fault = fault;
        ApiPath = apiPath;
    }

    /// <summary>As it is written: without the slashes at its end.</summary>
    internal string Text { get; }

    /// <summary>Why it is no base URL, or null.</summary>
    internal string? Fault { get; }

    /// <summary>The path of the API itself, which clients append; null where it does not end in one. Of a fixed set of words, so it may be shown.</summary>
    internal string? ApiPath { get; }

    /// <summary>The URL without <see cref="ApiPath"/>; null where there is none, or more in front of it than scheme, host and port.</summary>
    internal string? RootOfApiPath => ApiPath is { } path && _uri!.AbsolutePath.StartsWith(path.TrimEnd('…').TrimEnd('/'), StringComparison.Ordinal) ? Propose(Text) : null;

    /// <summary>Whether an official deployment answers there, so that its keys start with <c>llx-</c>.</summary>
    internal bool IsOfficial => ReferenceEquals(this, Default) || (_uri is not null && OfficialHosts.Contain(_uri.IdnHost));

    /// <summary>Where requests go: a relative path resolved against it stays below the URL's own path.</summary>
    /// <remarks>Only of one without a fault.</remarks>
    internal Uri Root => new(_uri is null ? Text + "/" : RootOf(_uri));

    /// <summary>Parses any text.</summary>
    internal static ApiUrl Parse(string text)
    {
        string url = Normalize(text);
        if (url == OfficialHosts.DefaultUrl)
            return Default;

        // Of what .NET takes for a URL, it does not take everything again without the rest.
        Uri? uri = TryParse(url) is { } parsed && TryParse(RootOf(parsed)) is not null ? parsed : null;
        string? fault = FindFault(url, uri);
        return new ApiUrl(url, uri, fault, fault is null ? FindApiPath(uri!) : null);
    }

    /// <summary>The text without the slashes at its end, and without the dot at that of an official host; those of a scheme and slashes alone stay, for the validation to reject.</summary>
    internal static string Normalize(string text)
    {
        string trimmed = text.TrimEnd('/');
        // The dot of a full name: not every client finds it in the certificate.
        if (trimmed.EndsWith("." + OfficialHosts.Domain + ".", StringComparison.OrdinalIgnoreCase))
            trimmed = trimmed[..^1];
        return trimmed.Length == 0 || trimmed.EndsWith(':') ? text : trimmed;
    }

    /// <summary>Whether both mean one server and path, however host and port are written.</summary>
    internal static bool AreSame(string one, string other)
    {
        string first = Normalize(one);
        string second = Normalize(other);
        return first == second || (TryParse(first) is { } left && TryParse(second) is { } right && left == right);
    }

    /// <summary>The URL that was probably meant, or null. Holds only scheme, host and port, so never a credential.</summary>
    internal static string? Propose(string text)
    {
        string url = Normalize(text);
        string candidate = url.Contains("://", StringComparison.Ordinal) ? url : "https://" + url.TrimStart('/');
        // What stands before an @ may be the host that was meant, and what stands behind it anybody's.
        if (TryParse(candidate) is not { } uri || uri.UserInfo.Contains('.', StringComparison.Ordinal) || KeyShapes.MayHoldCredential(uri.Host) || (candidate != url && !IsClearlyHost(uri)))
            return null;

        string proposal = FindMeant(uri) is { } meant ? $"https://{meant}"
            : OfficialHosts.Contain(uri.IdnHost) ? $"https://{HostOf(uri)}"
            : $"{uri.Scheme}://{uri.Host}{(uri.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{uri.Port}"))}";
        return proposal == url ? null : proposal;
    }

    /// <summary>Whether the key would cross a network in the clear, other than to <paramref name="allowedHosts"/> (see <see cref="ParseHost"/>).</summary>
    internal bool IsPlainHttp(IReadOnlyList<string> allowedHosts) =>
        _uri is { Scheme: "http" } && !IsLoopback(_uri) && (IsOfficial || !allowedHosts.Contains(HostOf(_uri)));

    /// <summary>A host alone, as it is compared; null where the text is anything else, such as a URL or a host with a port.</summary>
    internal static string? ParseHost(string text)
    {
        bool isAddress = text.Count(':') > 1 && !text.StartsWith('[');
        string host = isAddress ? $"[{text}]" : text;
        bool hasMore = host.Any(static c => c is '/' or '\\' or '?' or '#' or '@' or '*' or '%' or ',' || char.IsWhiteSpace(c) || char.IsControl(c)) || (!host.EndsWith(']') && host.Contains(':', StringComparison.Ordinal));
        return !hasMore && TryParse($"http://{host}") is { IsDefaultPort: true } uri ? HostOf(uri) : null;
    }

    /// <summary>Whether it is this machine: an address that loops back, and <c>localhost</c> with whatever in front, which is nothing else (RFC 6761).</summary>
    internal static bool IsLoopback(Uri uri) => uri.IsLoopback || (HasHost(uri) && HostOf(uri) is { } host && (host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal)));

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

    /// <summary>The http or https URL with a host; null where it is none. Nothing else gets to .NET's parser, which throws on some paths of files.</summary>
    internal static Uri? TryParse(string url) =>
        IsHttp(url) && Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && HasHost(uri) ? uri : null;

    /// <summary>Whether it begins as an http or https URL does, which no key does.</summary>
    internal static bool IsHttp(ReadOnlySpan<char> text) =>
        text.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    private static string RootOf(Uri uri) => $"{uri.GetLeftPart(UriPartial.Path).TrimEnd('/')}/";

    private static string HostOf(Uri uri) => uri.IdnHost.TrimEnd('.').ToLowerInvariant();

    private static string? FindFault(string url, Uri? uri)
    {
        if (!url.Contains("://", StringComparison.Ordinal))
            return "has no scheme";
        if (uri is null)
            return "is not an http or https URL";
        if (url.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c)))
            return "holds a blank or a line end";
        if (!VisibleText.Covers(url))
            return "holds an invisible character";
        if (uri.UserInfo.Length > 0 || Authority(url).Contains('@'))
            return "holds user info";
        if (uri.Query.Length > 0 || url.Contains('?', StringComparison.Ordinal))
            return "has a query";
        if (uri.Fragment.Length > 0 || url.Contains('#', StringComparison.Ordinal))
            return "has a fragment";
        if (url.Contains('\\', StringComparison.Ordinal))
            return "holds a backslash";
        if (uri.Port == 0)
            return "has the port 0";
        if (OfficialHosts.IsUserInterface(uri.Host))
            return "is the web page, not the API";
        if (FindMeant(uri) is not null)
            return "is not a host of LlamaCloud's API";
        if (OfficialHosts.Contain(uri.IdnHost) && uri.AbsolutePath != "/")
            return "has a path";
        if (OfficialHosts.Contain(uri.IdnHost) && !uri.IsDefaultPort)
            return "has a port that LlamaCloud does not answer at";
        if (OfficialHosts.Contain(uri.IdnHost) && uri.IdnHost.EndsWith('.'))
            return "has a dot at the end of its host";
        return HasControlEscape(uri.AbsolutePath) ? "has a path with an escaped control character" : null;
    }

    /// <summary>By the letters that people see: those of another alphabet make a host that only looks official.</summary>
    private static string? FindMeant(Uri uri) => uri.HostNameType == UriHostNameType.Dns ? OfficialHosts.FindMeant(ToUnicode(uri.IdnHost)) : null;

    private static string ToUnicode(string host)
    {
        try
        {
            return host.Contains("xn--", StringComparison.OrdinalIgnoreCase) ? new IdnMapping().GetUnicode(host) : host;
        }
        catch (ArgumentException)
        {
            return host; // An encoding of nothing is as good as any other name.
        }
    }

    private static ReadOnlySpan<char> Authority(string url)
    {
        ReadOnlySpan<char> rest = url.AsSpan(url.IndexOf("://", StringComparison.Ordinal) + 3);
        int end = rest.IndexOfAny("/\\?#");
        return end < 0 ? rest : rest[..end];
    }

    /// <summary><c>/api/v1</c> wherever it stands and with whatever behind it, else a version or <c>api</c> at the end.</summary>
    private static string? FindApiPath(Uri uri)
    {
        string[] segments = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i + 1 < segments.Length; i++)
        {
            if (IsApi(segments[i]) && IsVersion(segments[i + 1]))
                return $"/{segments[i]}/{segments[i + 1]}{(i + 2 < segments.Length ? "/…" : "")}";
        }

        return segments is [.., { } last] && (IsApi(last) || IsVersion(last)) ? $"/{last}" : null;
    }

    private static bool IsApi(string segment) => segment.Equals("api", StringComparison.OrdinalIgnoreCase);

    /// <summary><c>v1</c>, <c>V2</c>, <c>v1beta1</c>.</summary>
    private static bool IsVersion(string segment) =>
        segment.Length > 1 && segment[0] is 'v' or 'V' && char.IsAsciiDigit(segment[1]) && segment.AsSpan(1).Trim("0123456789") is var stage
        && (stage.IsEmpty || stage.Equals("alpha", StringComparison.OrdinalIgnoreCase) || stage.Equals("beta", StringComparison.OrdinalIgnoreCase));

    private static bool HasControlEscape(string path)
    {
        for (int i = path.IndexOf('%', StringComparison.Ordinal); i >= 0; i = path.IndexOf('%', i + 1))
        {
            if (i + 2 < path.Length && (path[i + 1] is '0' or '1' || path.AsSpan(i + 1, 2).Equals("7F", StringComparison.OrdinalIgnoreCase)))
                return true;
        }

        return false;
    }

    /// <summary>Without a scheme it may as well be a key of any shape in the wrong variable, or hold one.</summary>
    private static bool IsClearlyHost(Uri uri)
    {
        if (IsLoopback(uri) || uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6)
            return true;

        string[] labels = uri.IdnHost.Split('.');
        return labels.Length > 1 && labels[^1].Length is > 1 and < 20 && labels[^1].All(char.IsAsciiLetter) && !labels.Any(IsLikeKey);
    }

    /// <summary>Long, and of letters and digits: names that people choose for a host are one or the other.</summary>
    private static bool IsLikeKey(string label) => label.Length >= 20 && label.Any(char.IsAsciiDigit);
}
