using System.Security.Cryptography;
using System.Text;

namespace LlamaEnv.Files.IO;

/// <summary>
/// The state of every file that git looks at to tell whether it ignores one: while it is the same, so is the answer. Size and
/// time are taken, as git itself does.
/// </summary>
internal sealed class GitFingerprint
{
    /// <summary>The coarsest clock of a file system: of two changes within this time the second may not show.</summary>
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly StringBuilder _states = new();
    private readonly DateTime _now = DateTime.UtcNow;
    private bool _hasFreshFile;

    private GitFingerprint(string path, bool allowsTracked) => _states.Append(path).Append('\n').Append(allowsTracked).Append('\n');

    /// <summary>Whether the answer may be kept: nothing changed just now, and what decided is among the files.</summary>
    internal bool Covers(GitResult result) => !_hasFreshFile && (result.IgnoreFile is not { } file || _files.Contains(file));

    /// <summary>Path and states, as a number that holds neither.</summary>
    internal string Hash => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(_states.ToString())));

    /// <param name="path">The file, without links.</param>
    /// <param name="repository">The repository around it.</param>
    /// <param name="host">The machine.</param>
    /// <param name="allowsTracked">Whether there is nothing to be said of a file that is tracked.</param>
    internal static GitFingerprint Of(string path, GitRepository? repository, HostEnvironment host, bool allowsTracked)
    {
        GitFingerprint fingerprint = new(path, allowsTracked);
        if (repository is null)
            return fingerprint;

        for (string? folder = Path.GetDirectoryName(path); folder is not null; folder = folder == repository.Root ? null : Path.GetDirectoryName(folder))
            fingerprint.Add(Path.Combine(folder, ".gitignore"));
        (string directory, string common) = (repository.Directory, repository.CommonDirectory);
        foreach (string file in (string[])[
            repository.Entry, .. Below(directory, "HEAD", "index", "commondir", "config.worktree"), .. Below(common, "config", Path.Combine("info", "exclude"))])
        {
            fingerprint.Add(file);
        }

        string home = host.Get("HOME") is { Length: > 0 } set ? set : host.HomeDirectory;
        string configuration = Path.Combine(host.Get("XDG_CONFIG_HOME") is { Length: > 0 } xdg ? xdg : Path.Combine(home, ".config"), "git");
        fingerprint.Add(Path.Combine(home, ".gitconfig"));
        fingerprint.Add(Path.Combine(configuration, "config"));
        fingerprint.Add(Path.Combine(configuration, "ignore"));
        return fingerprint;
    }

    private static IEnumerable<string> Below(string directory, params string[] names) => names.Select(name => Path.Combine(directory, name));

    private void Add(string file)
    {
        if (!_files.Add(file))
            return;

        FileInfo info = new(file);
        _states.Append(file);
        AddState(info);
        // A configuration is often a link into a folder that is kept elsewhere.
        if (info.LinkTarget is not null && TryFollow(info) is { } target)
            AddState(target);
        _states.Append('\n');
    }

    private void AddState(FileSystemInfo info)
    {
        // Of the folder .git the time changes with everything in it; that it is a folder is enough.
        if (info is not FileInfo { Exists: true } file)
        {
            _states.Append(Directory.Exists(info.FullName) ? " folder" : " none");
            return;
        }

        DateTime changed = file.LastWriteTimeUtc;
        _hasFreshFile |= changed > _now - s_tick;
        _states.Append(' ').Append(file.Length).Append(' ').Append(changed.Ticks);
    }

    private static FileSystemInfo? TryFollow(FileInfo link)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true);
        }
        catch (IOException)
        {
            return null; // It names itself, or what may not be looked at.
        }
    }
}
