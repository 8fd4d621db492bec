using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Files.IO;

/// <summary>
/// Writes over a file that no other can take the place of: a mount of its own, or one whose owner or attributes a new file
/// would lose. The staged file is complete before and goes after, so whoever is killed in between leaves all there is to
/// know: a line behind its content says so, and what the file was before.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class InPlace
{
    private const string Mark = "\n#llama-env is writing over the file beside this one: ";

    /// <summary>Longer than any such line.</summary>
    private const int MaxLineLength = 512;

    /// <param name="path">The file.</param>
    /// <param name="before">Its content.</param>
    /// <param name="content">What is staged for it.</param>
    /// <param name="isPrivate">Whether only its owner may read it.</param>
    /// <exception cref="IOException">It failed, and the file is as it was.</exception>
    /// <exception cref="TornFileException">It failed, and the next run has to complete it.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to write it.</exception>
    internal static void Write(string path, byte[] before, byte[] content, bool isPrivate)
    {
        using SafeFileHandle file = Open(path);
        string staged = AtomicFile.StagedPath(path);
        using (FileStream journal = new(staged, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            Disk.Write(journal, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Mark}{before.Length} {Hash(before)} {Hash(content)}\n")), staged);
            Disk.Flush(journal.SafeFileHandle, staged);
        }

        if (isPrivate && FileStatus.Of(file) is { IsReadableByOthers: true } status)
            AtomicFile.TrySetMode(file, status.Mode & ~AtomicFile.Others);
        try
        {
            Overwrite(file, content, path);
        }
        catch (IOException e)
        {
            throw TryRestore(file, before, path) ? e : new TornFileException(e.Message);
        }

        AtomicFile.Discard(path);
    }

    /// <summary>Completes what somebody began who was killed, unless the file has been changed or repaired since.</summary>
    internal static void Recover(string path)
    {
        // Only our own: another user may have put one there.
        string staged = AtomicFile.StagedPath(path);
        if (FileStatus.OfEntry(staged) is not { Type: FileType.File, Links: 1 } entry || entry.Owner != Posix.UserId
            || FileReader.ReadIfExists(staged) is not { } journal || FileReader.ReadIfExists(path) is not { } torn
            || !TryParse(journal, out int length, out string before, out byte[] content))
            return;

        // Part of the new content over the old, or all of it with the old one's end behind it.
        bool isTorn = Hash(torn) != before && (torn.Length == Math.Max(length, content.Length) || torn.AsSpan().StartsWith(content));
        if (!isTorn || torn.AsSpan().SequenceEqual(content))
            return;

        using SafeFileHandle file = Open(path);
        Overwrite(file, content, path);
    }

    private static bool TryParse(byte[] journal, out int length, out string before, out byte[] content)
    {
        (length, before, content) = (0, "", []);
        int from = Math.Max(0, journal.Length - MaxLineLength);
        int mark = journal.AsSpan(from).LastIndexOf(Encoding.ASCII.GetBytes(Mark));
        if (mark < 0 || journal[^1] != (byte)'\n')
            return false;

        string[] fields = Encoding.ASCII.GetString(journal.AsSpan(from + mark + Mark.Length)).TrimEnd('\n').Split(' ');
        content = journal[..(from + mark)];
        if (fields.Length != 3 || !int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out length) || fields[2] != Hash(content))
            return false;

        before = fields[1];
        return true;
    }

    private static SafeFileHandle Open(string path)
    {
        SafeFileHandle file = Posix.OpenToWrite(path);
        if (!file.IsInvalid)
            return file;

        int error = Posix.LastError;
        file.Dispose();
        throw Posix.ToException(error, path);
    }

    private static void Overwrite(SafeFileHandle file, byte[] content, string path)
    {
        Disk.Overwrite(file, content, path);
        Disk.Flush(file, path);
    }

    /// <summary>The blocks the file had are still its own, also on a full disk.</summary>
    private static bool TryRestore(SafeFileHandle file, byte[] before, string path)
    {
        try
        {
            Overwrite(file, before, path);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
