using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Files.IO;

/// <summary>The calls of the C library that .NET has not, or whose failures it does not pass on.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class Posix
{
    // The same number on Linux and macOS.
    internal const int NotPermitted = 1; // EPERM
    internal const int NotFound = 2; // ENOENT
    internal const int NoDevice = 6; // ENXIO
    internal const int AccessDenied = 13; // EACCES
    internal const int Busy = 16; // EBUSY
    internal const int OtherDevice = 18; // EXDEV
    internal const int NotDirectory = 20; // ENOTDIR
    internal const int ReadOnlyFileSystem = 30; // EROFS
    private const int Interrupted = 4; // EINTR
    private const int Invalid = 22; // EINVAL

    private const int FileSizeExceeded = 25; // SIGXFSZ
    private const int FullFlush = 51; // F_FULLFSYNC
    private const short Input = 1; // POLLIN
    private const int CopyAclAndAttributes = 1 | 4; // COPYFILE_ACL | COPYFILE_XATTR

    private const int LockExclusive = 2; // LOCK_EX
    private const int LockNonBlocking = 4; // LOCK_NB
    private const int LockRelease = 8; // LOCK_UN

    /// <summary>
    /// The C library as the whole process sees it: not every symbol is its own where the process runs under fakeroot, a
    /// sandbox or a test that lets calls fail.
    /// </summary>
    static Posix() => NativeLibrary.SetDllImportResolver(
        typeof(Posix).Assembly,
        static (name, _, _) => name == "libc" ? NativeLibrary.GetMainProgramHandle() : 0);

    internal static int WouldBlock => OperatingSystem.IsMacOS() ? 35 : 11; // EAGAIN

    private static int NotSupported => OperatingSystem.IsMacOS() ? 45 : 95; // ENOTSUP

    // A terminal that is opened must not become ours, nor a child inherit the file, nor a pipe without a writer be waited for.
    private static int CloseOnExec => OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    private static int NonBlocking => OperatingSystem.IsMacOS() ? 0x4 : 0x800;

    private static int NoTerminal => OperatingSystem.IsMacOS() ? 0x20000 : 0x100;

    internal static uint UserId => GetEffectiveUserId();

    /// <summary>Opens what is there, whatever it is, and never waits for that. Invalid where it cannot be opened; <see cref="LastError"/> says why.</summary>
    internal static SafeFileHandle OpenToRead(string path) => Open(path, CloseOnExec | NonBlocking | NoTerminal);

    /// <summary>As <see cref="OpenToRead(string)"/>, to write over what is there.</summary>
    internal static SafeFileHandle OpenToWrite(string path) => Open(path, 1 | CloseOnExec | NonBlocking | NoTerminal);

    /// <summary>
    /// Puts something that nobody sees in the place of each standard stream that is closed. Else the next file that is
    /// opened gets its number, and what is printed is written into that file. Writing to standard output stays an error.
    /// </summary>
    internal static void HoldStandardStreams()
    {
        for (int stream = 0; stream <= 2; stream++)
        {
            int flags = DescriptorFlags(stream, 1); // F_GETFD
            if (flags < 0 ? OpenDescriptor("/dev/null", stream == 2 ? 1 : 0) == stream : (flags & 1) != 0) // FD_CLOEXEC
                HeldStreams.Add(stream);
        }
    }

    /// <summary>
    /// The standard streams that were closed when this process was started. What has the number now is ours or the
    /// runtime's: nobody was given a stream that is closed at a start.
    /// </summary>
    internal static List<int> HeldStreams { get; } = [];

    /// <summary>
    /// A write beyond the limit of <c>ulimit -f</c> ends a process, unless it ignores the signal. Ignored, the write fails as on a
    /// full disk: what was begun is taken back, and a message says why.
    /// </summary>
    internal static void IgnoreFileSizeLimit() => s_ignoresFileSizeLimit = SetSignal(FileSizeExceeded, 1) != 1; // SIG_IGN

    /// <summary>Whether that was our doing, and not that of who started this process.</summary>
    private static bool s_ignoresFileSizeLimit;

    internal static int LastError => Marshal.GetLastPInvokeError();

    /// <summary>An error of the system as .NET would throw it.</summary>
    internal static Exception ToException(int error, string path)
    {
        string message = $"{Marshal.GetPInvokeErrorMessage(error)} : '{path}'";
        return error is NotPermitted or AccessDenied ? new UnauthorizedAccessException(message) : new IOException(message, error);
    }

    /// <summary>Has the disk write down what the file or directory holds. .NET's own call keeps quiet about a failure.</summary>
    /// <exception cref="IOException">The disk did not.</exception>
    internal static void Flush(SafeFileHandle file, string path)
    {
        // On macOS fsync leaves the data in the cache of the disk; not every file system knows better.
        if (OperatingSystem.IsMacOS() && FileControl(file, FullFlush) == 0)
            return;

        while (FlushFile(file) != 0)
        {
            int error = LastError;
            if (error == Invalid || error == NotSupported)
                return; // There is nothing to be flushed on such a file system.
            if (error != Interrupted)
                throw ToException(error, path);
        }
    }

    /// <summary>Renames in one step, over what is there. 0, or the error.</summary>
    internal static int TryRename(string from, string to) => Rename(from, to) == 0 ? 0 : LastError;

    /// <summary>Waits until there is something to read, or nobody left to write; false when the time is over.</summary>
    internal static bool WaitForInput(SafeFileHandle file, TimeSpan timeout)
    {
        bool added = false;
        try
        {
            file.DangerousAddRef(ref added);
            PollEntry entry = new() { File = (int)file.DangerousGetHandle(), Events = Input };
            return Poll(ref entry, 1, (int)Math.Ceiling(timeout.TotalMilliseconds)) > 0;
        }
        finally
        {
            if (added)
                file.DangerousRelease();
        }
    }

    /// <summary>The number of bytes read; 0 at the end, -1 for an error.</summary>
    internal static int Read(SafeFileHandle file, Span<byte> buffer) => (int)ReadFile(file, ref MemoryMarshal.GetReference(buffer), (nuint)buffer.Length);

    /// <summary>Goes to the next place that has content, and says where that is. Negative where there is none, or the file system does not tell.</summary>
    internal static long SeekToData(SafeFileHandle file, long offset) => Seek(file, offset, OperatingSystem.IsMacOS() ? 4 : 3); // SEEK_DATA

    /// <summary>0 where one may do that with what is there, else the error. Changes nothing.</summary>
    internal static int FindAccessError(string path, Rights rights) => Access(path, (int)rights) == 0 ? 0 : LastError;

    /// <summary>The error in the system's words.</summary>
    internal static string Explain(int error) => Marshal.GetPInvokeErrorMessage(error);

    /// <summary>Whether a folder for this user alone could be made there.</summary>
    internal static bool MakePrivateDirectory(string path) => MakeDirectory(path, 0b111_000_000) == 0;

    /// <summary>The user at the other end of a socket.</summary>
    [SupportedOSPlatform("macos")]
    internal static bool TryGetPeer(SafeHandle socket, out uint user) => GetPeer(socket, out user, out _) == 0;

    /// <summary>Whether the file could be given to this user and group.</summary>
    internal static bool TryChangeOwner(SafeFileHandle file, uint user, uint group) => ChangeOwner(file, user, group) == 0;

    /// <summary>Whether the lock on the file or folder was to be had at once; the error is <see cref="WouldBlock"/> where another has it.</summary>
    internal static bool TryLock(SafeFileHandle file) => Lock(file, LockExclusive | LockNonBlocking) == 0;

    /// <summary>Waits in the queue for the lock, however long that takes. Where the file system has none there is nothing to wait for.</summary>
    internal static void WaitForLock(SafeFileHandle file)
    {
        while (Lock(file, LockExclusive) != 0 && LastError == Interrupted)
        {
            // A signal; the queue has to be joined again.
        }
    }

    internal static void Unlock(SafeFileHandle file) => _ = Lock(file, LockRelease);

    /// <summary>Copies access list and extended attributes as macOS keeps them.</summary>
    [SupportedOSPlatform("macos")]
    internal static bool TryCopyAttributesOnMac(SafeFileHandle from, SafeFileHandle to) => CopyFile(from, to, 0, CopyAclAndAttributes) >= 0;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenDescriptor(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int DescriptorFlags(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadFile(SafeFileHandle file, ref byte buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long Seek(SafeFileHandle file, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollEntry entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FlushFile(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FileControl(SafeFileHandle file, int command);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeDirectory(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "getpeereid", SetLastError = true)]
    private static partial int GetPeer(SafeHandle socket, out uint user, out uint group);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    private static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetSignal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();

    [LibraryImport("libc", EntryPoint = "fcopyfile", SetLastError = true)]
    private static partial int CopyFile(SafeFileHandle from, SafeFileHandle to, nint state, uint flags);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Statx(int directory, string path, int flags, uint mask, ref byte status);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int StatusOnMac(string path, ref byte status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int StatusOnIntelMac(string path, ref byte status);

    [LibraryImport("libc", EntryPoint = "lstat", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int EntryStatusOnMac(string path, ref byte status);

    [LibraryImport("libc", EntryPoint = "lstat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int EntryStatusOnIntelMac(string path, ref byte status);

    [LibraryImport("libc", EntryPoint = "fstat")]
    internal static partial int FileStatusOnMac(SafeFileHandle file, ref byte status);

    [LibraryImport("libc", EntryPoint = "fstat$INODE64")]
    internal static partial int FileStatusOnIntelMac(SafeFileHandle file, ref byte status);

    [LibraryImport("libc", EntryPoint = "flistxattr")]
    internal static partial nint ListAttributes(SafeFileHandle file, ref byte names, nuint length);

    [LibraryImport("libc", EntryPoint = "fgetxattr", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GetAttribute(SafeFileHandle file, string name, ref byte value, nuint length);

    [LibraryImport("libc", EntryPoint = "fsetxattr", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetAttribute(SafeFileHandle file, string name, ref byte value, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "fremovexattr", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int RemoveAttribute(SafeFileHandle file, string name);

    /// <summary>The same numbers on Linux and macOS.</summary>
    [Flags]
    internal enum Rights
    {
        Search = 1, // X_OK
        Write = 2, // W_OK
        Read = 4, // R_OK
    }

    /// <summary><c>struct pollfd</c>.</summary>
    private struct PollEntry
    {
        internal int File;
        internal short Events;
        internal short ReturnedEvents;
    }
}
