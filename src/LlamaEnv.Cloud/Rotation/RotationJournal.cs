using System.Security.Cryptography;
using System.Text;
using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Cloud.Rotation;

/// <summary>
/// The rotations of a store that are not finished, each a file in a folder beside it, which llamactl never looks at. Who
/// has the journal has it alone: so two rotations never meet. The folder goes with the last record.
/// </summary>
internal sealed class RotationJournal : IDisposable
{
    /// <summary>Longer than another needs to see that there is nothing to do.</summary>
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);

    private const string Extension = ".json";

    private readonly string _folder;
    private readonly IDisposable _lock;

    private RotationJournal(string folder, IDisposable alone)
    {
        _folder = folder;
        _lock = alone;
        DeleteStaged();
    }

    /// <summary>Whether a rotation was begun that is not finished, without waiting for anybody.</summary>
    internal static bool IsThere(string store) => Directory.Exists(FolderOf(store));

    /// <exception cref="DiagnosticException">Another rotation is under way (LLENV0058), or the folder cannot be made (LLENV0032).</exception>
    internal static RotationJournal Open(string store, CancellationToken cancellationToken)
    {
        string folder = FolderOf(store);
        try
        {
            while (true)
            {
                if (OperatingSystem.IsWindows())
                {
                    Directory.CreateDirectory(folder);
                    return new RotationJournal(folder, RenewalLock.OpenAlone(Path.Combine(folder, "lock"), s_timeout, cancellationToken));
                }

                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                FileIdentity? identity = FileIdentity.Of(folder);
                AdvisoryLock alone = AdvisoryLock.Acquire(folder, s_timeout, cancellationToken);
                if (identity is not null && FileIdentity.Of(folder) == identity)
                    return new RotationJournal(folder, alone);

                alone.Dispose(); // Who had it before was the last, and took the folder away.
            }
        }
        catch (Exception e) when (!OperatingSystem.IsWindows() && e is FileNotFoundException or DirectoryNotFoundException && Directory.Exists(Path.GetDirectoryName(folder)))
        {
            return Open(store, cancellationToken); // It went between the two calls.
        }
        catch (IOException e) when (e is FileFault || e.HResult == RenewalLock.SharingViolation)
        {
            throw new DiagnosticException(Findings.RotationUnderWay(FileReader.Explain(e, folder)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Findings.JournalNotWritten(folder, FileReader.Explain(e, "")));
        }
    }

    /// <summary>Every record, the oldest first.</summary>
    /// <exception cref="DiagnosticException">One cannot be read (LLENV0058).</exception>
    internal IReadOnlyList<RotationRecord> ReadAll() =>
        [.. Directory.EnumerateFiles(_folder, "*" + Extension).Where(static file => file.EndsWith(Extension, StringComparison.Ordinal)).Select(Read).OrderBy(static record => record.Started)];

    /// <summary>Writes a record down so that it lasts.</summary>
    /// <exception cref="DiagnosticException">It cannot be written (LLENV0032).</exception>
    internal void Write(RotationRecord record)
    {
        string path = PathOf(record);
        try
        {
            AtomicFile.Discard(path);
            _ = AtomicFile.Stage(path, RotationJson.Write(record), isPrivate: true);
            if (!Disk.TryReplace(AtomicFile.StagedPath(path), path))
                throw new IOException($"{path} is a mount of its own");
            Disk.FlushFolder(_folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Findings.JournalNotWritten(path, FileReader.Explain(e, path)));
        }
    }

    /// <summary>The rotation is over.</summary>
    internal void Delete(RotationRecord record)
    {
        string path = PathOf(record);
        try
        {
            File.Delete(path);
            Disk.FlushFolder(_folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Findings.JournalNotWritten(path, FileReader.Explain(e, path)));
        }
    }

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
            AtomicFile.DeleteIfEmpty(_folder);
        _lock.Dispose();
        if (OperatingSystem.IsWindows())
            AtomicFile.DeleteIfEmpty(_folder);
    }

    /// <summary>What a run that was killed had not put in place. It keeps the folder from going.</summary>
    private void DeleteStaged()
    {
        try
        {
            foreach (string file in Directory.EnumerateFiles(_folder, AtomicFile.StagedPath("*" + Extension)))
                File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays for the next run; a record that cannot be written says why.
        }
    }

    private static RotationRecord Read(string path)
    {
        try
        {
            return RotationJson.Read(FileReader.ReadIfExists(path) ?? []) ?? throw new DiagnosticException(Findings.JournalUnreadable(path, "it is damaged, or of a later version"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Findings.JournalUnreadable(path, FileReader.Explain(e, path)));
        }
    }

    private static string FolderOf(string store) => AtomicFile.FollowLinks(store) + ".rotation";

    /// <summary>By the name of the key, which no other has; it may have in it what no name of a file has.</summary>
    private string PathOf(RotationRecord record) =>
        Path.Combine(_folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(record.KeyName))[..8]) + Extension);
}
