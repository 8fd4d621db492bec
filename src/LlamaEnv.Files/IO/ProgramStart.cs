using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LlamaEnv.Files.IO;

/// <summary>A program that takes this process's place: its streams, its terminal, its signals, its exit code.</summary>
internal sealed record ProgramStart
{
    private const int NotExecutable = 126;
    private const int NotFound = 127;

    /// <summary>As it was asked for: a path, or a name to look for.</summary>
    internal required string Command { get; init; }

    internal required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The same as they stood on a command line, which is what Windows hands to a program.</summary>
    internal required string ArgumentText { get; init; }

    /// <summary>All of its environment.</summary>
    internal required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The folder to look for a name in, before PATH; null where there is none.</summary>
    internal string? Directory { get; init; }

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

        return OperatingSystem.IsWindows() ? Start(program, reportFailure) : Become(program, reportFailure);
    }

    /// <summary>A path as it is, from the current folder. A name is looked for beside the host, then on PATH; never in the current folder.</summary>
    private string? Locate(HostEnvironment host)
    {
        if (Path.GetFileName(Command) != Command)
            return Path.GetFullPath(Command, host.CurrentDirectory);

        string[] beside = Directory is null ? [] : [Path.Combine(Directory, Command), Path.Combine(Directory, $"{Command}.exe")];
        return beside.FirstOrDefault(Executable.IsExecutable) ?? Executable.Find(Command, host);
    }

    private int Become(string program, Action<string> reportFailure)
    {
        int error = OperatingSystem.IsWindows() ? 0 : Posix.Become(program, [Command, .. Arguments], [.. Environment.Select(static v => $"{v.Key}={v.Value}")]);
        reportFailure(Marshal.GetPInvokeErrorMessage(error));
        return error == Posix.NotFound ? NotFound : NotExecutable;
    }

    /// <summary>
    /// Windows cannot replace a process, so this one waits. Ctrl-C and Ctrl-Break reach both, and only the program decides
    /// what they mean.
    /// </summary>
    private int Start(string program, Action<string> reportFailure)
    {
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);
        using PosixSignalRegistration quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, static signal => signal.Cancel = true);
        ProcessStartInfo start = new(program) { Arguments = ArgumentText, UseShellExecute = false };
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
