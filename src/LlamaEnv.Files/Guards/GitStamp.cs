using LlamaEnv.Files.IO;
using LlamaEnv.Validation;

namespace LlamaEnv.Files.Guards;

/// <summary>
/// What a build keeps for the next one, so that git is asked only when the result may differ: for each file that nothing
/// was to be said of, a hash of all that the result depends on. No path, and nothing of any file. Where it is wrong or cannot
/// be read, git is asked.
/// </summary>
internal sealed class GitStamp
{
    private const int MaxBytes = 4096;

    private readonly string? _path;
    private readonly HashSet<string> _known;
    private readonly HashSet<string> _current = new(StringComparer.Ordinal);

    private GitStamp(string? path, IEnumerable<string> known)
    {
        _path = path;
        _known = new(known, StringComparer.Ordinal);
    }

    /// <summary>The absolute path of its file; null where the build names none.</summary>
    internal static string? PathOf(Settings settings, string directory) =>
        settings[Setting.GitStampFile] is { } path && !ImpossibleText.IsImpossible(path) ? Path.GetFullPath(path, directory) : null;

    /// <param name="path">Its file; null asks git in every run.</param>
    internal static GitStamp Read(string? path) => new(
        path, path is not null && FileReader.TryRead(path, MaxBytes) is { } bytes ? System.Text.Encoding.ASCII.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries) : []);

    /// <summary>Whether nothing was to be said, and nothing changed since.</summary>
    internal bool Knows(GitFingerprint fingerprint)
    {
        if (_known.Count == 0 || !_known.Contains(fingerprint.Hash))
            return false;

        _current.Add(fingerprint.Hash);
        return true;
    }

    /// <summary>Nothing is to be said of this file.</summary>
    internal void Add(GitFingerprint fingerprint, GitResult result)
    {
        if (_path is not null && result.State != GitState.None && fingerprint.Covers(result))
            _current.Add(fingerprint.Hash);
    }

    internal void Save()
    {
        if (_path is null || _current.SetEquals(_known))
            return;

        try
        {
            File.WriteAllText(_path, string.Concat(_current.Order(StringComparer.Ordinal).Select(hash => hash + '\n')));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Git is asked again next time.
        }
    }
}
