using System.Text;
using System.Text.RegularExpressions;
using LlamaEnv.Diagnostics;
using LlamaEnv.IO;
using LlamaEnv.Outputs;

namespace LlamaEnv.Guards;

/// <summary>Finds what would put a file into an output folder, a package, an assembly or an image.</summary>
internal static class ShippingGuard
{
    internal static IEnumerable<Diagnostic> Check(string path, Plan plan)
    {
        if (plan.ShippedFiles.Contains(path, OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase))
            yield return Findings.WouldBeShipped(path, "the project copies, publishes, packs or embeds it. Remove that item, or its CopyToOutputDirectory, CopyToPublishDirectory or Pack");

        if (FindDockerignore(path) is { } dockerignore && !Ignores(dockerignore, path))
        {
            string line = Path.GetRelativePath(Path.GetDirectoryName(dockerignore)!, path).Replace('\\', '/');
            yield return Findings.WouldBeShipped(path, $"{dockerignore} does not exclude it from images. Add the line {line}");
        }
    }

    /// <summary>The nearest one above the file, within its repository.</summary>
    private static string? FindDockerignore(string path)
    {
        for (string? directory = Path.GetDirectoryName(path); directory is not null; directory = Path.GetDirectoryName(directory))
        {
            string candidate = Path.Combine(directory, ".dockerignore");
            if (File.Exists(candidate))
                return candidate;
            if (Path.Exists(Path.Combine(directory, ".git")))
                return null;
        }

        return null;
    }

    /// <summary>Docker's rules: the last pattern that matches the path or a folder above it decides.</summary>
    private static bool Ignores(string dockerignore, string path)
    {
        string relative = Path.GetRelativePath(Path.GetDirectoryName(dockerignore)!, path).Replace('\\', '/');
        bool isIgnored = false;
        foreach (string line in ReadLines(dockerignore))
        {
            string pattern = line.Trim().TrimStart('\uFEFF');
            if (pattern.Length == 0 || pattern[0] == '#')
                continue;

            bool isException = pattern[0] == '!';
            if (ToRegex(Clean(pattern.TrimStart('!').Trim())).IsMatch(relative))
                isIgnored = !isException;
        }

        return isIgnored;
    }

    /// <summary>Docker takes <c>/.env</c>, <c>./.env</c> and <c>.env/</c> for <c>.env</c>.</summary>
    private static string Clean(string pattern) => string.Join('/', pattern.Split('/').Where(part => part is not "" and not "."));

    private static string[] ReadLines(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(FileReader.ReadIfExists(path) ?? []).Split('\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ["**"]; // Docker cannot read it, either.
        }
    }

    private static Regex ToRegex(string pattern)
    {
        StringBuilder regex = new("^");
        for (int i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when pattern.AsSpan(i).StartsWith("**/"):
                    regex.Append("(.*/)?");
                    i += 2;
                    break;
                case '*' when pattern.AsSpan(i).StartsWith("**"):
                    regex.Append(".*");
                    i++;
                    break;
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                default:
                    regex.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        return new Regex(regex.Append("(/.*)?$").ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }
}
