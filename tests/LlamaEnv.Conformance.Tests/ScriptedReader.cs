using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace LlamaEnv.Conformance.Tests;

/// <summary>
/// A reader in a process of its own, which gets the folder as its last argument. It prints records that end in NUL: <c>I</c>
/// its version, <c>F</c> the name of a file, then for that file <c>V</c> <c>NAME=value</c> for each variable, or <c>E</c>
/// if it does not accept the file. It exits with 77, and says why on standard error, where the library is not there.
/// </summary>
internal sealed class ScriptedReader(string name, string command, params string[] arguments) : Reader(name)
{
    private const int NotInstalled = 77;

    /// <summary>The whole environment of the process, but for the encoding: what is set there could get into values.</summary>
    internal Dictionary<string, string> Variables { get; init; } = [];

    private protected override ReaderRun Read(string folder)
    {
        if (OperatingSystem.IsWindows())
            return ReaderRun.NotHere("is run on Unix only");

        ProcessStartInfo start = new(command, [.. arguments, folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        start.Environment.Clear();
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["PATH"] = "";
        foreach ((string variable, string value) in Variables)
            start.Environment[variable] = value;

        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode switch
            {
                0 => Parse(output),
                NotInstalled => ReaderRun.NotHere(errors.Result.Trim()),
                _ => throw new InvalidOperationException($"{Name} failed with exit code {process.ExitCode}: {errors.Result}"),
            };
        }
        catch (Win32Exception)
        {
            return ReaderRun.NotHere($"there is no {command}");
        }
    }

    private static ReaderRun Parse(string output)
    {
        string version = "";
        Dictionary<string, Reading> files = [];
        Reading reading = new();
        foreach (string record in output.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            string text = record[1..];
            switch (record[0])
            {
                case 'I':
                    version = text;
                    break;
                case 'F':
                    files[text] = reading = new Reading();
                    break;
                case 'V':
                    int equals = text.IndexOf('=', StringComparison.Ordinal);
                    reading.Variables[text[..equals]] = text[(equals + 1)..];
                    break;
                case 'E':
                    reading.IsRefused = true;
                    break;
            }
        }

        return new ReaderRun(version, files);
    }
}
