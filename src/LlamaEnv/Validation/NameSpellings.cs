using LlamaEnv.Detection;

namespace LlamaEnv.Validation;

/// <summary>Names that people give our variables, and that LlamaEnv and the official SDKs do not read.</summary>
internal static class NameSpellings
{
    private const int MaxTypos = 2;

    /// <summary>By their letters and digits: <c>LLAMA_PARSE_API_KEY</c>, <c>LlamaParse:ApiKey</c> and <c>llama-parse-api-key</c> are one.</summary>
    private static readonly Dictionary<Variable, HashSet<string>> s_known = new()
    {
        [Variable.ApiKey] =
        [
            "LLAMAPARSEAPIKEY", "LLAMACLOUDAPIKEY", "LLAMAPARSEKEY", "LLAMACLOUDKEY", "LLAMAAPIKEY", "LLAMAKEY", "LLAMACLOUDTOKEN", "LLAMACLOUDAPITOKEN", "LLAMACLOUDACCESSTOKEN", "LLAMACLOUDSECRET", "LLAMACLOUDAPISECRET", "LLAMACLOUDPAT",
            "LLAMAPARSETOKEN", "LLAMAPARSERAPIKEY", "LLAMAINDEXAPIKEY", "LLAMAINDEXKEY", "LLAMAINDEXTOKEN", "LLAMAINDEXCLOUDAPIKEY", "LLAMACLOUDEUAPIKEY", "LLAMACLOUDAPIKEYEU", "LLAMACLOUDUSAPIKEY", "LLAMAEXTRACTAPIKEY", "LLAMAAGENTSAPIKEY",
            "LLAMADEPLOYAPIKEY", "LLAMACTLAPIKEY", "LLXAPIKEY", "LLXKEY", "LLAMACLOUDSERVICESAPIKEY",
        ],
        [Variable.BaseUrl] =
        [
            "LLAMACLOUDAPIURL", "LLAMACLOUDURL", "LLAMACLOUDBASEURL", "LLAMACLOUDAPIBASEURL", "LLAMACLOUDAPIBASE", "LLAMACLOUDBASE", "LLAMACLOUDBASEURI", "LLAMACLOUDURI", "LLAMACLOUDAPIURI", "LLAMACLOUDENDPOINT", "LLAMACLOUDAPIENDPOINT", "LLAMACLOUDBASEENDPOINT",
            "LLAMACLOUDHOST", "LLAMACLOUDAPIHOST", "LLAMACLOUDBASEHOST", "LLAMACLOUDSERVER", "LLAMACLOUDREGION", "LLAMACLOUDAPIREGION", "LLAMAPARSEBASEURL", "LLAMAPARSEAPIURL", "LLAMAPARSEURL", "LLAMAPARSEENDPOINT", "LLAMAPARSEREGION", "LLAMAPARSEHOST",
            "LLAMAINDEXBASEURL", "LLAMAINDEXAPIURL", "LLAMAINDEXURL", "LLAMAINDEXREGION", "LLAMAINDEXENDPOINT", "LLAMAAGENTSBASEURL", "LLAMACTLBASEURL", "LLAMADEPLOYBASEURL",
        ],
        [Variable.ProjectId] =
        [
            "LLAMADEPLOYPROJECTID", "LLAMACLOUDPROJECTID", "LLAMAAGENTPROJECTID", "LLAMAAGENTSPROJECTID", "LLAMAPROJECTID", "LLAMAPROJECT", "LLAMAAGENTSPROJECT", "LLAMAAGENTPROJECT", "LLAMACLOUDPROJECT", "LLAMADEPLOYPROJECT", "LLAMAPARSEPROJECTID",
            "LLAMAINDEXPROJECTID", "LLAMACTLPROJECT", "LLAMACTLPROJECTID",
        ],
    };

    /// <summary>Names that other programs read for something else.</summary>
    private static readonly HashSet<string> s_others = ["LLAMACLOUDAPPURL", "LLAMACLOUDLOG", "LLAMACLOUDCUSTOMHEADERS", "LLAMACLOUDUSEPROFILE", "LLAMACTLCONFIGDIR", .. Variable.All.Select(v => Letters(v.Name))];

    /// <summary>Whether a name is meant for a variable and is not its own, in whatever case.</summary>
    internal static bool IsMisspelling(string name, Variable variable)
    {
        if (string.Equals(name, variable.Name, StringComparison.OrdinalIgnoreCase))
            return false;

        string seen = SeenText.Of(name).Text;
        string letters = Letters(seen);
        string right = Letters(variable.Name);
        // Ollama is somebody else.
        if (letters.Length == 0 || letters.StartsWith("OLLAMA", StringComparison.Ordinal))
            return false;
        if (letters == right || (s_known.TryGetValue(variable, out HashSet<string>? known) && known.Contains(letters)))
            return true;

        return Holds(seen, variable.Name) || (known is not null && !s_others.Contains(letters) && !s_known.Any(k => k.Key != variable && k.Value.Contains(letters)) && EditDistance.IsWithin(MaxTypos, letters, right));
    }

    /// <summary>Whether the right name stands in it as whole words: <c>VITE_LLAMA_CLOUD_API_KEY</c>, <c>LLAMA_CLOUD_API_KEY_PROD</c>.</summary>
    private static bool Holds(string name, string right)
    {
        int start = name.IndexOf(right, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return false;

        int end = start + right.Length;
        return (start == 0 || !char.IsAsciiLetterOrDigit(name[start - 1])) && (end == name.Length || !char.IsAsciiLetterOrDigit(name[end]));
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
