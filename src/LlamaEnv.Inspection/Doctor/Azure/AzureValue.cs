using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Shell;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.Azure;

/// <summary>A value in a pipeline: <c>$(X)</c> is filled in before the step, <c>${{ … }}</c> when the file is compiled, and nothing else is.</summary>
internal static class AzureValue
{
    /// <summary>An entry of a step's <c>env</c>.</summary>
    internal static Assignment Read(string name, YamlNode node, Place place, AzureScope scope)
    {
        if (node is not YamlScalarNode)
            return new(name, Supply.Given, place);
        if (YamlFile.Text(node) is not { Length: > 0 } text)
            return new(name, Supply.Empty, place);

        return Expression(name, text, place, scope) ?? (ValueText.IsOurs(name) ? ValueText.Literal(name, text, place) : new(name, Supply.Given, place));
    }

    /// <summary>A value with a reference of the pipeline's in it; null where there is none.</summary>
    internal static Assignment? Expression(string name, string text, Place place, AzureScope scope)
    {
        string trimmed = text.Trim();
        if (Macro(trimmed) is { } macro)
            return scope.Variables.TryGetValue(macro, out string? plain) && plain.Length == 0 ? new(name, Supply.Empty, place) { From = macro } : ValueText.FromHost(name, macro, Supply.Given, place);
        if (!trimmed.StartsWith("${{", StringComparison.Ordinal) || !trimmed.EndsWith("}}", StringComparison.Ordinal))
            return trimmed.Contains("$(", StringComparison.Ordinal) || trimmed.Contains("$[", StringComparison.Ordinal) || trimmed.Contains("${{", StringComparison.Ordinal) ? new(name, Supply.Given, place) : null;

        string inner = trimmed[3..^2].Trim();
        if (inner.StartsWith("secrets.", StringComparison.Ordinal))
            return new(name, Supply.Given, place) { Faults = [ScriptVariables.Malformed(place, $"{name} does not get the secret: there is no secrets context in Azure Pipelines. Write $({name})")] };
        if (GitHub.GitHubValue.Reference(inner, "variables") is not { } variable || scope.HasUnknown)
            return new(name, Supply.Given, place);

        // Secrets, and what is in groups, are not there yet when the file is compiled.
        return scope.Variables.TryGetValue(variable, out string? known) && known.Length > 0 ? new(name, Supply.Given, place) { From = variable }
            : new(name, Supply.Empty, place) { From = variable };
    }

    /// <summary>The variable of <c>$(X)</c>; null where the text is something else.</summary>
    internal static string? Macro(string text) =>
        text.StartsWith("$(", StringComparison.Ordinal) && text.EndsWith(')') && text[2..^1] is var name && name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-') ? name : null;
}
