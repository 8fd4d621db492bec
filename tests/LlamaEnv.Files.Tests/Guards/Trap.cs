using System.Diagnostics;

namespace LlamaEnv.Files.Tests.Guards;

/// <summary>A program that must not be started: it leaves a mark when it is.</summary>
internal sealed class Trap
{
    private readonly string _mark;

    public Trap(TempFolder folder)
    {
        _mark = folder["trapped"];
        Program = Script.Make(folder["trap.sh"], $"touch '{_mark}'\nexit 1\n");
    }

    public string Program { get; }

    /// <summary>A file that is to be made by nobody, either.</summary>
    public string Mark => _mark;

    public bool IsSprung => File.Exists(_mark);

    public void Reset() => File.Delete(_mark);

    /// <summary>Runs a command line that may fail: what it starts is the point.</summary>
    public static void Shell(string directory, string commandLine, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", commandLine]) { WorkingDirectory = directory, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        error.Wait();
        process.WaitForExit();
    }
}
