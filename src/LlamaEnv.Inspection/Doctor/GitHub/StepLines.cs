using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.GitHub;

/// <summary>The lines that give a step, a service or a called workflow a secret.</summary>
internal static class StepLines
{
    /// <param name="step">The step.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="value">The reference that gives it a value.</param>
    /// <param name="section">Where they stand.</param>
    internal static string For(YamlNode step, string variable, string value, string section = "env")
    {
        string indent = new(' ', (int)Math.Clamp(step.Start.Column - 1, 0, 60));
        string entry = $"{variable}: {value}";
        // Among braces, a reference is in quotes, and a comma stands behind what is put behind the first brace.
        string quoted = $"{variable}: \"{value}\"";
        return YamlFile.Get(step, section) switch
        {
            YamlMappingNode { Style: MappingStyle.Flow } => $"{quoted},",
            YamlMappingNode { Children.Count: > 0 } known when known.Start.Line > step.Start.Line => new string(' ', (int)Math.Clamp(known.Start.Column - 1, 0, 60)) + entry,
            _ when step is YamlMappingNode { Style: MappingStyle.Flow } => $"{section}: {{ {quoted} }},",
            YamlScalarNode empty when YamlFile.Text(empty) is null => $"{indent}  {entry}",
            _ => $"{indent}{section}:\n{indent}  {entry}",
        };
    }

    /// <summary>A secret as GitHub refers to it.</summary>
    internal static string Secret(string name) => $"${{{{ secrets.{name} }}}}";

    /// <summary>The line in front of which they go; null where that is not certain.</summary>
    /// <param name="file">The file.</param>
    /// <param name="step">The step.</param>
    /// <param name="section">Where they stand.</param>
    internal static Place? PlaceOf(string file, YamlNode step, string section = "env")
    {
        if (step is not YamlMappingNode { Style: MappingStyle.Block } mapping)
            return null;
        if (YamlFile.Get(step, section) is { } known)
            return known is YamlMappingNode { Style: MappingStyle.Block, Children.Count: > 0 } && known.Start.Line > step.Start.Line ? new Place(file, YamlFile.LineOf(known)) : null;

        // In front of the second key: the first one may stand behind a dash.
        return mapping.Children.Count > 1 ? new Place(file, YamlFile.LineOf(mapping.Children[1].Key))
            : mapping.Children[0].Value is YamlScalarNode { Style: ScalarStyle.Plain } value && value.Start.Line == value.End.Line ? new Place(file, YamlFile.LineOf(value) + 1)
            : null;
    }
}
