using System.Text.RegularExpressions;
using System.Xml;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Files.Guards;

/// <summary>Looks through the text of a project: the files it starts from, and those they import as far as that can be told without evaluation.</summary>
internal static partial class ProjectFiles
{
    /// <summary>
    /// The first place of each file that has MSBuild log one of <paramref name="secrets"/>, and the first that has it log the text of
    /// <paramref name="envFile"/>, for which the name is null. Runs in every build, so most files are only searched, not parsed.
    /// </summary>
    internal static IEnumerable<(string Path, string? Name, int Line)> FindReads(IReadOnlyList<string> files, string projectDirectory, IReadOnlyList<string> secrets, string? envFile = null)
    {
        Queue<string> due = new(files.Select(f => Path.GetFullPath(f, projectDirectory)));
        HashSet<string> seen = new(OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        List<(string Path, ProjectText Text)> parsed = [];
        while (due.TryDequeue(out string? path))
        {
            if (!seen.Add(path) || TryParse(path, secrets, envFile) is not { } project)
                continue;

            if (project.Secret is not null)
                yield return (path, project.Secret, project.Line);
            parsed.Add((path, project));
            foreach (string import in project.Imports.SelectMany(i => Locate(i, path, projectDirectory)))
                due.Enqueue(import);
        }

        if (parsed.Count == 0)
            yield break;

        // A name may be held in another file than the one that uses it.
        (string Name, string Value)[] names = [.. parsed.SelectMany(p => p.Text.Names)];
        foreach ((string path, ProjectText text) in parsed)
        {
            if (text.Secret is null && FirstSecret(text, names, secrets) is { } secret)
                yield return (path, secret.Name, secret.Line);
            if (envFile is not null && text.Reads.FirstOrDefault(r => r.IsFile && ReadsFile(r.Argument, names, envFile)) is { } read)
                yield return (path, null, read.Line);
        }
    }

    private static (string Name, int Line)? FirstSecret(ProjectText text, (string Name, string Value)[] names, IReadOnlyList<string> secrets)
    {
        foreach (ProjectText.Read read in text.Reads.Where(r => !r.IsFile))
        {
            if (secrets.FirstOrDefault(s => Means(read.Argument, names, value => value.Equals(s, StringComparison.OrdinalIgnoreCase))) is { } secret)
                return (secret, read.Line);
        }

        return null;
    }

    private static bool ReadsFile(string argument, (string Name, string Value)[] names, string envFile)
    {
        string name = Path.GetFileName(envFile);
        return EndsInName(argument) || argument.Contains("$(LlamaEnvFile)", StringComparison.OrdinalIgnoreCase) || Means(argument, names, EndsInName);

        bool EndsInName(string text)
        {
            string plain = text.TrimEnd('\'', '"', '`', ')', ' ');
            int at = plain.Length - name.Length;
            return plain.EndsWith(name, StringComparison.OrdinalIgnoreCase) && (at == 0 || "/\\'\"`(, )".Contains(plain[at - 1], StringComparison.Ordinal));
        }
    }

    /// <summary>Whether an argument is, or ends in, a property or an item that holds what is looked for.</summary>
    private static bool Means(string argument, (string Name, string Value)[] names, Func<string, bool> isWanted)
    {
        string plain = argument.TrimEnd('\'', '"', '`', ' ');
        // %(NAME.Identity) and %(NAME) are of the items @(NAME); %(Identity) may be of any.
        string reference = plain.StartsWith("%(", StringComparison.Ordinal) ? $"@({plain[2..].TrimEnd(')').Split('.')[0]})" : plain.StartsWith("@(", StringComparison.Ordinal) ? $"@({plain[2..].Split(')', '-')[0]})" : plain;
        bool isAnyItem = reference is "@(Identity)" or "@(FullPath)";
        return names.Any(n => isWanted(n.Value) && ((isAnyItem && n.Name.StartsWith('@')) || reference.EndsWith(n.Name, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Null for what cannot be read or parsed: MSBuild says that better.</summary>
    private static ProjectText? TryParse(string path, IReadOnlyList<string> secrets, string? envFile)
    {
        try
        {
            if (!File.Exists(path) || FileReader.ReadIfExists(path) is not { } bytes)
                return null;

            using StreamReader reader = new(new MemoryStream(bytes)); // Which knows UTF-16 by its mark.
            string text = reader.ReadToEnd();
            return ProjectText.IsWorthParsing(text, envFile is null ? secrets : [.. secrets, Path.GetFileName(envFile)]) ? ProjectText.Parse(text, secrets) : null;
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
