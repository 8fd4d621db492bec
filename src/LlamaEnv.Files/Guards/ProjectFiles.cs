using System.Text.RegularExpressions;
using System.Xml;
using LlamaEnv.IO;

namespace LlamaEnv.Guards;

/// <summary>Looks through the text of a project: the files it starts from, and those they import as far as that can be told without evaluation.</summary>
internal static partial class ProjectFiles
{
    /// <summary>The first place of each file that has MSBuild log one of <paramref name="secrets"/>. Runs in every build, so most files are only searched, not parsed.</summary>
    internal static IEnumerable<(string Path, string Name, int Line)> FindReads(IReadOnlyList<string> files, string projectDirectory, IReadOnlyList<string> secrets)
    {
        Queue<string> due = new(files.Select(f => Path.GetFullPath(f, projectDirectory)));
        HashSet<string> seen = new(OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        while (due.TryDequeue(out string? path))
        {
            if (!seen.Add(path) || TryParse(path, secrets) is not { } project)
                continue;

            if (project.Secret is not null)
                yield return (path, project.Secret, project.Line);
            foreach (string import in project.Imports.SelectMany(i => Locate(i, path, projectDirectory)))
                due.Enqueue(import);
        }
    }

    /// <summary>Null for what cannot be read or parsed: MSBuild says that better.</summary>
    private static ProjectText? TryParse(string path, IReadOnlyList<string> secrets)
    {
        try
        {
            if (!File.Exists(path) || FileReader.ReadIfExists(path) is not { } bytes)
                return null;

            using StreamReader reader = new(new MemoryStream(bytes)); // Which knows UTF-16 by its mark.
            string text = reader.ReadToEnd();
            return ProjectText.IsWorthParsing(text, secrets) ? ProjectText.Parse(text, secrets) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
        {
            return null;
        }
    }

    private static string? FindAbove(string name, string? directory)
    {
        while (directory is not null && !File.Exists(Path.Combine(directory, name)))
            directory = Path.GetDirectoryName(directory);
        return directory is null ? null : Path.Combine(directory, name);
    }

    [GeneratedRegex("""^\$\(\[MSBuild\]::GetPathOfFileAbove\(['"]?(?<name>[^'",]+)['"]?\s*,\s*['"]?(?<start>[^'",]+)['"]?\)\)$""", RegexOptions.IgnoreCase)]
    private static partial Regex FileAbove();

    /// <summary>The files an <c>Import</c> means, or none where only MSBuild knows: another property, a wildcard.</summary>
    private static IEnumerable<string> Locate(string import, string importer, string projectDirectory)
    {
        string directory = Path.GetDirectoryName(importer)!;
        string expanded = import
            .Replace("$(MSBuildThisFileDirectory)", directory + '/', StringComparison.OrdinalIgnoreCase)
            .Replace("$(MSBuildProjectDirectory)", projectDirectory, StringComparison.OrdinalIgnoreCase);
        // How a nested Directory.Build.props imports the one above it.
        if (FileAbove().Match(expanded) is { Success: true } above && !above.Groups["start"].Value.Contains('$', StringComparison.Ordinal))
            return FindAbove(above.Groups["name"].Value, Path.GetFullPath(above.Groups["start"].Value, directory)) is { } found ? [found] : [];

        return expanded.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(p => p.AsSpan().IndexOfAny("$@*?\0") < 0)
            .Select(p => Path.GetFullPath(OperatingSystem.IsWindows() ? p : p.Replace('\\', '/'), directory));
    }
}
