namespace LlamaEnv.Files.IO;

/// <summary>
/// Finds a program to start. The runtime and Windows look into the folder of the running program and the current one
/// first, which may be a stranger's; here only the absolute folders of PATH count.
/// </summary>
internal static class Executable
{
    /// <summary>What a shell takes where PATH is not set.</summary>
    private const string UnixDefault = "/usr/local/bin:/usr/bin:/bin";

    private const string WindowsExtensions = ".COM;.EXE;.BAT;.CMD";

    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The path of a program; null where there is none.</summary>
    internal static string? Find(string name, HostEnvironment host) => FindAll(name, host).FirstOrDefault();

    /// <summary>Every program of this name, the one to take first. A later one serves where an earlier one does not start.</summary>
    internal static IEnumerable<string> FindAll(string name, HostEnvironment host) => Candidates(name, host, HostEnvironment.ThisPlatform).Where(IsProgram);

    /// <summary>Whether a path is that of a program, wherever one is.</summary>
    internal static bool IsExecutable(string path) => IsAbsolute(path, HostEnvironment.ThisPlatform) && IsProgram(path);

    /// <summary>PATH without what depends on the current folder: for a child that looks for programs in its turn.</summary>
    internal static string SearchPath(HostEnvironment host) =>
        string.Join(Separator(HostEnvironment.ThisPlatform), Folders(host, HostEnvironment.ThisPlatform));

    /// <summary>Where a program of this name may be, existing or not.</summary>
    internal static IEnumerable<string> Candidates(string name, HostEnvironment host, HostPlatform platform) => platform == HostPlatform.Windows
        ? Folders(host, platform).SelectMany(folder => Names(name, host).Select(n => $@"{folder.TrimEnd('\\', '/')}\{n}"))
        : Folders(host, platform).Select(folder => $"{folder.TrimEnd('/')}/{name}");

    private static IEnumerable<string> Folders(HostEnvironment host, HostPlatform platform) => (Get("PATH", host, platform) ?? DefaultPath(host, platform))
        .Split(Separator(platform), StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => platform == HostPlatform.Windows ? folder.Trim().Trim('"') : folder)
        .Where(folder => IsAbsolute(folder, platform));

    /// <summary>On Windows a file is a program by its extension, and PATHEXT says by which.</summary>
    private static IEnumerable<string> Names(string name, HostEnvironment host)
    {
        string[] extensions = [.. (Get("PATHEXT", host, HostPlatform.Windows) is { Length: > 0 } set ? set : WindowsExtensions)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(e => e.StartsWith('.'))];
        return extensions.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase)) ? [name] : extensions.Select(e => name + e.ToLowerInvariant());
    }

    private static string DefaultPath(HostEnvironment host, HostPlatform platform) =>
        platform != HostPlatform.Windows ? UnixDefault
        : Get("SYSTEMROOT", host, platform) is { Length: > 0 } root ? $@"{root}\System32;{root}"
        : "";

    /// <summary>Not <c>\bin</c> or <c>C:bin</c>, whose meaning depends on the current drive or folder.</summary>
    private static bool IsAbsolute(string folder, HostPlatform platform) => platform == HostPlatform.Windows
        ? folder is [_, ':', '\\' or '/', ..] && char.IsAsciiLetter(folder[0]) || folder is ['\\' or '/', '\\' or '/', ..]
        : folder.StartsWith('/');

    private static char Separator(HostPlatform platform) => platform == HostPlatform.Windows ? ';' : ':';

    private static string? Get(string name, HostEnvironment host, HostPlatform platform) => platform == HostPlatform.Windows ? host.GetInAnyCase(name) : host.Get(name);

    private static bool IsProgram(string path)
    {
        try
        {
            return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Execute) != 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // Gone by now, or not for us.
        }
    }
}
