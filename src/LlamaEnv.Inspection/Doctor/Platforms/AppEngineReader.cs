using LlamaEnv.Inspection.Doctor.Config;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Platforms;

/// <summary>Reads App Engine's app.yaml, whose <c>env_variables</c> are all that the program has. Source: the app.yaml reference.</summary>
internal static class AppEngineReader
{
    internal static Artefact Artefact { get; } = new("app engine", static file => RepositoryTree.NameOf(file) is "app.yaml" or "app.yml", Read);

    private static void Read(string file, DoctorReport report)
    {
        // Others call their files so, too: a runtime and no kind is App Engine's.
        if (report.Tree.Read(file) is not { } text || !text.Split('\n').Any(static l => l.StartsWith("runtime:", StringComparison.Ordinal)))
            return;
        if (YamlFile.Read(file, report) is not [var document, ..] || ConfigYaml.Of(document) is not { } root || root.Get("runtime")?.Literal is not { } runtime || root.Get("kind") is not null)
            return;

        ConfigEnvironment environment = new(new ConfigValue(static _ => null), file);
        environment.AddMap(root.Get("env_variables"));
        if (root.Get("includes") is { } includes)
            environment.AddUnknown(includes);

        string folder = RepositoryTree.FolderOf(file);
        string entry = root.Get("entrypoint")?.Literal ?? "";
        report.Add(new Runtime($"service '{root.Get("service")?.Literal ?? "default"}'", new Place(file, root.Entry("env_variables")?.Line ?? root.Line), new ProgramHint
        {
            Project = folder,
            Command = entry.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Dockerfile = runtime == "custom" ? RepositoryTree.Combine(folder, "Dockerfile") : null,
        })
        {
            Environment = environment.Assignments,
            Carriers = environment.Carriers,
        });
    }
}
