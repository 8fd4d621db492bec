using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Shell;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.GitHub;

/// <summary>Reads a step of docker/build-push-action: which image comes from which Dockerfile, and what goes into it.</summary>
internal static class ImageStep
{
    internal static void Read(YamlNode? with, WorkflowScope scope, DoctorReport report)
    {
        string? context = Path(YamlFile.Get(with, "context")) ?? (YamlFile.Get(with, "context") is null ? "" : null);
        string? file = Path(YamlFile.Get(with, "file")) ?? (YamlFile.Get(with, "file") is null && context is not null ? RepositoryTree.Join(context, "Dockerfile") : null);
        IEnumerable<string> tags = Lines(YamlFile.Get(with, "tags")).SelectMany(static l => l.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(t => StepReader.Expand(t, scope.Values));
        DockerImages.Add(tags, file, context, YamlFile.Text(YamlFile.Get(with, "target")), Lines(YamlFile.Get(with, "build-args")), scope.File, report);

        string? Path(YamlNode? node) => YamlFile.Text(node) is { } text ? StepReader.Rooted(StepReader.Expand(text, scope.Values)) : null;
    }

    /// <summary>The lines of a text, each with its line in the file.</summary>
    internal static IEnumerable<(string Text, int Line)> Lines(YamlNode? node)
    {
        if (node is not YamlScalarNode { Value: { } text } scalar)
            yield break;

        int line = YamlFile.LineOf(node) + (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded ? 1 : 0);
        foreach (string one in text.Split('\n'))
        {
            if (one.Trim().Length > 0)
                yield return (one.Trim(), line);
            line++;
        }
    }
}
