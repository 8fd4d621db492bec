using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Editors;

/// <summary>Reads what Visual Studio Code starts: <c>.vscode/launch.json</c>, <c>tasks.json</c>, the terminals of <c>settings.json</c>, and all of them in a <c>*.code-workspace</c>.</summary>
/// <remarks><c>env</c> goes before <c>envFile</c> and before what is inherited, also when it is empty. <c>${env:K}</c> is expanded, <c>${K}</c>, <c>$K</c> and <c>%K%</c> are not.</remarks>
internal static class VisualStudioCodeReader
{
    private const string Folder = ".vscode";
    private const string WorkspaceSuffix = ".code-workspace";

    private static readonly string[] s_systems = ["windows", "linux", "osx"];

    private static readonly string[] s_terminals = ["terminal.integrated.env.windows", "terminal.integrated.env.linux", "terminal.integrated.env.osx"];

    internal static Artefact Artefact { get; } = new("Visual Studio Code", IsOne, Read);

    private static bool IsOne(string file) =>
        file.EndsWith(WorkspaceSuffix, StringComparison.Ordinal)
        || (RepositoryTree.NameOf(file) is "launch.json" or "tasks.json" or "settings.json" && RepositoryTree.NameOf(RepositoryTree.FolderOf(file)) == Folder);

    private static void Read(string file, DoctorReport report)
    {
        if (JsonText.Read(file, report) is not { } root)
            return;

        string folder = RepositoryTree.FolderOf(file);
        if (file.EndsWith(WorkspaceSuffix, StringComparison.Ordinal))
        {
            ReadLaunches(root.Get("launch"), folder, file, report);
            ReadTasks(root.Get("tasks"), file, report);
            ReadTerminals(root.Get("settings"), file, report);
            return;
        }

        switch (RepositoryTree.NameOf(file))
        {
            case "launch.json":
                ReadLaunches(root, RepositoryTree.FolderOf(folder), file, report);
                break;
            case "tasks.json":
                ReadTasks(root, file, report);
                break;
            default:
                ReadTerminals(root, file, report);
                break;
        }
    }

    private static void ReadLaunches(JsonValue? launch, string workspace, string file, DoctorReport report)
    {
        foreach (JsonValue configuration in launch?.Get("configurations")?.Items ?? [])
        {
            // What is attached to runs already.
            if (configuration.Get("request")?.Text == "attach")
                continue;

            ProgramHint program = new() { Project = Resolve(configuration.Get("projectPath")?.Text, workspace), Command = configuration.Get("program")?.Text is { } path ? ["dotnet", path] : [] };
            AddEach(configuration, static c => c.Get("env"), file, report, $"launch configuration '{configuration.Get("name")?.Text}'", program, [.. EnvironmentFile(configuration, workspace, file, report)]);
        }
    }

    private static void ReadTasks(JsonValue? tasks, string file, DoctorReport report)
    {
        if (tasks is null)
            return;

        AddEach(tasks, static t => t.Get("options", "env"), file, report, "every task", new ProgramHint(), []);
        foreach (JsonValue task in tasks.Get("tasks")?.Items ?? [])
            AddEach(task, static t => t.Get("options", "env"), file, report, $"task '{task.Get("label")?.Text ?? task.Get("taskName")?.Text}'", new ProgramHint(), []);
    }

    private static void ReadTerminals(JsonValue? settings, string file, DoctorReport report)
    {
        foreach (string terminal in s_terminals)
            Add(settings?.Get(terminal), file, report, "the terminal", settings?.Line ?? 1, new ProgramHint(), [], []);
    }

    /// <summary>For every system, and with what one of them has besides.</summary>
    private static void AddEach(JsonValue of, Func<JsonValue, JsonValue?> environmentOf, string file, DoctorReport report, string name, ProgramHint program, IReadOnlyList<Carrier> carriers)
    {
        List<Assignment> common = [.. Environment(environmentOf(of), file)];
        Add(environmentOf(of), file, report, name, of.Line, program, carriers, []);
        foreach (string system in s_systems)
        {
            if (of.Get(system) is { } own)
                Add(environmentOf(own), file, report, name, of.Line, program, carriers, common);
        }
    }

    private static void Add(JsonValue? environment, string file, DoctorReport report, string name, int line, ProgramHint program, IReadOnlyList<Carrier> carriers, IReadOnlyList<Assignment> common)
    {
        if (environment is { Entries.Count: > 0 })
            report.Add(new Runtime(name, new Place(file, line), program) { Environment = [.. common, .. Environment(environment, file)], Carriers = carriers, InheritsUnknown = true });
    }

    private static IEnumerable<Assignment> Environment(JsonValue? environment, string file) =>
        (environment?.Entries ?? []).Where(static e => e.Value.Text is not null).Select(e => Read(e, file));

    private static Assignment Read(JsonEntry entry, string file)
    {
        string text = entry.Value.Text!;
        Place place = new(file, entry.Line);
        // ${input:…}, ${command:…}, ${config:…}: whatever is there when it starts.
        return text.Contains("${env:", StringComparison.Ordinal) ? HostText.Read(entry.Name, text, place, "${env:", "}")
            : text.StartsWith("${", StringComparison.Ordinal) && text.Contains(':', StringComparison.Ordinal) ? new Assignment(entry.Name, Supply.Given, place)
            : ValueText.Literal(entry.Name, text, place);
    }

    private static IEnumerable<Carrier> EnvironmentFile(JsonValue configuration, string workspace, string file, DoctorReport report)
    {
        if (configuration.Get("envFile") is { Text: { Length: > 0 } path } value)
            yield return new Carrier(new Place(file, value.Line), $"envFile {path}") { Names = EnvironmentFileNames.Of(Resolve(path, workspace), report.Tree) };
    }

    private static string? Resolve(string? path, string workspace)
    {
        string[] roots = ["${workspaceFolder}/", "${workspaceRoot}/", "${workspaceFolder}\\"];
        return path is null ? null : RepositoryTree.Combine(workspace, roots.FirstOrDefault(r => path.StartsWith(r, StringComparison.Ordinal)) is { } root ? path[root.Length..] : path);
    }
}
