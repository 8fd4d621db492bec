using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace LlamaEnv.Tool.Tests;

/// <summary>Runs a program at a terminal as the system has them, by way of Python, and types there.</summary>
internal sealed record PseudoTerminal(Store Store, string Program, params string[] Arguments)
{
    internal int Columns { get; init; } = 80;

    internal int Rows { get; init; } = 24;

    internal Dictionary<string, string> Environment { get; init; } = [];

    /// <summary>Types <paramref name="keys"/> when <paramref name="prompt"/> has appeared.</summary>
    internal Outcome Type(string prompt, string keys) => Type([[prompt, keys]]);

    /// <summary>Waits for a text and types then, step by step; a third text is a signal to send.</summary>
    internal Outcome Type(params string[][] steps)
    {
        Dictionary<string, string> environment = new(Environment) { ["LLAMACTL_CONFIG_DIR"] = Store.Directory };
        environment.TryAdd("TERM", "xterm-256color");
        // Words alone, on a machine of any locale, where a test is about nothing else.
        environment.TryAdd("NO_COLOR", "1");
        environment.TryAdd("LC_ALL", "C");
        string job = JsonSerializer.Serialize(new
        {
            // Its settings are compared as stty prints them. The shell stays when a signal ends the program.
            command = (string[])["/bin/sh", "-c", "trap : TERM HUP INT; before=$(stty -g); \"$0\" \"$@\"; code=$?; [ \"$before\" = \"$(stty -g)\" ] && echo terminal as before; exit $code", Program, .. Arguments],
            columns = Columns,
            rows = Rows,
            environment,
            steps,
        });
        using Process python = StartPython();
        python.StandardInput.Write(job);
        python.StandardInput.Close();
        Outcome run = Built.Wait(python).Exits(0);
        JsonElement result = JsonDocument.Parse(run.Output).RootElement;
        string output = result.GetProperty("output").GetString()!.Replace("\r\n", "\n", StringComparison.Ordinal);
        Assert.Contains("terminal as before", output);
        // No colours, no hidden cursor, no cleared window: nothing that this terminal would have to put back.
        Assert.AreEqual("", string.Join(' ', result.GetProperty("unknown").EnumerateArray()).Replace('\e', '^'));
        return new Outcome(Program, result.GetProperty("exit").GetInt32(), output, "") { Screens = [.. result.GetProperty("screens").EnumerateArray().Select(static screen => screen.GetString()!)] };
    }

    private Process StartPython()
    {
        try
        {
            return Built.Start(Store, Python.Program, Path.Combine(AppContext.BaseDirectory, "Terminals", "drive.py"));
        }
        catch (Win32Exception)
        {
            Assert.Inconclusive("Python is not installed.");
            throw;
        }
    }
}
