using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;
using LlamaEnv.Files.Outputs;

namespace LlamaEnv.Files.Guards;

/// <summary>Finds what would put a file into an output folder, a package, an assembly, a web site or an image.</summary>
internal static class ShippingGuard
{
    private const string Ignore = ".dockerignore";

    internal static IEnumerable<Diagnostic> Check(string path, Plan plan)
    {
        if (plan.ShippedFiles.Contains(path, OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase))
            yield return Findings.WouldBeShipped(path, "the project copies, publishes, packs or embeds it. Remove that item, or its CopyToOutputDirectory, CopyToPublishDirectory or Pack");
        else if (IsServed(path, plan.BaseDirectory))
            yield return Findings.WouldBeShipped(path, "a web server hands out what is in wwwroot. Set LlamaEnvFile to a path outside of it");

        foreach ((string dockerignore, string line) in FindDockerignores(path))
            yield return Findings.WouldBeShipped(path, $"{dockerignore} does not exclude it from images. Add the line {line}");
    }

    private static bool IsServed(string path, string baseDirectory) =>
        ("/" + Relative(baseDirectory, path)).Contains("/wwwroot/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Those of every folder above the file, within its repository, that let it into an image: any of them may be the root of a build context. With the line that each lacks.</summary>
    /// <remarks>Without a repository the search ends below a folder that all users share, such as /tmp: it is nobody's build context, and to list it can take longer than all the rest.</remarks>
    private static IEnumerable<(string Dockerignore, string Line)> FindDockerignores(string path)
    {
        List<string> above = FoldersAbove(path);
        for (int i = 0; i < above.Count; i++)
        {
            foreach (string file in Enumerate(above[i]))
            {
                bool isOfContext = Path.GetFileName(file) == Ignore;
                // One that belongs to a Dockerfile lies beside it; the context may be that folder or one further up.
                IEnumerable<string> contexts = isOfContext ? [above[i]] : above.Skip(i);
                if (TryRead(file) is { } content && !contexts.Any(context => Dockerignore.Excludes(content, Relative(context, path))))
                    yield return (file, isOfContext ? Relative(above[i], path) : $"**/{Path.GetFileName(path)}");
            }
        }
    }

    /// <summary>Whether a <c>.dockerignore</c> may have a say about a file: what is wrong with that one is found above.</summary>
    internal static bool HasDockerignore(string path) => FoldersAbove(path).Exists(static folder => Enumerate(folder).Length > 0);

    private static List<string> FoldersAbove(string path)
    {
        List<string> above = [];
        for (string? directory = Path.GetDirectoryName(path); directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (above.Count > 0 && IsShared(directory))
                break;
            above.Add(directory);
            if (Path.Exists(Path.Combine(directory, ".git")))
                break;
        }

        return above;
    }

    private static bool IsShared(string directory)
    {
        if (Path.GetDirectoryName(directory) is null)
            return true;
        try
        {
            return !OperatingSystem.IsWindows() && Directory.Exists(directory) && File.GetUnixFileMode(directory).HasFlag(UnixFileMode.StickyBit);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string[] Enumerate(string directory)
    {
        try
        {
            return Directory.Exists(directory) ? [.. Directory.EnumerateFiles(directory, "*" + Ignore).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // Docker cannot look there, either.
        }
    }

    private static byte[]? TryRead(string path)
    {
        try
        {
            return FileReader.ReadIfExists(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // Docker cannot read it, either.
        }
    }

    private static string Relative(string directory, string path) => Path.GetRelativePath(directory, path).Replace('\\', '/');
}
