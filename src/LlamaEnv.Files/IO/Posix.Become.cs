using System.Runtime.InteropServices;

namespace LlamaEnv.Files.IO;

/// <content>Apart from the rest, which also programs carry that start none.</content>
internal static partial class Posix
{
    private const int BrokenPipe = 13; // SIGPIPE

    /// <summary>
    /// Puts a program in the place of this process, which keeps its number, its parent and its open streams. Returns the
    /// error where it could not. The runtime ignores SIGPIPE, which the program would inherit.
    /// </summary>
    internal static int Become(string program, IReadOnlyList<string> arguments, IReadOnlyList<string> environment)
    {
        _ = SetSignal(BrokenPipe, 0); // SIG_DFL
        _ = Execute(program, [.. arguments, null], [.. environment, null]);
        return LastError;
    }

    internal static int ProcessId => GetProcessId();

    [LibraryImport("libc", EntryPoint = "getpid")]
    private static partial int GetProcessId();

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, string?[] arguments, string?[] environment);
}
