namespace LlamaEnv.Detection;

/// <summary>A URL that another one takes the place of.</summary>
internal static class LostUrl
{
    private static readonly string[] s_europe = ["eu", "europe", "emea"];
    private static readonly string[] s_northAmerica = ["us", "usa", "na", "northamerica", "america", "default"];

    /// <summary>Whether it means another server than the one in effect. A placeholder or a reference means none.</summary>
    internal static bool IsLost(string url, ReadOnlySpan<char> inEffect)
    {
        if (string.IsNullOrWhiteSpace(url) || Placeholders.IsUrlPlaceholder(url) || UnexpandedReferences.Find(url, ReferencePlaces.Url) is not null)
            return false;
        return Server(url) is { } server && !ApiUrl.AreSame(server, inEffect.ToString());
    }

    /// <summary>A URL as messages may show it: what is none may be a key in the wrong variable.</summary>
    internal static string Show(string url) => Server(url) is { } server ? KeyShapes.Show(server) : "***";

    /// <summary>What it means: of a region's web page, or a host without a scheme, the API there. Null where nobody can tell.</summary>
    private static string? Server(string url) => ApiUrl.Parse(url) is { Fault: null } parsed ? parsed.Text : ApiUrl.Propose(url);

    /// <summary>The URL that is meant with a value under another name, which may be a region's; null where it says nothing.</summary>
    internal static string? Meant(ReadOnlySpan<char> text)
    {
        string region = string.Concat(text.ToString().Where(char.IsAsciiLetter)).ToLowerInvariant();
        return s_europe.Contains(region) || text.StartsWith("eu-", StringComparison.OrdinalIgnoreCase) ? OfficialHosts.EuropeUrl
            : s_northAmerica.Contains(region) || text.StartsWith("us-", StringComparison.OrdinalIgnoreCase) ? OfficialHosts.DefaultUrl
            : text.Contains('.') || text.Contains("://", StringComparison.Ordinal) ? text.ToString() : null;
    }
}
