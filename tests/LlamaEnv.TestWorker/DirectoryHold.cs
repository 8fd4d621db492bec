using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.TestWorker;

/// <summary>The lock of a directory, taken the way any other program would take it.</summary>
internal static partial class DirectoryHold
{
    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;

    /// <summary>Says when it has the lock, and holds it until standard input ends.</summary>
    internal static bool UntilInputEnds(string directory)
    {
        using SafeFileHandle handle = Open(directory, flags: 0);
        if (Flock(handle, LockExclusive | LockNonBlocking) != 0)
            return false;

        Console.WriteLine("held");
        Console.In.ReadToEnd();
        return true;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);
}
