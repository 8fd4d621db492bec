namespace LlamaEnv.Validation;

/// <summary>A URL that another one takes the place of.</summary>
internal static class LostUrl
{
    private static readonly string[] s_europe = ["eu", "europe", "emea"];
    private static readonly string[] s_northAmerica = ["us", "usa", "na", "northamerica", "america", "default"];

    /// <summary>Whether it means another server than the one in effect. A placeholder or a reference means none.</summary>
    internal static bool IsLost(string url, Secret inEffect)
    {
        if (string.IsNullOrWhiteSpace(url) || Placeholders.IsUrlPlaceholder(url) || UnexpandedReferences.Find(url, ReferencePlaces.Url) is not null)
            return false;

        // A region's web page or a host without a scheme is the same region, only wrong.
        string meant = ApiUrl.Parse(url).Fault is null ? url : ApiUrl.Propose(url) ?? url;
        return !inEffect.Ask(text => ApiUrl.AreSame(meant, text.ToString()));
    }

    /// <summary>The URL that is meant with a value under another name, which may be a region's; null where it says nothing.</summary>
    internal static string? Meant(Secret value) => value.Ask(static text =>
    {
        string region = string.Concat(text.ToString().Where(char.IsAsciiLetter)).ToLowerInvariant();
        return s_europe.Contains(region) || text.StartsWith("eu-", StringComparison.OrdinalIgnoreCase) ? OfficialHosts.EuropeUrl
            : s_northAmerica.Contains(region) || text.StartsWith("us-", StringComparison.OrdinalIgnoreCase) ? Variable.DefaultBaseUrl
            : text.Contains('.') || text.Contains("://", StringComparison.Ordinal) ? text.ToString() : null;
    });
}
