using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Validation;

/// <summary>Understands the variables that a project declares.</summary>
internal static class DeclaredVariables
{
    /// <summary>Names that LlamaEnv reads itself, and what decides about them.</summary>
    private static readonly Dictionary<string, string> s_own = new(StringComparer.OrdinalIgnoreCase)
    {
        [Variable.ApiKey.Name] = "it is always required",
        [Variable.BaseUrl.Name] = "set LlamaEnvBaseUrl",
        [Variable.ProjectId.Name] = "set LlamaEnvRequireProject or LlamaEnvProject",
        ["LLAMA_CLOUD_USE_PROFILE"] = "it chooses between sources",
    };

    /// <summary>Adds a diagnostic for each declaration it cannot understand.</summary>
    internal static IReadOnlyList<Variable> Parse(IReadOnlyList<VariableDeclaration> declarations, List<Diagnostic> diagnostics)
    {
        List<Variable> variables = [];
        ValuePattern.TimeLimit limit = new();
        foreach (VariableDeclaration declaration in declarations)
        {
            string name = declaration.Name.Trim();
            if (FindFault(name, variables) is { } fault)
            {
                diagnostics.Add(Findings.BadVariable(name, fault));
                continue;
            }

            variables.Add(new Variable(name, SettingParser.IsTrue(NameOf("Secret", name), declaration.Secret, whenUnset: true, diagnostics))
            {
                IsRequired = SettingParser.IsTrue(NameOf("Required", name), declaration.Required, whenUnset: false, diagnostics),
                Pattern = ParsePattern(name, declaration.Pattern, limit, diagnostics),
                Default = new Secret(declaration.Default ?? ""),
            });
        }

        return variables;
    }

    private static string? FindFault(string name, List<Variable> others) =>
        name.Length == 0 ? "has no name: give one in Include"
        : name.Contains(':', StringComparison.Ordinal) && CharacterSets.Cover(name, static c => CharacterSets.IsName(c) || c == ':') ? "is a configuration name: write __ for each colon; user secrets read it as a colon, too"
        : char.IsAsciiDigit(name[0]) || !CharacterSets.Cover(name, CharacterSets.IsName) ? "is not a valid variable name: use letters, digits and _, and do not start with a digit"
        : KeyShapes.HoldsKey(name) ? "is a key, not a name: treat it as exposed"
        : s_own.TryGetValue(name, out string? instead) ? $"is LlamaEnv's own and cannot be declared: {instead}"
        : others.Exists(v => string.Equals(v.Name, name, StringComparison.OrdinalIgnoreCase)) ? "is declared twice: keep one of the two"
        : null;

    private static ValuePattern? ParsePattern(string name, string? text, ValuePattern.TimeLimit limit, List<Diagnostic> diagnostics)
    {
        if (string.IsNullOrEmpty(text))
            return null;

        ValuePattern? pattern = ValuePattern.Parse(text, limit);
        if (pattern is null)
            diagnostics.Add(Findings.BadSetting(NameOf("Pattern", name), text.Length > 200 ? $"{text.AsSpan(0, 200)}…" : text, "a .NET regular expression of no more than 16 KiB"));
        return pattern;
    }

    private static string NameOf(string metadata, string name) => $"{metadata} of LlamaEnvVariable {name}";
}
