using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Files.IO;

/// <content>Apart from the rest, which also programs carry that start none.</content>
internal static partial class Posix
{
    internal const int NotProgram = 8; // ENOEXEC
    internal const int TooBig = 7; // E2BIG

    private const int BrokenPipe = 13; // SIGPIPE
    private const int LastSignal = 31; // The ones behind it are for real time, and the runtime's own.
    private const int LargerThanSignalAction = 256; // struct sigaction, which begins with the handler.
    private const nint IsIgnored = 1; // SIG_IGN

    internal static int ProcessId => GetProcessId();

    internal static int ParentId => GetParentProcessId();

    /// <summary>The environment as the C library has it.</summary>
    internal static nint EnvironmentPointer => Marshal.ReadIntPtr(OperatingSystem.IsMacOS() ? GetEnvironmentOnMac() : NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "environ"));

    internal static nint ArgumentsPointerOnMac => Marshal.ReadIntPtr(GetArgumentsOnMac());

    /// <summary>Whether an error says that nothing is there: ENOENT, ENOTDIR, ENODEV, and what a file server or a name that is too long adds.</summary>
    internal static bool IsAbsence(int error) => error is NotFound or NotDirectory or 19 || (OperatingSystem.IsMacOS() ? error is 60 or 63 or 70 : error is 36 or 110 or 116);

    internal static SafeFileHandle OpenToRead(byte[] path)
    {
        using NativeStrings pointer = new([path]);
        return Open(pointer.First, CloseOnExec | NonBlocking | NoTerminal);
    }

    internal static void SetOpenFileLimit(ulong soft, ulong hard)
    {
        Limit limit = new() { Soft = (nuint)soft, Hard = (nuint)hard };
        _ = SetLimit(7, ref limit); // RLIMIT_NOFILE of Linux
    }

    /// <summary>Whether a process is there, or what is left of one that nobody has asked how it ended.</summary>
    internal static bool IsThere(int process) => Kill(process, 0) == 0;

    /// <summary>The signals that this process ignores: what it was started with, and what the runtime and <see cref="IgnoreFileSizeLimit"/> added.</summary>
    internal static IReadOnlyList<int> FindIgnoredSignals()
    {
        List<int> signals = [];
        Span<byte> action = stackalloc byte[LargerThanSignalAction];
        for (int signal = 1; signal <= LastSignal; signal++)
        {
            if (SignalAction(signal, 0, ref MemoryMarshal.GetReference(action)) == 0 && MemoryMarshal.Read<nint>(action) == IsIgnored)
                signals.Add(signal);
        }

        return signals;
    }

    /// <summary>
    /// Puts a program in the place of this process, which keeps its number, its parent and its open streams. Returns the
    /// error where it could not.
    /// </summary>
    /// <param name="program">The program.</param>
    /// <param name="ignored">The signals that were ignored before the runtime handled any.</param>
    internal static int Become(UnixProgram program, IReadOnlyList<int> ignored)
    {
        foreach (int signal in ignored)
            _ = SetSignal(signal, IsIgnored);
        foreach (int signal in OwnIgnoredSignals())
            _ = SetSignal(signal, 0); // SIG_DFL
        CloseHeldStreams();
        OpenFileLimit.GiveBack();
        using NativeStrings environment = new(program.Environment);
        return program.Start((path, arguments) =>
        {
            using NativeStrings paths = new([path]);
            using NativeStrings pointers = new(arguments);
            _ = Execute(paths.First, pointers.Pointer, environment.Pointer);
            return LastError;
        });
    }

    /// <summary>
    /// What this process ignores and a program must not: the runtime ignores SIGPIPE, and whether that was so before it
    /// does not say.
    /// </summary>
    private static IEnumerable<int> OwnIgnoredSignals() => s_ignoresFileSizeLimit ? [BrokenPipe, FileSizeExceeded] : [BrokenPipe];

    /// <summary>A stream that was closed is closed for the program as well.</summary>
    private static void CloseHeldStreams()
    {
        foreach (int stream in HeldStreams)
            _ = Control(stream, CloseOnExecRequest);
    }

    /// <summary>FIOCLEX: not fcntl, whose third argument is not passed like others on every machine.</summary>
    private static nuint CloseOnExecRequest => OperatingSystem.IsMacOS() ? 0x20006601u : 0x5451;

    /// <summary><c>struct rlimit</c>.</summary>
    private struct Limit
    {
        internal nuint Soft;
        internal nuint Hard;
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentProcessId();

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, ref Limit limit);

    [LibraryImport("libc", EntryPoint = "_NSGetEnviron")]
    private static partial nint GetEnvironmentOnMac();

    [LibraryImport("libc", EntryPoint = "_NSGetArgv")]
    private static partial nint GetArgumentsOnMac();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial SafeFileHandle Open(nint path, int flags);

    [LibraryImport("libc", EntryPoint = "getpid")]
    private static partial int GetProcessId();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request);

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static partial int SignalAction(int signal, nint action, ref byte before);

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true)]
    private static partial int Execute(nint path, nint arguments, nint environment);
}
