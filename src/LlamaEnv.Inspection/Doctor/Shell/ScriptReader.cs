using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;

namespace LlamaEnv.Inspection.Doctor.Shell;

/// <summary>
/// Reads scripts. A script has whatever the shell has that it is called from, so nothing is missing in it for certain, but
/// for what <c>docker run</c> starts: a container gets only what its options give it.
/// </summary>
internal static class ScriptReader
{
    private static readonly string[] s_extensions = [".sh", ".bash", ".zsh", ".ps1", ".cmd", ".bat"];

    private static readonly string[] s_starters = ["docker", "podman", "nerdctl", "dotnet"];

    internal static Artefact Artefact { get; } = new("scripts", IsScript, Read);

    internal static bool IsScript(string file) => s_extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);

    internal static ShellKind ShellOf(string file) => Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".ps1" => ShellKind.PowerShell,
        ".cmd" or ".bat" => ShellKind.Cmd,
        _ => ShellKind.Posix,
    };

    private static void Read(string file, DoctorReport report)
    {
        if (report.Tree.Read(file) is not { } text || !s_starters.Any(e => text.Contains(e, StringComparison.Ordinal)))
            return;

        // Scripts run in their own folder or in the root: where both have the file that is named, neither is certain.
        foreach (string folder in Folders(file, text, report))
            Add(ScriptWalker.Read(text, 1, new ScriptContext("this command", file) { Folder = folder, Shell = ShellOf(file), InheritsUnknown = true, Group = $"script {file}" }, report), report);
    }

    internal static void Add(IEnumerable<Runtime> runtimes, DoctorReport report)
    {
        foreach (Runtime runtime in runtimes)
            report.Add(runtime);
    }

    private static string[] Folders(string file, string text, DoctorReport report)
    {
        string own = RepositoryTree.FolderOf(file);
        bool goesHome = text.Contains("cd \"$(dirname", StringComparison.Ordinal) || text.Contains("cd $(dirname", StringComparison.Ordinal) || text.Contains("$PSScriptRoot", StringComparison.Ordinal) || text.Contains("%~dp0", StringComparison.Ordinal);
        return own.Length == 0 ? [""] : goesHome || report.Tree.Files.Any(f => RepositoryTree.FolderOf(f) == own && RepositoryTree.NameOf(f).StartsWith("Dockerfile", StringComparison.Ordinal)) ? [own] : [""];
    }
}
