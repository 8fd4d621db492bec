namespace LlamaEnv.Detection;

/// <summary>LlamaCloud's own hosts, and those that are taken for one.</summary>
internal static class OfficialHosts
{
    internal const string Domain = "llamaindex.ai";
    private const string NorthAmerica = "api.cloud.llamaindex.ai";
    private const string Europe = "api.cloud.eu.llamaindex.ai";

    /// <summary>The base URL that holds where none is set.</summary>
    internal const string DefaultUrl = "https://" + NorthAmerica;

    /// <summary>The base URL of the other region.</summary>
    internal const string EuropeUrl = "https://" + Europe;

    /// <summary>More differences make another name.</summary>
    private const int MostTypos = 2;

    /// <summary>A host that people type, and the API's host that they mean with it.</summary>
    private static readonly (string Host, string Meant)[] s_known =
    [
        (NorthAmerica, NorthAmerica), (Europe, Europe), ("cloud." + Domain, NorthAmerica), ("cloud.eu." + Domain, Europe),
    ];

    /// <summary>Names of the company and its products. As a name in a public top level they are nobody's own host.</summary>
    private static readonly string[] s_names = ["llamaindex", "llama-index", "llama_index", "llamaindexai", "llamaindex-ai", "llamacloud", "llama-cloud", "llamaparse", "llama-parse"];

    private static readonly string[] s_publicTopLevels = ["ai", "com", "io", "net", "org", "dev", "co", "app", "cloud", "eu", "us", "al", "ia", "a", "i"];

    private static readonly string[] s_europe = ["eu", "europe", "eur", "ue", "euu", "eu1", "eu-west", "eu-central"];

    private static readonly string[] s_northAmerica = ["us", "na", "usa", "america"];

    /// <summary>Whether it is in LlamaCloud's domain, so that its keys start with <c>llx-</c>.</summary>
    internal static bool Contain(string host)
    {
        string name = Clean(host);
        return name == Domain || name.EndsWith("." + Domain, StringComparison.Ordinal);
    }

    /// <summary>Whether people go there with a browser.</summary>
    internal static bool IsUserInterface(string host) => Contain(host) && Clean(host).StartsWith("cloud.", StringComparison.Ordinal);

    /// <summary>The API's host that was probably meant; null where the host is one of the API's, or somebody's own.</summary>
    internal static string? FindMeant(string host)
    {
        string name = Clean(host);
        string[] labels = name.Split('.');
        if (Contain(name))
            return IsApi(name, labels[..^2]) ? null : Region(labels);

        foreach ((string known, string meant) in s_known)
        {
            // api.cloud.llamaindex.ai.example.com is whoever's example.com is.
            if (name.StartsWith(known, StringComparison.Ordinal) && name[known.Length..] is ['.' or '-', ..])
                return meant;
            if (EditDistance.IsWithin(MostTypos, name, known) || EditDistance.IsWithin(1, name + ".ai", known))
                return meant;
        }

        return labels.Length > 1 && s_names.Contains(labels[^2]) && s_publicTopLevels.Contains(labels[^1]) ? Region(labels) : null;
    }

    /// <param name="name">The whole host.</param>
    /// <param name="labels">What stands before the domain.</param>
    private static bool IsApi(string name, string[] labels) => labels switch
    {
        ["api", "cloud"] => true,
        ["api", "cloud", "eu"] => true,
        // A region that is new; not the one that is there, misspelt.
        ["api", "cloud", { } region] => !s_europe.Contains(region) && !s_northAmerica.Contains(region),
        ["api", { } stage, ..] => !s_europe.Contains(stage) && !s_northAmerica.Contains(stage) && Array.TrueForAll(s_known, k => !EditDistance.IsWithin(MostTypos, name, k.Host)),
        _ => false,
    };

    private static string Region(string[] labels) => Array.Exists(labels, static label => s_europe.Contains(label) || label.Split('-').Contains("eu")) ? Europe : NorthAmerica;

    private static string Clean(string host) => host.TrimEnd('.').ToLowerInvariant();
}
