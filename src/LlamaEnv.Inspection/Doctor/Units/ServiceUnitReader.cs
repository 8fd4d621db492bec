using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Units;

/// <summary>
/// Reads systemd services with their drop-ins. A system's service inherits nothing, a user's has what the session has.
/// Source: systemd.exec(5), systemd.service(5).
/// </summary>
internal static class ServiceUnitReader
{
    private const string Section = "Service";

    private static readonly string[] s_shells = ["sh", "bash", "dash", "zsh", "ash"];

    internal static Artefact Artefact { get; } = new("systemd", static file => file.EndsWith(".service", StringComparison.Ordinal) || UnitSet.IsDropIn(file, "service"), Read);

    private static void Read(string file, DoctorReport report)
    {
        if ((UnitSet.IsDropIn(file, "service") && UnitSet.HasUnit(file, report.Tree)) || UnitSet.Read(file, report.Tree) is not { } unit || !unit.Sections.TryGetValue(Section, out Place head))
            return; // A drop-in is read with its unit; what has no such section is a service of something else, D-Bus for one.

        List<string> command = CommandOf(unit);
        bool isShell = command.Count > 0 && s_shells.Contains(RepositoryTree.NameOf(command[0]));
        List<Assignment> given = [];
        if (command is [var env, ..] && RepositoryTree.NameOf(env) == "env")
            command = WithoutEnv(command, given, head);

        UnitEnvironment environment = new(unit, Section, report, areRelativePathsRead: false);
        List<Assignment> assignments = [.. environment.Assignments, .. given];
        bool isTakenAway = assignments.LastOrDefault(static a => a.Name == Variable.ApiKey.Name) is { Supply: Supply.Removed };
        report.Add(new Runtime($"unit {RepositoryTree.NameOf(file)}", head, new ProgramHint { Command = command })
        {
            Environment = assignments,
            Carriers = environment.Files,
            Files = environment.Credentials,
            // A shell's script may read a file or a credential by itself.
            InheritsUnknown = !isTakenAway && (IsUsers(file) || isShell || ReadsCredentials(unit)),
            Group = $"systemd {RepositoryTree.FolderOf(file)}",
            LinesFor = name => LinesFor(name, file, environment),
            LinesPlace = head.File == file ? head with { Line = head.Line + 1 } : null,
        });
    }

    /// <summary>The words of the last <c>ExecStart</c>, without the signs in front of it.</summary>
    private static List<string> CommandOf(UnitFile unit)
    {
        List<string> words = [.. UnitWords.Split(unit.Last(Section, "ExecStart") ?? "")];
        if (words.Count > 0)
            words[0] = words[0].TrimStart('@', '-', ':', '+', '!', '|');
        return words;
    }

    /// <summary><c>/usr/bin/env NAME=value program</c> gives variables, too.</summary>
    private static List<string> WithoutEnv(List<string> command, List<Assignment> given, Place head)
    {
        List<string> rest = [.. command.Skip(1).SkipWhile(static w => w.StartsWith('-'))];
        while (rest.Count > 0 && rest[0].IndexOf('=', StringComparison.Ordinal) is > 0 and var sign)
        {
            given.Add(new(rest[0][..sign], Supply.Given, head));
            rest.RemoveAt(0);
        }

        return rest;
    }

    private static bool IsUsers(string file) =>
        file.Split('/')[..^1].Any(static part => part is "user" or "users") || file.Contains(".config/systemd/", StringComparison.Ordinal) || file.Contains(".local/share/systemd/", StringComparison.Ordinal);

    private static bool ReadsCredentials(UnitFile unit) =>
        unit.Of(Section, "ExecStart").Any(static l => l.Value.Contains("CREDENTIALS_DIRECTORY", StringComparison.Ordinal) || l.Value.Contains("%d/", StringComparison.Ordinal));

    /// <summary>The file that the unit has already, or one of its own.</summary>
    private static string LinesFor(string name, string file, UnitEnvironment environment) =>
        environment.Files.Count == 0 && environment.Credentials.Count == 0 ? $"EnvironmentFile=/etc/{RepositoryTree.NameOf(file)[..^".service".Length].TrimEnd('@')}.env" : $"PassEnvironment={name}";
}
