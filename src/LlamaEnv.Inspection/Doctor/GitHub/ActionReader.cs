using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.GitHub;

/// <summary>Reads composite actions for what is wrong whoever calls them: they have no secrets. Their steps are read where a workflow calls them.</summary>
internal static class ActionReader
{
    internal static Artefact Artefact { get; } = new("github-action", IsOne, Read);

    private static bool IsOne(string file) => RepositoryTree.NameOf(file) is "action.yml" or "action.yaml";

    private static void Read(string file, DoctorReport report)
    {
        if (YamlFile.Read(file, report) is not [YamlMappingNode root, ..] || YamlFile.Text(YamlFile.Get(root, "runs", "using")) is not "composite")
            return;

        string? input = YamlFile.Entries(YamlFile.Get(root, "inputs")).Select(static e => (e.Key as YamlScalarNode)?.Value).FirstOrDefault(static n => n is not null && ValueText.MeantBy(n.Replace('-', '_')) == Variable.ApiKey);
        foreach (YamlNode step in YamlFile.Items(YamlFile.Get(root, "runs", "steps")))
        {
            foreach ((YamlNode key, YamlNode value) in YamlFile.Entries(YamlFile.Get(step, "env")).Concat(YamlFile.Entries(YamlFile.Get(step, "with"))))
            {
                if (Secret(YamlFile.Text(value)) is { } secret && key is YamlScalarNode { Value: { } name } && (IsKey(name) || IsKey(secret)))
                    Report(file, YamlFile.LineOf(key), input, report);
            }

            foreach ((string text, int line) in ImageStep.Lines(YamlFile.Get(step, "run")))
            {
                if (Secret(text) is { } secret && IsKey(secret))
                    Report(file, line, input, report);
            }
        }
    }

    private static bool IsKey(string name) => ValueText.MeantBy(name.Replace('-', '_')) == Variable.ApiKey;

    private static void Report(string file, int line, string? input, DoctorReport report) =>
        report.Add(DoctorFindings.Dangling(new Place(file, line), "a composite action has no secrets context, and GitHub refuses it. Declare an input, use ${{ inputs.NAME }} here, and hand the secret over under with:", input is null ? null : $"the input {input}"));

    private static string? Secret(string? text)
    {
        int start = text?.IndexOf("${{", StringComparison.Ordinal) ?? -1;
        return start < 0 ? null : GitHubValue.Reference(text![(start + 3)..].TrimStart(), "secrets");
    }
}
