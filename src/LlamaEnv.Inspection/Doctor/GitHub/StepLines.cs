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
    /// <param name="secret">The secret's name.</param>
    /// <param name="section">Where they stand.</param>
    internal static string For(YamlNode step, string variable, string secret, string section = "env")
    {
        string indent = new(' ', (int)Math.Clamp(step.Start.Column - 1, 0, 60));
        string entry = $"{variable}: ${{{{ secrets.{secret} }}}}";
        return YamlFile.Get(step, section) is YamlMappingNode { Children.Count: > 0 } env && env.Start.Line > step.Start.Line && env.Style == MappingStyle.Block
            ? new string(' ', (int)Math.Clamp(env.Start.Column - 1, 0, 60)) + entry
            : $"{indent}{section}:\n{indent}  {entry}";
    }

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
