using LlamaEnv.Inspection.Doctor.Kubernetes;
using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Helm;

/// <summary>A line of YAML that a template makes.</summary>
/// <param name="Indent">The blanks before it.</param>
/// <param name="Text">The line without them; expressions that give a single value stay in it.</param>
/// <param name="Place">Where it stands: a named template may be in another file.</param>
/// <param name="Conditions">What the blocks around it ask.</param>
internal sealed record TemplateLine(int Indent, string Text, Place Place, IReadOnlyList<string> Conditions)
{
    /// <summary>Whether more is put here that cannot be read.</summary>
    internal bool IsOpen { get; init; }

    /// <summary>What values.yaml has for this place.</summary>
    internal ManifestNode? Node { get; init; }

    internal bool IsItem => Text == "-" || Text.StartsWith("- ", StringComparison.Ordinal);
}
