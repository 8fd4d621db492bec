using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Validation;

/// <summary>
/// Understands a path in a setting, by one rule for all of them: <c>~</c> is the home folder, <c>\</c> separates folders on
/// every system, as for MSBuild, and what a shell or MSBuild should have expanded is an error and no folder of that name.
/// </summary>
internal static class PathSetting
{
    /// <summary>The absolute path; null, and a diagnostic, where the text is none.</summary>
    /// <param name="name">The setting, for the diagnostic.</param>
    /// <param name="text">What was written there.</param>
    /// <param name="directory">Where a relative path starts. Absolute.</param>
    /// <param name="host">The machine, for the home folder.</param>
    /// <param name="diagnostics">Gets the diagnostic.</param>
    /// <param name="isFolder">Whether a folder is meant, not a file.</param>
    internal static string? Resolve(string name, string text, string directory, HostEnvironment host, List<Diagnostic> diagnostics, bool isFolder = false)
    {
        string path = OperatingSystem.IsWindows() ? text.Trim() : text.Trim().Replace('\\', '/');
        if (isFolder)
            path = Path.TrimEndingDirectorySeparator(path);
        if (FindFault(text.Trim(), path, directory, host, isFolder) is { } fault)
        {
            diagnostics.Add(Findings.BadPath(name, path, fault));
            return null;
        }

        string expanded = IsBelowHome(path) ? Path.Join(host.HomeDirectory, path[1..]) : path;
        return Normalize(Path.IsPathFullyQualified(expanded) ? expanded : Path.Combine(directory, expanded), directory);
    }

    /// <summary>The path as it is to be resolved elsewhere: one that is relative starts from <paramref name="directory"/>.</summary>
    internal static string StartFrom(string directory, string text) =>
        text.TrimStart() is ['~', ..] or ['\\', '\\', ..] || Path.IsPathFullyQualified(text.Trim()) || text.Contains("://", StringComparison.Ordinal) || (!OperatingSystem.IsWindows() && text.Contains(":\\", StringComparison.Ordinal))
            ? text
            : Path.Join(directory, text.Trim());

    private static string? FindFault(string text, string path, string directory, HostEnvironment host, bool isFolder)
    {
        if (MisplacedKey.IsIn(path, host))
            return MisplacedKey.Fault;
        if (path.Any(char.IsControl))
            return "contains a control character. Write the path without it";
        if (path.Contains("://", StringComparison.Ordinal))
            return "is a URL, not a path. Write the path of a file on this machine";
        if (!OperatingSystem.IsWindows() && (text.StartsWith(@"\\", StringComparison.Ordinal) || (path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1..3] == ":/")))
            return "is a Windows path, and this is not Windows. Write the path as it is on this machine, or one that starts from the project";
        if (FindReference(path, directory) is { } reference)
            return $"contains {KeyShapes.Show(reference)}, which nothing expanded. Write the path out, or ~ for the home folder; in a project file a variable is $(NAME)";
        if (IsBelowHome(path) && !Path.IsPathFullyQualified(host.HomeDirectory))
            return "starts from the home folder, but the user has none (HOME is not set). Write the path out";
        if (path[0] == '~' && path.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar) && !IsBelowHome(path))
            return "starts from another user's home folder, which only a shell expands. Write the path out";

        // A folder that is there is found out when it is read or written; this one may be about to be made.
        return !isFolder && (Path.EndsInDirectorySeparator(path) || Path.GetFileName(path) is "." or ".." || path == "~")
            ? $"names a folder. Name the file in it: {KeyShapes.Show(Path.Join(path, ".env"))}"
            : null;
    }

    private static bool IsBelowHome(string path) => path[0] == '~' && (path.Length == 1 || path[1] == '/' || path[1] == Path.DirectorySeparatorChar);

    /// <summary>The part of a path that is a reference. <c>$NAME</c> and <c>__NAME__</c> may be names of folders, so only where none is there.</summary>
    private static string? FindReference(string path, string directory)
    {
        int start = 0;
        foreach (string part in path.Split('/', Path.DirectorySeparatorChar))
        {
            start += part.Length;
            if (IsReference(part) || (MayBeReference(part) && !Path.Exists(Path.Combine(directory, path[..start]))))
                return part;
            start++;
        }

        return null;
    }

    private static bool IsReference(string part) =>
        Has(part, "${", "}") || Has(part, "$(", ")") || Has(part, "@(", ")") || Has(part, "%(", ")") || Has(part, "{{", "}}") || Has(part, "#{", "}") || HasPercentName(part);

    private static bool Has(string part, string open, string close) =>
        part.IndexOf(open, StringComparison.Ordinal) is var start and >= 0 && part.IndexOf(close, start + open.Length, StringComparison.Ordinal) >= 0;

    /// <summary><c>%NAME%</c>; <c>%C3%A9</c> is an escaped letter.</summary>
    private static bool HasPercentName(string part)
    {
        string[] pieces = part.Split('%');
        return pieces.Length > 2 && pieces[1..^1].Any(name => name.Length > 0 && name.Length != 2 && (char.IsAsciiLetter(name[0]) || name[0] == '_'));
    }

    private static bool MayBeReference(string part)
    {
        int dollar = part.IndexOf('$', StringComparison.Ordinal);
        bool isVariable = dollar >= 0 && dollar + 1 < part.Length && (char.IsAsciiLetter(part[dollar + 1]) || part[dollar + 1] == '_');
        bool isToken = part.Length > 4 && part.StartsWith("__", StringComparison.Ordinal) && part.EndsWith("__", StringComparison.Ordinal);
        return isVariable || isToken;
    }

    /// <summary>Takes <c>.</c> and <c>..</c> out: <c>link/../x</c> is beside what the link leads to, as everywhere but in text.</summary>
    private static string Normalize(string path, string directory)
    {
        if (!path.Contains("..", StringComparison.Ordinal))
            return Path.GetFullPath(path, directory);

        string followed = Path.GetPathRoot(Path.GetFullPath(path, directory))!;
        foreach (string name in path[Path.GetPathRoot(path)!.Length..].Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar))
        {
            if (name != "..")
            {
                followed = Path.GetFullPath(Path.Join(followed, name), followed);
                continue;
            }

            try
            {
                string above = new FileInfo(followed).LinkTarget is null ? followed : File.ResolveLinkTarget(followed, returnFinalTarget: true)!.FullName;
                followed = Path.GetDirectoryName(above) ?? above;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return path; // In a circle, or not to be looked into: to read or write there fails, and says so.
            }
        }

        return followed;
    }
}
