using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace LlamaEnv.Files.IO;

/// <summary>A program that takes this process's place: its streams, its terminal, its signals, its exit code.</summary>
internal sealed record ProgramStart
{
    private const int NotExecutable = 126;
    private const int NotFound = 127;

    /// <summary>As it was asked for: a path, or a name to look for.</summary>
    internal required string Command { get; init; }

    internal required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The same as they stood on a command line, which is what Windows hands to a program; empty where that is not known.</summary>
    internal required string ArgumentText { get; init; }

    /// <summary>All of its environment.</summary>
    internal required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The folder to look for a name in, before PATH; null where there is none.</summary>
    internal string? HostDirectory { get; init; }

    /// <summary>
    /// Its exit code. On Unix this returns only where it was not started, because there the process becomes the program.
    /// </summary>
    internal int Run(HostEnvironment host, Action<string> reportFailure)
    {
        if (Locate(host) is not { } program)
        {
            reportFailure("it is not on PATH");
            return NotFound;
        }

        if (OperatingSystem.IsWindows())
            return Start(program, reportFailure);

        RemoveDiagnosticFiles(host.Get("TMPDIR") is { Length: > 0 } folder ? folder : "/tmp");
        int error = Posix.Become(program, [Command, .. Arguments], [.. Environment.Select(static v => $"{v.Key}={v.Value}")]);
        reportFailure(Marshal.GetPInvokeErrorMessage(error));
        return error == Posix.NotFound ? NotFound : NotExecutable;
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
    private int Start(string program, Action<string> reportFailure)
    {
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);
        using PosixSignalRegistration quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, static signal => signal.Cancel = true);
        ProcessStartInfo start = ArgumentText.Length > 0 ? new(program, ArgumentText) : new(program, Arguments);
        start.UseShellExecute = false;
        start.Environment.Clear();
        foreach ((string name, string value) in Environment)
            start.Environment[name] = value;
        try
        {
            using Process process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (Win32Exception e)
        {
            reportFailure(Marshal.GetPInvokeErrorMessage(e.NativeErrorCode));
            return e.NativeErrorCode is 2 or 3 ? NotFound : NotExecutable; // ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND
        }
    }
}
