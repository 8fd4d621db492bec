using System.Diagnostics;
using System.Text;

namespace LlamaEnv.TestKit;

/// <summary>A program, its arguments and the environment it gets: by default ours without LlamaCloud, git and build settings.</summary>
public sealed record Command(string Program, params string[] Arguments)
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Where it runs.</summary>
    public required string Directory { get; init; }

    /// <summary>All of its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = CleanEnvironment.Create();

    /// <summary>The same with another variable; null removes one.</summary>
    public Command With(string name, string? value)
    {
        Dictionary<string, string> environment = new(Environment);
        if (value is null)
            environment.Remove(name);
        else
            environment[name] = value;
        return this with { Environment = environment };
    }

    /// <summary>Starts it, with all three streams in the test's hands.</summary>
    public Process Start()
    {
        ProcessStartInfo start = new(Program, Arguments)
        {
            WorkingDirectory = Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Whatever the locale of these tests is.
            StandardOutputEncoding = OperatingSystem.IsWindows() ? null : s_utf8,
            StandardErrorEncoding = OperatingSystem.IsWindows() ? null : s_utf8,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in Environment)
            start.Environment[name] = value;

        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end, with <paramref name="input"/> on standard input.</summary>
    public Outcome Run(string input = "")
    {
        using Process process = Start();
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of it.
        }

        return Outcome.Of(process);
    }
}
