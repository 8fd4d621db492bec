using System.Text;
using System.Text.RegularExpressions;
using LlamaEnv.Files.IO;
using LlamaEnv.Files.Outputs;

namespace LlamaEnv.Files.Wiring;

/// <summary>
/// Finds programs that refer to a library and have no way to the key that is written beside it. MSBuild does not tell a
/// project who refers to it, so the neighbours' text is read: those of a solution above, and those in the folders beside.
/// </summary>
internal static partial class ReferringProjects
{
    private const long MaxFileBytes = 1024 * 1024;
    private const int MaxProjects = 200;

    private static readonly string[] s_shared = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    /// <summary>The first such program, if none of those that refer to the library gets the key; else null.</summary>
    internal static string? FindLost(Plan plan)
    {
        if (plan.ProjectFile is not { } library)
            return null;

        string[] candidates = [.. FindNeighbours(library, plan.BaseDirectory).Where(path => path != library).Distinct(StringComparer.Ordinal).Take(MaxProjects + 1)];
        if (candidates.Length > MaxProjects)
            return null;

        string? lost = null;
        foreach (string path in candidates)
        {
            if (Read(path) is not { } text || !IsProgram(text) || !RefersTo(text, path, library))
                continue;
            if (HasWay(text, path, plan))
                return null;
            lost ??= path;
        }

        return lost;
    }

    private static IEnumerable<string> FindNeighbours(string library, string directory)
    {
        try
        {
            return [.. OfSolutions(directory), .. Beside(library, directory)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The projects of the nearest solutions above, within the repository.</summary>
    private static IEnumerable<string> OfSolutions(string directory)
    {
        for (string? folder = directory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string[] solutions = [.. Directory.EnumerateFiles(folder, "*.sln"), .. Directory.EnumerateFiles(folder, "*.slnx")];
            if (solutions.Length > 0)
                return solutions.Distinct(StringComparer.Ordinal).SelectMany(s => ProjectPath().Matches(Read(s) ?? "").Select(m => FullPath(m.Groups["path"].Value, folder)).Where(static path => path.Length > 0));
            if (Path.Exists(Path.Combine(folder, ".git")))
                break;
        }

        return [];
    }

    private static IEnumerable<string> Beside(string library, string directory) => Path.GetDirectoryName(directory) is not { } parent ? [] :
        Directory.EnumerateDirectories(parent).Take(MaxProjects).Where(folder => !Path.GetFileName(folder).StartsWith('.'))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*proj")).Where(path => path != library && ProjectPath().IsMatch($"\"{path}\""));

    private static bool IsProgram(string text) => Program().IsMatch(text);

    private static bool RefersTo(string text, string path, string library) =>
        Reference().Matches(text).Any(m => FullPath(m.Groups["path"].Value, Path.GetDirectoryName(path)!) == library);

    /// <summary>Whether the key may reach it: it has LlamaEnv itself or a loader, or what it has is not all in its own text.</summary>
    private static bool HasWay(string text, string path, Plan plan)
    {
        string directory = Path.GetDirectoryName(path)!;
        return Mentions(text) || text.Contains("<Import ", StringComparison.OrdinalIgnoreCase) || Shared(directory).Any(Mentions)
            || new LoaderSearch([plan.EnvFile]) is var search && (search.IsInSources([directory, plan.BaseDirectory], []) || search.IsAround(directory));
    }

    private static bool Mentions(string text) =>
        text.Contains("LlamaEnv", StringComparison.OrdinalIgnoreCase) || text.Contains("UserSecretsId", StringComparison.OrdinalIgnoreCase) || PackageId().Matches(text).Any(m => PackageList.IsLoader(m.Groups["id"].Value));

    private static IEnumerable<string> Shared(string directory)
    {
        for (string? folder = directory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            foreach (string name in s_shared)
            {
                if (Read(Path.Combine(folder, name)) is { } text)
                    yield return text;
            }
        }
    }

    private static string? Read(string path) => FileReader.TryRead(path, MaxFileBytes) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>The absolute path; empty where only MSBuild knows it.</summary>
    private static string FullPath(string path, string directory) => path.AsSpan().ContainsAny('$', '\0') ? "" : Path.GetFullPath(path.Replace('\\', '/'), directory);

    [GeneratedRegex("""["](?<path>[^"<>|*?]+\.(cs|fs|vb)proj)["]""", RegexOptions.IgnoreCase)]
    private static partial Regex ProjectPath();

    [GeneratedRegex("""<ProjectReference\s[^>]*Include\s*=\s*["'](?<path>[^"']+)["']""", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();

    [GeneratedRegex("""<PackageReference\s[^>]*Include\s*=\s*["'](?<id>[^"']+)["']""", RegexOptions.IgnoreCase)]
    private static partial Regex PackageId();

    [GeneratedRegex("""<OutputType>\s*(Win)?Exe\s*<|Microsoft\.NET\.Sdk\.(Web|Worker)["'/]|MSTest\.Sdk|Microsoft\.NET\.Test\.Sdk""", RegexOptions.IgnoreCase)]
    private static partial Regex Program();
}
