using System.Text;
using LlamaEnv.Files.IO;
using LlamaEnv.Validation;

namespace LlamaEnv.Files.Wiring;

/// <summary>
/// Looks for anything that may give a program what is in a .env file: code that names it, a compose file, an IDE's
/// configuration. Everything that is found counts, also in a comment, and so does what is too much to look at: a warning
/// in a project that is well is worse than none.
/// </summary>
/// <param name="files">The .env files that may be named.</param>
internal sealed class LoaderSearch(IReadOnlyList<string> files)
{
    private const int MaxFiles = 3000;
    private const long MaxBytes = 16 * 1024 * 1024;
    private const long MaxFileBytes = 1024 * 1024;

    private static readonly string[] s_code = [".cs", ".fs", ".vb", ".razor", ".cshtml"];

    // Documentation; what is about files and not about programs; what is the project itself.
    private static readonly string[] s_noConfiguration = [".md", ".txt", ".sln", ".slnx", ".csproj", ".fsproj", ".vbproj", ".props", ".targets", ".user", ".log", ".binlog", ".dll", ".pdb", ".exe"];
    private static readonly string[] s_skipped = ["bin", "obj", "node_modules"];
    private static readonly string[] s_configurationFolders = ["", ".vscode", ".run", ".devcontainer", "Properties"];

    private readonly string[] _names = [.. files.Select(f => Path.GetFileName(f)).Distinct(StringComparer.Ordinal)];
    private int _files;
    private long _bytes;

    /// <summary>Whether source code in these folders, or one of the files, may load it.</summary>
    internal bool IsInSources(IEnumerable<string> directories, IEnumerable<string> more)
    {
        try
        {
            return directories.Distinct(StringComparer.Ordinal).SelectMany(EnumerateCode).Concat(more.Where(static path => !ImpossibleText.IsImpossible(path))).Any(path => Mentions(path, isCode: true));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Whether a file beside the project, or above it in its repository, may give the program what it needs.</summary>
    internal bool IsAround(string directory)
    {
        try
        {
            return FoldersOf(directory).SelectMany(static folder => s_configurationFolders.Select(name => Path.Combine(folder, name)))
                .Where(Directory.Exists).SelectMany(Directory.EnumerateFiles).Where(IsConfiguration).Any(path => Mentions(path, isCode: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Whether a word stands in source code in these folders or in one of the files, or that is too much to look through.</summary>
    internal bool IsWordInSources(string word, IEnumerable<string> directories, IEnumerable<string> more)
    {
        try
        {
            return directories.SelectMany(EnumerateCode).Concat(more.Where(static path => !ImpossibleText.IsImpossible(path))).Any(path => Mentions(path, text => IsNamed(word, text)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static List<string> FoldersOf(string directory)
    {
        List<string> folders = [];
        for (string? folder = directory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            folders.Add(folder);
            if (Path.Exists(Path.Combine(folder, ".git")))
                return folders;
        }

        return [directory]; // Without a repository, what is above may be anybody's.
    }

    private bool IsConfiguration(string path)
    {
        string name = Path.GetFileName(path);
        return name != ".env" && !name.StartsWith(".env.", StringComparison.Ordinal) && !name.EndsWith("ignore", StringComparison.Ordinal) && !_names.Contains(name)
            && !s_noConfiguration.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase) && !s_code.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> EnumerateCode(string directory)
    {
        foreach (string path in Directory.EnumerateFiles(directory))
        {
            if (s_code.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
                yield return path;
        }

        foreach (DirectoryInfo below in new DirectoryInfo(directory).EnumerateDirectories())
        {
            if (below.Name.StartsWith('.') || s_skipped.Contains(below.Name, StringComparer.OrdinalIgnoreCase) || below.LinkTarget is not null)
                continue;

            foreach (string path in EnumerateCode(below.FullName))
                yield return path;
        }
    }

    private bool Mentions(string path, bool isCode) =>
        Mentions(path, text => text.Contains("dotenv", StringComparison.OrdinalIgnoreCase) || _names.Any(name => IsNamed(name, text))
            || (isCode
                ? text.Contains("SetEnvironmentVariable", StringComparison.Ordinal) || text.Contains("LlamaEnvFile", StringComparison.Ordinal)
                : text.Contains(Variable.ApiKey.Name, StringComparison.Ordinal)));

    private bool Mentions(string path, Func<string, bool> isIn)
    {
        if (++_files > MaxFiles || _bytes > MaxBytes)
            return true;
        if (FileReader.TryRead(path, MaxFileBytes) is not { } content)
            return false; // No text that people write.

        _bytes += content.Length;
        return isIn(Encoding.UTF8.GetString(content));
    }

    /// <summary>Whether a text names the file: as a word of its own, not as the end of another.</summary>
    private static bool IsNamed(string name, string text)
    {
        for (int start = text.IndexOf(name, StringComparison.Ordinal); start >= 0; start = text.IndexOf(name, start + 1, StringComparison.Ordinal))
        {
            int end = start + name.Length;
            if ((start == 0 || !IsWord(text[start - 1])) && (end == text.Length || !IsWord(text[end])))
                return true;
        }

        return false;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
