using LlamaEnv.Detection;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.GitHub;

/// <summary>Adds an <c>env</c> mapping to a scope.</summary>
internal static class EnvironmentMap
{
    /// <param name="scope">What goes before.</param>
    /// <param name="env">The mapping; null for none.</param>
    /// <param name="report">Gets what is wrong whatever is started.</param>
    internal static WorkflowScope Add(WorkflowScope scope, YamlNode? env, DoctorReport report)
    {
        if (env is null)
            return scope;
        if (env is YamlScalarNode && YamlFile.Text(env) is not null)
            return scope with { Carriers = [.. scope.Carriers, new(new Place(scope.File, YamlFile.LineOf(env)), "an expression")] };

        List<Assignment> environment = [.. scope.Environment];
        Dictionary<string, string> values = new(scope.Values, StringComparer.Ordinal);
        foreach ((YamlNode key, YamlNode value) in YamlFile.Entries(env))
        {
            if (key is not YamlScalarNode { Value: { } name })
                continue;

            Place place = new(scope.File, YamlFile.LineOf(key));
            if (InputOf(value) is { } input && scope.Inputs is { } inputs)
            {
                // An action's input that its caller does not give is nothing that the action does wrong.
                if (inputs.TryGetValue(input, out YamlNode? given) && GitHubValue.Read(name, given, scope.Caller?.Head ?? place, null) is { Supply: not Supply.Empty } passed)
                    environment.Add(passed);
                continue;
            }

            Assignment made = GitHubValue.Read(name, value, place, scope.Caller is null || scope.Carriers.Count == 0 ? scope.Environment : null);
            environment.Add(made);
            if (!(made.IsReference && scope.HasResolver))
                report.AddCertain(made);
            if (YamlFile.Text(value) is { } text && !text.Contains("${{", StringComparison.Ordinal) && !ValueText.IsOurs(name) && !text.Contains(KeyLiteral.Prefix, StringComparison.Ordinal))
                values[name] = text;
            else
                values.Remove(name);
        }

        return scope with { Environment = environment, Values = values };
    }

    /// <summary>The input of an action that a value hands on; null where it does not.</summary>
    internal static string? InputOf(YamlNode value)
    {
        string text = YamlFile.Text(value)?.Trim() ?? "";
        return text.StartsWith("${{", StringComparison.Ordinal) && text.EndsWith("}}", StringComparison.Ordinal) ? GitHubValue.Reference(text[3..^2].Trim(), "inputs") : null;
    }
}
