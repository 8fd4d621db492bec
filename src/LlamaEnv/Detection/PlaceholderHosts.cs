namespace LlamaEnv.Detection;

/// <summary>Hosts that stand for a host: <c>your-domain.com</c>, <c>my-llama-domain</c>. Reserved domains, <c>example.com</c> and <c>.test</c>, are hosts as any other.</summary>
internal static class PlaceholderHosts
{
    /// <summary>A label that begins so is a placeholder with any of the nouns behind it, or with a hyphen.</summary>
    private static readonly string[] s_possessives = ["your", "votre", "dein", "deine", "ihre", "tu", "su", "sua", "seu", "tua", "tuo", "jouw", "twoja", "twoj"];

    /// <summary>What a placeholder says the host is.</summary>
    private static readonly string[] s_nouns =
    [
        "domain", "domainname", "hostname", "company", "companyname", "organization", "organisation", "org", "host", "server", "site", "name", "url", "api", "endpoint", "instance", "deployment",
        "region", "project", "app", "tenant", "cluster", "business", "team", "website", "llama", "llamacloud", "dominio", "domaine", "domäne", "domaene", "servidor", "serveur", "domein",
    ];

    /// <summary>What a real host of one's own is not called, though it may well be <c>my-server</c>.</summary>
    private static readonly string[] s_mine = ["domain", "domainname", "hostname", "company", "companyname", "organization", "organisation", "endpoint", "url", "dominio", "domaine", "empresa"];

    private static readonly string[] s_labels =
    [
        "placeholder", "changeme", "change-me", "replaceme", "replace-me", "replace-with-host", "todo", "tbd", "fixme", "domainname", "example-domain", "example-host", "example-server", "insert-host", "insert-domain", "host-name", "host-here",
    ];

    /// <summary>Whole hosts, without more labels.</summary>
    private static readonly string[] s_hosts = ["host", "hostname", "domain", "domain.com", "host.com", "hostname.com", "host.name", "server.name", "example", "url", "site.com", "company.com"];

    /// <summary>With whatever in front. Nobody's top level, and a domain that is written for any.</summary>
    private static readonly string[] s_ends = [".tld", ".domain.com"];

    /// <param name="url">A URL, or a host alone. Need not be one that can be parsed: <c>https://&lt;host&gt;</c> cannot.</param>
    internal static bool IsPlaceholder(ReadOnlySpan<char> url)
    {
        int scheme = url.IndexOf("://", StringComparison.Ordinal);
        ReadOnlySpan<char> authority = scheme < 0 ? url : url[(scheme + 3)..];
        int end = authority.IndexOfAny("/\\?#");
        if (end >= 0)
            authority = authority[..end];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        if (IsBracketed(authority))
            return true;

        int port = authority.LastIndexOf(':');
        string host = (port < 0 ? authority : authority[..port]).TrimEnd('.').ToString().ToLowerInvariant();
        if (Array.Exists(s_hosts, known => known == host))
            return scheme >= 0; // Without a scheme, that is what is missing.

        string[] labels = host.Split('.');
        return Array.Exists(s_ends, end => host.EndsWith(end, StringComparison.Ordinal)) || labels.Any(IsPlaceholderLabel) || IsDivided(labels);
    }

    /// <summary><c>your.domain.com</c>, <c>my.company.com</c>. Not <c>your.org</c> or <c>my.app</c>, which somebody may have.</summary>
    private static bool IsDivided(string[] labels)
    {
        for (int i = 0; i + 1 < labels.Length; i++)
        {
            bool isMine = Array.Exists(s_mine, noun => noun == labels[i + 1]);
            bool isNoun = isMine || (i + 2 < labels.Length && Array.Exists(s_nouns, noun => noun == labels[i + 1]));
            // Two or three letters begin many a name.
            if (isMine && labels[i] is "my" or "mi" || (isNoun && labels[i].Length > 3 && Array.Exists(s_possessives, possessive => possessive == labels[i])))
                return true;
        }

        return false;
    }

    /// <summary><c>&lt;host&gt;</c>, <c>{host}</c>, <c>[your-host]</c>: but for an IPv6 address, no host has a bracket.</summary>
    private static bool IsBracketed(ReadOnlySpan<char> authority) =>
        (authority.Contains('<') && authority.Contains('>')) || (authority.Contains('{') && authority.Contains('}'))
        || (authority.StartsWith("[", StringComparison.Ordinal) && authority.IndexOf(']') is > 0 and var close && WithoutZone(authority[1..close]).ContainsAnyInRange('g', 'z'));

    /// <summary>The address; the network card behind it may have any name.</summary>
    private static ReadOnlySpan<char> WithoutZone(ReadOnlySpan<char> address) => address.IndexOf('%') is > 0 and var zone && address.Contains(':') ? address[..zone] : address;

    private static bool IsPlaceholderLabel(string label)
    {
        if (Array.Exists(s_labels, known => known == label) || (label.Length > 2 && label.All(static c => c == 'x')))
            return true;

        foreach (string possessive in s_possessives)
        {
            if (!label.StartsWith(possessive, StringComparison.Ordinal))
                continue;

            string rest = label[possessive.Length..];
            // Two or three letters begin many a name.
            bool isShort = possessive.Length < 4;
            if (isShort ? EndsInNoun(rest, s_mine) : (rest.Length > 1 && rest[0] is '-' or '_') || Array.Exists(s_nouns, noun => noun == rest))
                return true;
        }

        return (label.StartsWith("my-", StringComparison.Ordinal) || label.StartsWith("my_", StringComparison.Ordinal) || label.StartsWith("mi-", StringComparison.Ordinal)) && EndsInNoun(label[2..], s_mine)
            || (label.StartsWith("my", StringComparison.Ordinal) && Array.Exists(s_mine, noun => noun == label[2..]));
    }

    private static bool EndsInNoun(string text, string[] nouns) =>
        Array.Exists(nouns, noun => text.EndsWith(noun, StringComparison.Ordinal) && text.Length > noun.Length && text[^(noun.Length + 1)] is '-' or '_');
}
