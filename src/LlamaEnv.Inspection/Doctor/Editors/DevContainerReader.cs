using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Editors;

/// <summary>Reads <c>devcontainer.json</c>: <c>containerEnv</c>, which stays as it was when the container was made, <c>remoteEnv</c>, which goes before it, and <c>-e</c> of <c>runArgs</c>.</summary>
/// <remarks><c>${localEnv:K}</c> is the documented way. A stack of compose is judged by its own file.</remarks>
internal static class DevContainerReader
{
    internal static Artefact Artefact { get; } = new("devcontainer", static file => RepositoryTree.NameOf(file) is ".devcontainer.json" || (RepositoryTree.NameOf(file) is "devcontainer.json" && file.Contains(".devcontainer/", StringComparison.Ordinal)), Read);

    private static void Read(string file, DoctorReport report)
    {
        if (JsonText.Read(file, report) is not { } root)
            return;

        string folder = RepositoryTree.FolderOf(file);
        report.Add(new Runtime("the development container", new Place(file, 1), new ProgramHint())
        {
            Environment = [.. Arguments(root.Get("runArgs"), file), .. Environment(root.Get("containerEnv"), file), .. Environment(root.Get("remoteEnv"), file)],
            Carriers = [.. Files(root.Get("runArgs"), folder, file, report)],
            InheritsUnknown = true,
        });
    }

    private static IEnumerable<Assignment> Environment(JsonValue? values, string file) =>
        (values?.Entries ?? []).Where(static e => e.Value.Text is not null).Select(e => Read(e.Name, e.Value.Text!, new Place(file, e.Line)));

    private static Assignment Read(string name, string text, Place place)
    {
        string open = text.Contains("${containerEnv:", StringComparison.Ordinal) ? "${containerEnv:" : "${localEnv:";
        return HostText.Read(name, text, place, open, "}", hasDefault: true);
    }

    private static IEnumerable<(string Option, string Argument, int Line)> Options(JsonValue? arguments)
    {
        IReadOnlyList<JsonValue> items = arguments?.Items ?? [];
        for (int i = 0; i < items.Count; i++)
        {
            string word = items[i].Text ?? "";
            int sign = word.IndexOf('=', StringComparison.Ordinal);
            if (word is "-e" or "--env" or "--env-file" && i + 1 < items.Count)
                yield return (word, items[i + 1].Text ?? "", items[i + 1].Line);
            else if (sign > 0 && word[..sign] is "--env" or "--env-file")
                yield return (word[..sign], word[(sign + 1)..], items[i].Line);
        }
    }

    private static IEnumerable<Assignment> Arguments(JsonValue? arguments, string file)
    {
        foreach ((string option, string argument, int line) in Options(arguments).Where(static o => o.Option != "--env-file"))
        {
            int sign = argument.IndexOf('=', StringComparison.Ordinal);
            Place place = new(file, line);
            yield return sign < 0 ? new Assignment(argument, Supply.Host, place) { From = argument } : Read(argument[..sign], argument[(sign + 1)..], place);
        }
    }

    private static IEnumerable<Carrier> Files(JsonValue? arguments, string folder, string file, DoctorReport report)
    {
        foreach ((_, string path, int line) in Options(arguments).Where(static o => o.Option == "--env-file"))
        {
            // The command runs where the repository is, whatever the file's own folder.
            string workspace = folder.Split('/').TakeWhile(static part => part != ".devcontainer").Aggregate("", static (a, b) => a.Length == 0 ? b : $"{a}/{b}");
            yield return new Carrier(new Place(file, line), $"--env-file {path}") { Names = EnvironmentFileNames.Of(RepositoryTree.Combine(workspace, path.Replace("${localWorkspaceFolder}/", "", StringComparison.Ordinal)), report.Tree) };
        }
    }
}
