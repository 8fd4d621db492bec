using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Durability.Tests;

/// <summary>The lock of a directory, taken the way any other program would take it.</summary>
internal static partial class DirectoryHold
{
    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;

    /// <summary>Holds the lock until <paramref name="release"/> ends, saying when it has it.</summary>
    internal static bool During(string directory, Task release, TimeSpan atMost)
    {
        using SafeFileHandle handle = Open(directory, flags: 0);
        if (Flock(handle, LockExclusive | LockNonBlocking) != 0)
            return false;

        Console.WriteLine("held");
        release.Wait(atMost);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);
}
