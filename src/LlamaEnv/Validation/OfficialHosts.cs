namespace LlamaEnv.Validation;

/// <summary>LlamaCloud's own hosts, and those that are taken for one.</summary>
internal static class OfficialHosts
{
    private const string Domain = "llamaindex.ai";
    private const string NorthAmerica = "api.cloud.llamaindex.ai";
    private const string Europe = "api.cloud.eu.llamaindex.ai";

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
            if (Distance(name, known) <= MostTypos || Distance(name + ".ai", known) <= 1)
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
        ["api", { } stage, ..] => !s_europe.Contains(stage) && !s_northAmerica.Contains(stage) && Array.TrueForAll(s_known, k => Distance(name, k.Host) > MostTypos),
        _ => false,
    };

    private static string Region(string[] labels) => Array.Exists(labels, static label => s_europe.Contains(label) || label.Split('-').Contains("eu")) ? Europe : NorthAmerica;

    private static string Clean(string host) => host.TrimEnd('.').ToLowerInvariant();

    /// <summary>How many letters are missing, too many, wrong or swapped; no more is counted than matters.</summary>
    private static int Distance(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > MostTypos)
            return MostTypos + 1;

        int[,] distances = new int[one.Length + 1, other.Length + 1];
        for (int i = 0; i <= one.Length; i++)
            distances[i, 0] = i;
        for (int j = 0; j <= other.Length; j++)
            distances[0, j] = j;
        for (int i = 1; i <= one.Length; i++)
        {
            for (int j = 1; j <= other.Length; j++)
            {
                int substituted = distances[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                distances[i, j] = Math.Min(substituted, Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    distances[i, j] = Math.Min(distances[i, j], distances[i - 2, j - 2] + 1);
            }
        }

        return distances[one.Length, other.Length];
    }
}
