using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.DotNet;

/// <summary>Reads <c>local.settings.json</c> of Azure Functions. It is for one machine and never deployed, and a variable that has a value there goes before it.</summary>
internal static class FunctionsSettingsReader
{
    internal static Artefact Artefact { get; } = new("local.settings.json", static file => RepositoryTree.NameOf(file).Equals("local.settings.json", StringComparison.OrdinalIgnoreCase), Read);

    private static void Read(string file, DoctorReport report)
    {
        // Encrypted values are no text that can be judged.
        if (JsonText.Read(file, report) is not { } root || root.Get("IsEncrypted") is { IsTrue: true })
            return;

        report.Add(new Runtime("the Functions app", new Place(file, 1), new ProgramHint { Project = RepositoryTree.FolderOf(file) })
        {
            Environment = [.. (root.Get("Values")?.Entries ?? []).Where(static e => e.Value.Text is not null).Select(e => Read(e, file))],
            InheritsUnknown = true,
        });
    }

    private static Assignment Read(JsonEntry entry, string file)
    {
        Place place = new(file, entry.Line);
        Assignment assignment = SettingsValue.Softened(ValueText.Literal(entry.Name, entry.Value.Text!, place));
        return assignment.Supply == Supply.Empty ? assignment with { Supply = Supply.EmptyDefault } : assignment;
    }
}
