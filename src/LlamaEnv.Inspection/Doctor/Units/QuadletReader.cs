using LlamaEnv.Files.Formats;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Units;

/// <summary>Reads Podman's quadlets: a unit that starts a container. Source: podman-systemd.unit(5). What <c>[Service]</c> gives, Podman gets, and the container does not.</summary>
internal static class QuadletReader
{
    private const string Section = "Container";

    internal static Artefact Artefact { get; } = new("quadlet", static file => file.EndsWith(".container", StringComparison.Ordinal) || UnitSet.IsDropIn(file, "container"), Read);

    private static void Read(string file, DoctorReport report)
    {
        if ((UnitSet.IsDropIn(file, "container") && UnitSet.HasUnit(file, report.Tree)) || UnitSet.Read(file, report.Tree) is not { } unit || !unit.Sections.TryGetValue(Section, out Place head))
            return;

        UnitEnvironment environment = new(unit, Section, report, areRelativePathsRead: true);
        List<Assignment> assignments = [.. environment.Assignments];
        List<FileGrant> files = [];
        foreach (UnitLine line in unit.Of(Section, "Secret"))
            ReadSecret(line, assignments, files);

        report.Add(new Runtime($"container {RepositoryTree.NameOf(file)}", head, ProgramOf(unit, file, report))
        {
            Environment = assignments,
            Carriers = environment.Files,
            Files = files,
            InheritsUnknown = unit.Last(Section, "EnvironmentHost") is "true" or "yes" or "on" or "1" || unit.Of(Section, "PodmanArgs").Any(static l => l.Value.Contains("env", StringComparison.Ordinal)),
            Group = $"quadlet {RepositoryTree.FolderOf(file)}",
            LinesFor = static name => $"Secret={name.ToLowerInvariant().Replace('_', '-')},type=env,target={name}",
        });
    }

    /// <summary><c>NAME,type=env,target=VARIABLE</c>; without a type it is a file.</summary>
    private static void ReadSecret(UnitLine line, List<Assignment> assignments, List<FileGrant> files)
    {
        if (line.Value.Length == 0)
        {
            files.Clear();
            return;
        }

        string[] parts = line.Value.Split(',', StringSplitOptions.TrimEntries);
        string? Option(string name) => parts.Skip(1).FirstOrDefault(p => p.StartsWith(name + '=', StringComparison.Ordinal))?[(name.Length + 1)..];
        Place place = new(line.File, line.Line);
        string target = Option("target") ?? parts[0];
        if (Option("type") == "env")
            assignments.Add(ValueText.FromHost(target, parts[0], Supply.Given, place));
        else
            files.Add(new FileGrant(parts[0], target.StartsWith('/') ? target : $"/run/secrets/{target}", place));
    }

    /// <summary>The image by its name, or by the <c>.build</c> unit that it is built by.</summary>
    private static ProgramHint ProgramOf(UnitFile unit, string file, DoctorReport report)
    {
        string image = unit.Last(Section, "Image") ?? "";
        ProgramHint hint = new() { Image = image.Length > 0 ? image : null, Command = [.. UnitWords.Split(unit.Last(Section, "Entrypoint") ?? ""), .. UnitWords.Split(unit.Last(Section, "Exec") ?? "")] };
        string folder = RepositoryTree.FolderOf(file);
        if (!image.EndsWith(".build", StringComparison.Ordinal) || RepositoryTree.Combine(folder, image) is not { } path || UnitSet.Read(path, report.Tree) is not { } build)
            return hint;

        string directory = build.Last("Build", "SetWorkingDirectory") ?? ".";
        string? context = RepositoryTree.Combine(folder, directory is "unit" or "file" or "yaml" ? "." : directory);
        string? dockerfile = build.Last("Build", "File") is { } named
            ? RepositoryTree.Combine(context ?? folder, named)
            : report.Tree.Files.FirstOrDefault(f => RepositoryTree.FolderOf(f) == context && Dockerfile.IsName(RepositoryTree.NameOf(f)));
        return dockerfile is null ? hint : hint with { Image = null, Dockerfile = dockerfile, Context = context };
    }
}
