using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.GitHub;

/// <summary>A value of a workflow, in which <c>${{ … }}</c> is expanded and nothing else.</summary>
internal static class GitHubValue
{
    private static readonly string[] s_contexts = ["secrets.", "secrets[", "vars."];

    /// <summary>The value of an entry of <c>env</c>.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="node">Its value.</param>
    /// <param name="place">Its line.</param>
    /// <param name="known">What <c>env.X</c> may refer to; null where it cannot be told.</param>
    internal static Assignment Read(string name, YamlNode node, Place place, IReadOnlyList<Assignment>? known) =>
        node is not YamlScalarNode ? new(name, Supply.Given, place) { Faults = ValueText.IsOurs(name) ? [Malformed(place, name, "this is a YAML mapping and no reference")] : [] }
        : YamlFile.Text(node) is not { Length: > 0 } text ? new(name, Supply.Empty, place)
        : Expression(name, text, place, known) ?? Literal(name, text, place);

    /// <summary>A value with a reference in it; null where there is none.</summary>
    internal static Assignment? Expression(string name, string text, Place place, IReadOnlyList<Assignment>? known)
    {
        string trimmed = text.Trim();
        int start = trimmed.IndexOf("${{", StringComparison.Ordinal);
        if (start < 0)
            return null;

        int end = trimmed.IndexOf("}}", start, StringComparison.Ordinal);
        if (end < 0)
            return new(name, Supply.Given, place) { Faults = [Malformed(place, name, "the reference is not closed")] };

        string inner = trimmed[(start + 3)..end].Trim();
        bool isQuoted = start == 1 && end + 3 == trimmed.Length && trimmed[0] is '"' or '\'' && trimmed[^1] == trimmed[0];
        if (isQuoted && ValueText.IsOurs(name))
            return new(name, Supply.Given, place) { From = Reference(inner, "secrets"), Faults = [DoctorFindings.Quoted(place, name)] };
        if (inner.Length == 0 || inner is "''")
            return new(name, Supply.Empty, place);
        if (inner.StartsWith("secret.", StringComparison.Ordinal))
            return new(name, Supply.Given, place) { Faults = [Malformed(place, name, "the context is called secrets")] };
        if (Reference(inner, "env") is { } variable && known is not null)
            return known.LastOrDefault(a => a.Name == variable) is { } earlier ? new Assignment(name, earlier.Supply, place) { From = earlier.From } : new(name, Supply.Empty, place) { From = variable };

        return Reference(inner, "secrets") is { } secret ? ValueText.FromHost(name, secret, Supply.Given, place)
            : Reference(inner, "vars") is { } setting ? ValueText.FromHost(name, setting, Supply.Given, place)
            : new(name, Supply.Given, place);
    }

    /// <summary>The entry of a context that an expression begins with: <c>secrets.X</c>, <c>secrets['X']</c>.</summary>
    internal static string? Reference(string expression, string context)
    {
        if (!expression.StartsWith(context, StringComparison.OrdinalIgnoreCase) || expression.Length <= context.Length)
            return null;

        string rest = expression[context.Length..].TrimStart();
        string name = rest.StartsWith('.') ? rest[1..] : rest.StartsWith("['", StringComparison.Ordinal) ? rest[2..] : "";
        int end = 0;
        while (end < name.Length && (char.IsAsciiLetterOrDigit(name[end]) || name[end] is '_' or '-'))
            end++;
        // Two secrets, one of which is chosen: nothing is said of it.
        return end == 0 || name[end..].Contains("secrets", StringComparison.OrdinalIgnoreCase) ? null : name[..end];
    }

    private static Assignment Literal(string name, string text, Place place)
    {
        if (!ValueText.IsOurs(name))
            return new(name, Supply.Given, place);

        bool isMeant = s_contexts.Any(c => text.Contains(c, StringComparison.Ordinal)) || (text.Contains("{{", StringComparison.Ordinal) && text.Contains("}}", StringComparison.Ordinal));
        return isMeant ? new(name, Supply.Given, place) { Faults = [Malformed(place, name, "this is no reference")] } : ValueText.Literal(name, text, place);
    }

    private static Finding Malformed(Place place, string name, string why) =>
        Shell.ScriptVariables.Malformed(place, $"{name} does not get the secret: {why}. Write ${{{{ secrets.{name} }}}}");
}
