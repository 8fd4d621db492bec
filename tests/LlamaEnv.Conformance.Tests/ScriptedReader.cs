using System.ComponentModel;

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

        try
        {
            Dictionary<string, string> environment = new(Variables) { ["LANG"] = "C.UTF-8", ["PATH"] = "" };
            Outcome outcome = new Command(command, [.. arguments, folder]) { Directory = folder, Environment = environment }.Run();
            return outcome.ExitCode switch
            {
                0 => Parse(outcome.Output),
                NotInstalled => ReaderRun.NotHere(outcome.Error.Trim()),
                _ => throw new InvalidOperationException($"{Name} failed: {outcome}"),
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
