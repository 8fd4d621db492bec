using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Files.IO;

/// <content>A program beside this process, with streams of ours. .NET's own way makes text of its environment.</content>
internal static partial class Posix
{
    internal const int Stopped = 0x7F; // The low bits of the status of a process that stands still.

    private const int ChildSignal = 17; // SIGCHLD
    private const int ChildSignalOnMac = 20;
    private const int LargerThanSpawnStructures = 1024;
    private const short SetDefaultSignals = 4; // POSIX_SPAWN_SETSIGDEF
    private const short Output = 4; // POLLOUT

    /// <summary>Two ends that no program inherits.</summary>
    internal static (SafeFileHandle Read, SafeFileHandle Write) MakePipe()
    {
        Span<int> ends = stackalloc int[2];
        if (Pipe(ref MemoryMarshal.GetReference(ends)) != 0)
            throw ToException(LastError, "pipe");

        foreach (int end in ends)
            _ = Control(end, CloseOnExecRequest);
        return (new SafeFileHandle(ends[0], ownsHandle: true), new SafeFileHandle(ends[1], ownsHandle: true));
    }

    /// <summary>Starts a program. Returns 0 and its number, or the error.</summary>
    /// <param name="program">The program.</param>
    /// <param name="streams">What it gets in place of streams of this process.</param>
    /// <param name="process">Its number.</param>
    internal static unsafe int Spawn(UnixProgram program, IReadOnlyDictionary<int, SafeFileHandle> streams, out int process)
    {
        // Else the system may not say how a child ended, or the runtime asks before we do.
        _ = SetSignal(OperatingSystem.IsMacOS() ? ChildSignalOnMac : ChildSignal, 0); // SIG_DFL
        CloseHeldStreams();
        byte* structures = stackalloc byte[3 * LargerThanSpawnStructures];
        nint actions = (nint)structures, attributes = actions + LargerThanSpawnStructures, signals = attributes + LargerThanSpawnStructures;
        _ = InitializeActions(actions);
        _ = InitializeAttributes(attributes);
        _ = EmptySignals(signals);
        foreach (int signal in OwnIgnoredSignals())
            _ = AddSignal(signals, signal);
        _ = SetDefaults(attributes, signals);
        _ = SetFlags(attributes, SetDefaultSignals);
        foreach ((int stream, SafeFileHandle handle) in streams)
            _ = AddDuplicate(actions, (int)handle.DangerousGetHandle(), stream);

        int started = 0;
        using NativeStrings environment = new(program.Environment);
        int error = program.Start((path, arguments) =>
        {
            using NativeStrings paths = new([path]);
            using NativeStrings pointers = new(arguments);
            return SpawnProcess(out started, paths.First, actions, attributes, pointers.Pointer, environment.Pointer);
        });
        _ = DestroyActions(actions);
        _ = DestroyAttributes(attributes);
        process = started;
        return error;
    }

    /// <summary>Waits for a change of a child, or of any for -1. Its number; 0 where there is none yet, -1 for an error.</summary>
    internal static int Wait(int process, bool isWaiting, out int status) =>
        WaitForProcess(process, out status, (OperatingSystem.IsMacOS() ? 2 | 0x10 : 2 | 8) | (isWaiting ? 0 : 1)); // WUNTRACED | WCONTINUED | WNOHANG

    /// <summary>Whether the status is that of a process that goes on after it stood still.</summary>
    internal static bool IsContinued(int status) => OperatingSystem.IsMacOS() ? (status & 0xFFFF) == 0x137F : status == 0xFFFF;

    internal static bool IsInterrupted(int error) => error == Interrupted;

    internal static void SendSignal(int process, int signal) => _ = Kill(process, signal);

    /// <summary>This thread, and so the process, stands still until somebody has it go on.</summary>
    internal static void StopSelf() => _ = Raise(OperatingSystem.IsMacOS() ? 17 : 19); // SIGSTOP

    internal static int Continue => OperatingSystem.IsMacOS() ? 19 : 18; // SIGCONT

    /// <summary>Whether keys such as Ctrl-C at the terminal are for this process, and the programs it starts.</summary>
    internal static bool IsInForeground()
    {
        using SafeFileHandle terminal = OpenToRead("/dev/tty");
        return !terminal.IsInvalid && GetForegroundGroup(terminal) == GetProcessGroup();
    }

    /// <summary>Waits until there is something to read in the first, or the second was closed by all who write; neither when the time is over.</summary>
    internal static (bool First, bool Second) WaitForInput(SafeFileHandle first, SafeFileHandle second, int milliseconds)
    {
        Span<PollEntry> entries =
        [
            new PollEntry { File = (int)first.DangerousGetHandle(), Events = Input },
            new PollEntry { File = (int)second.DangerousGetHandle(), Events = Input },
        ];
        while (Poll(ref MemoryMarshal.GetReference(entries), 2, milliseconds) < 0 && LastError == Interrupted)
        {
            // A signal, which is another's affair.
        }

        return (entries[0].ReturnedEvents != 0, entries[1].ReturnedEvents != 0);
    }

    /// <summary>Writes all of it, also where whoever has the other end made it one that does not wait. 0, or the error.</summary>
    internal static int WriteAll(int descriptor, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            nint written = WriteFile(descriptor, in MemoryMarshal.GetReference(bytes), (nuint)bytes.Length);
            if (written >= 0)
            {
                bytes = bytes[(int)written..];
            }
            else if (LastError == WouldBlock)
            {
                PollEntry entry = new() { File = descriptor, Events = Output };
                _ = Poll(ref entry, 1, -1);
            }
            else if (LastError != Interrupted)
            {
                return LastError;
            }
        }

        return 0;
    }

    [LibraryImport("libc", EntryPoint = "pipe", SetLastError = true)]
    private static partial int Pipe(ref int ends);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteFile(int descriptor, in byte bytes, nuint length);

    [LibraryImport("libc", EntryPoint = "raise")]
    private static partial int Raise(int signal);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitForProcess(int process, out int status, int options);

    [LibraryImport("libc", EntryPoint = "tcgetpgrp")]
    private static partial int GetForegroundGroup(SafeFileHandle terminal);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    private static partial int GetProcessGroup();

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    private static partial int EmptySignals(nint signals);

    [LibraryImport("libc", EntryPoint = "sigaddset")]
    private static partial int AddSignal(nint signals, int signal);

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    private static partial int SpawnProcess(out int process, nint path, nint actions, nint attributes, nint arguments, nint environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int InitializeActions(nint actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int DestroyActions(nint actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int AddDuplicate(nint actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int InitializeAttributes(nint attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int DestroyAttributes(nint attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int SetDefaults(nint attributes, nint signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags(nint attributes, short flags);
}
