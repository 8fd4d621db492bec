using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.DotNet;

/// <summary>Reads launch profiles: <c>Properties/launchSettings.json</c>, and <c>NAME.run.json</c> beside a project or a file-based app.</summary>
/// <remarks>What a profile has goes before the environment, an empty value too. <c>%K%</c> is expanded on every system; <c>${K}</c> and <c>$(K)</c> are not.</remarks>
internal static class LaunchSettingsReader
{
    private const string FlatSuffix = ".run.json";

    private static readonly string[] s_programs = [".csproj", ".fsproj", ".vbproj", ".cs"];

    internal static Artefact Artefact { get; } = new("launch settings", IsOne, Read);

    private static bool IsOne(string file)
    {
        if (file.EndsWith(FlatSuffix, StringComparison.OrdinalIgnoreCase))
            return true;

        string folder = RepositoryTree.NameOf(RepositoryTree.FolderOf(file));
        return RepositoryTree.NameOf(file).Equals("launchSettings.json", StringComparison.OrdinalIgnoreCase)
            && (folder.Equals("Properties", StringComparison.OrdinalIgnoreCase) || folder.Equals("My Project", StringComparison.OrdinalIgnoreCase));
    }

    private static void Read(string file, DoctorReport report)
    {
        if (ProjectOf(file, report.Tree) is not { } project || JsonText.Read(file, report) is not { } root)
            return;

        foreach (JsonEntry profile in root.Get("profiles")?.Entries ?? [])
        {
            report.Add(new Runtime($"profile '{profile.Name}'", new Place(file, profile.Line), new ProgramHint { Project = project })
            {
                Environment = [.. Environment(profile.Value, file)],
                InheritsUnknown = true,
            });
        }
    }

    private static IEnumerable<Assignment> Environment(JsonValue profile, string file)
    {
        foreach (JsonEntry entry in profile.Get("environmentVariables")?.Entries ?? [])
        {
            if (entry.Value.Text is not { } text)
                continue;

            Place place = new(file, entry.Line);
            Assignment assignment = HostText.Read(entry.Name, text, place, "%", "%");
            // That a key looks odd is no news beside that it is there.
            yield return assignment.Supply == Supply.Given && assignment.Faults.All(static f => f.Diagnostic.Code == DiagnosticCodes.UnusualKeyShape) && entry.Name == Variable.ApiKey.Name && !SettingsValue.IsMadeUp(text)
                ? assignment with { Faults = [DoctorFindings.Fixed(assignment)] }
                : assignment;
        }
    }

    /// <summary>The project or its folder; null for a file that only looks like one of these.</summary>
    private static string? ProjectOf(string file, RepositoryTree tree)
    {
        string folder = RepositoryTree.FolderOf(file);
        if (!file.EndsWith(FlatSuffix, StringComparison.OrdinalIgnoreCase))
            return RepositoryTree.FolderOf(folder);

        string stem = file[..^FlatSuffix.Length];
        return s_programs.Select(extension => stem + extension).FirstOrDefault(tree.Contains);
    }
}
