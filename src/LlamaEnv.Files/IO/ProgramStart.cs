using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace LlamaEnv.Files.IO;

/// <summary>A program that takes this process's place: its streams, its terminal, its signals, its exit code.</summary>
internal sealed record ProgramStart
{
    private const int NotExecutable = 126;
    private const int NotFound = 127;
    private const string NotOnPath = "it is in no folder of PATH";

    /// <summary>As it was asked for: a path, or a name to look for.</summary>
    internal required string Command { get; init; }

    internal required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The same as they stood on a command line, which is what Windows hands to a program; empty where that is not known.</summary>
    internal required string ArgumentText { get; init; }

    /// <summary>All of its environment, where that is text: on Windows.</summary>
    internal required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>All of its environment, where that is bytes: on Unix.</summary>
    internal required IReadOnlyList<byte[]> EnvironmentBlock { get; init; }

    /// <summary>The folder to look for a name in, before PATH; null where there is none.</summary>
    internal string? HostDirectory { get; init; }

    /// <summary>Whether a name is looked for as a shell does. Else never in the current folder, which may be a stranger's.</summary>
    internal bool IsTyped { get; init; }

    /// <summary>On Unix, the signals that were ignored before the runtime handled any.</summary>
    internal IReadOnlyList<int> IgnoredSignals { get; init; } = [];

    /// <summary>
    /// Its exit code. On Unix this returns only where it was not started, because there the process becomes the program.
    /// </summary>
    internal int Run(HostEnvironment host, Action<string> reportFailure) =>
        OperatingSystem.IsWindows() ? RunOnWindows(host, reportFailure) : Become(host, reportFailure);

    /// <summary>Its exit code, with its outputs in our hands where that is asked for.</summary>
    internal int RunOnWindows(HostEnvironment host, Action<string> reportFailure, Action<Process>? whileRunning = null)
    {
        if (Locate(host) is { } program)
            return Start(program, reportFailure, whileRunning);

        reportFailure(NotOnPath);
        return NotFound;
    }

    /// <summary>The program as Unix takes it; null where there is none of this name.</summary>
    [UnsupportedOSPlatform("windows")]
    internal UnixProgram? ToUnixProgram(HostEnvironment host)
    {
        if (IsTyped)
            return UnixProgram.Find(ProcessText.ReadArguments([Command, .. Arguments]), EnvironmentBlock);

        return Locate(host) is { } path
            ? new UnixProgram { Paths = [Encoding.UTF8.GetBytes(path)], Arguments = [Encoding.UTF8.GetBytes(Command), .. ProcessText.ReadArguments(Arguments)], Environment = EnvironmentBlock }
            : null;
    }

    /// <summary>The exit code where the system did not start it, as shells have it, and why.</summary>
    [UnsupportedOSPlatform("windows")]
    internal static int Explain(UnixProgram program, int error, Action<string> reportFailure)
    {
        reportFailure(StartFailure.Describe(program, error));
        return error == Posix.NotFound ? NotFound : NotExecutable;
    }

    [UnsupportedOSPlatform("windows")]
    private int Become(HostEnvironment host, Action<string> reportFailure)
    {
        if (ToUnixProgram(host) is not { } program)
        {
            reportFailure(NotOnPath);
            return NotFound;
        }

        // Native code makes no such files.
        if (RuntimeFeature.IsDynamicCodeSupported)
            RemoveDiagnosticFiles(host.Get("TMPDIR") is { Length: > 0 } folder ? folder : "/tmp");
        return Explain(program, Posix.Become(program, IgnoredSignals), reportFailure);
    }

    /// <summary>A path as it is, from the current folder. A name is looked for beside the host, then on PATH; never in the current folder.</summary>
    private string? Locate(HostEnvironment host)
    {
        if (Path.GetFileName(Command) != Command)
            return Path.GetFullPath(Command, host.CurrentDirectory);

        string[] beside = HostDirectory is null ? [] : [Path.Combine(HostDirectory, Command), Path.Combine(HostDirectory, $"{Command}.exe")];
        return beside.FirstOrDefault(Executable.IsExecutable) ?? Executable.Find(Command, host);
    }

    /// <summary>
    /// What debuggers reach this process by. The runtime of the program, which has the same number, makes its own under the
    /// same names, and takes none that is there: it could not be diagnosed, and these would stay for good.
    /// </summary>
    [UnsupportedOSPlatform("windows")]
    private static void RemoveDiagnosticFiles(string folder)
    {
        try
        {
            string[] files =
            [
                .. Directory.EnumerateFiles(folder, $"dotnet-diagnostic-{Posix.ProcessId}-*-socket"),
                .. Directory.EnumerateFiles(folder, $"clr-debug-pipe-{Posix.ProcessId}-*"),
            ];
            foreach (string file in files)
                File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Diagnosis is off, or its files are elsewhere.
        }
    }

    /// <summary>
    /// Windows cannot replace a process, so this one waits. Ctrl-C and Ctrl-Break reach both, and only the program decides
    /// what they mean.
    /// </summary>
    /// <param name="program">Its path.</param>
    /// <param name="reportFailure">Told why it does not start.</param>
    /// <param name="whileRunning">What to do with its outputs; null where it has those of this process.</param>
    private int Start(string program, Action<string> reportFailure, Action<Process>? whileRunning = null)
    {
        if (ChildProcess.IsBatchFile(program) && Arguments.FirstOrDefault(ChildProcess.NeedsCareInBatch) is { } argument)
        {
            reportFailure($"it is a batch file, and cmd.exe would read a part of the argument {argument} as a command. Start it as: cmd /c {Command} …");
            return NotExecutable;
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);
        using PosixSignalRegistration quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, static signal => signal.Cancel = true);
        ProcessStartInfo start = ArgumentText.Length > 0 ? new(program, ArgumentText) : new(program, Arguments);
        start.UseShellExecute = false;
        start.RedirectStandardOutput = start.RedirectStandardError = whileRunning is not null;
        start.Environment.Clear();
        foreach ((string name, string value) in Environment)
            start.Environment[name] = value;
        using WindowsJob? job = OperatingSystem.IsWindows() ? WindowsJob.OfThisProcess() : null;
        try
        {
            using Process process = Process.Start(start)!;
            // The window is closed, or the session: Windows ends this process when this returns, and the program with it.
            using PosixSignalRegistration closed = PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => process.WaitForExit());
            using PosixSignalRegistration shutdown = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => process.WaitForExit());
            whileRunning?.Invoke(process);
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (Win32Exception e)
        {
            reportFailure(Marshal.GetPInvokeErrorMessage(e.NativeErrorCode));
            return e.NativeErrorCode is 2 or 3 ? NotFound : NotExecutable; // ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND
        }
        finally
        {
            if (OperatingSystem.IsWindows())
                job?.Release();
        }
    }
}
