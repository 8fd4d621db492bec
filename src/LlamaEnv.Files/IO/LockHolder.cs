using System.Globalization;
using System.Runtime.Versioning;

namespace LlamaEnv.Files.IO;

/// <summary>Who holds a lock, as far as the system tells: Linux does for the processes of this container.</summary>
[UnsupportedOSPlatform("windows")]
internal static class LockHolder
{
    /// <summary>The holder of the lock on a file or folder, in words; null where it is not known.</summary>
    internal static string? Describe(FileIdentity file)
    {
        if (!OperatingSystem.IsLinux())
            return null;

        try
        {
            foreach (string line in File.ReadLines("/proc/locks"))
            {
                if (ProcessThatHolds(line, file.Number) is { } process)
                    return Describe(process);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It does not tell us.
        }

        return null;
    }

    /// <summary>A line is <c>1: FLOCK ADVISORY WRITE 1234 fe:00:131090 0 EOF</c>; one that waits has an arrow behind its number.</summary>
    private static int? ProcessThatHolds(string line, ulong number)
    {
        string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields is [_, "FLOCK", _, _, var process, var file, ..]
            && file.EndsWith(string.Create(CultureInfo.InvariantCulture, $":{number}"), StringComparison.Ordinal)
            && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && id > 0
            ? id
            : null;
    }

    private static string? Describe(int process)
    {
        string directory = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}");
        // Any program names itself as it likes.
        string name = new([.. File.ReadAllText(directory + "/comm").Where(c => char.IsAsciiLetterOrDigit(c) || "-_.:/".Contains(c, StringComparison.Ordinal))]);
        string user = FileStatus.Of(directory) is { } status && status.Owner != Posix.UserId ? $" of user {UserName.Of(status.Owner)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"process {process} ({name}){user}");
    }
}
