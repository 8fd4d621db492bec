using LlamaEnv.Inspection.Doctor.Text;
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
        return YamlFile.Get(step, section) is YamlMappingNode { Children.Count: > 0 } env && env.Start.Line > step.Start.Line && env.Style == YamlDotNet.Core.Events.MappingStyle.Block
            ? new string(' ', (int)Math.Clamp(env.Start.Column - 1, 0, 60)) + entry
            : $"{indent}{section}:\n{indent}  {entry}";
    }
}
