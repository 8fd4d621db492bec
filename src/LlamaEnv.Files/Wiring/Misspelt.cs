using LlamaEnv.Validation;

namespace LlamaEnv.Files.Wiring;

/// <summary>Names in a program's environment that are meant for LlamaCloud's variables, and that nothing reads.</summary>
internal static class Misspelt
{
    private static readonly string[] s_configurationKeys = ["LlamaCloud__ApiKey", "LlamaCloud__BaseUrl", "LlamaCloud__ProjectId"];

    /// <summary>The variable that a name is meant for; null where it is its own, a path to it, or what .NET's configuration reads.</summary>
    internal static Variable? Of(string name) =>
        name.EndsWith("_FILE", StringComparison.OrdinalIgnoreCase) || s_configurationKeys.Contains(name.Replace(":", "__", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase)
            ? null
            : Variable.All.FirstOrDefault(v => v.Name != name && (string.Equals(v.Name, name, StringComparison.OrdinalIgnoreCase) || NameSpellings.IsMisspelling(name, v)));
}
