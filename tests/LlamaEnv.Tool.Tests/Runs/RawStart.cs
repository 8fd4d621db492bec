using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace LlamaEnv.Tool.Tests.Runs;

/// <summary>Starts a program with exactly these bytes, and sees how it ends as its parent does. A string is bytes in Latin 1.</summary>
internal sealed record RawStart(Store Store)
{
    /// <summary>Entry by entry: a name may be there twice, or not at all.</summary>
    internal IReadOnlyList<string> Environment { get; init; } = [];

    internal string Input { get; init; } = "";

    /// <summary>Standard streams that are closed.</summary>
    internal IReadOnlyList<int> Closed { get; init; } = [];

    /// <summary>Status, process, and what it printed; a signal that ended it is a negative status.</summary>
    internal sealed record Result(int Status, int Process, string Output, string Error);

    /// <summary>Bytes of UTF-8 as such a string.</summary>
    internal static string Utf8(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    internal Result Run(params IReadOnlyList<string> command)
    {
        string job = JsonSerializer.Serialize(new
        {
            command,
            environment = (string[])
            [
                $"PATH={System.Environment.GetEnvironmentVariable("PATH")}", $"HOME={Store.Root}", $"LLAMACTL_CONFIG_DIR={Store.Directory}", $"DOTNET_ROOT={CleanEnvironment.DotnetRoot}",
                .. Store.Environment.Select(static v => $"{v.Key}={v.Value}"), .. Environment,
            ],
            input = Input,
            closed = Closed,
        });
        using Process python = StartPython();
        python.StandardInput.Write(job);
        python.StandardInput.Close();
        JsonElement result = JsonDocument.Parse(Built.Wait(python).Exits(0).Output).RootElement;
        return new Result(result.GetProperty("status").GetInt32(), result.GetProperty("process").GetInt32(), result.GetProperty("output").GetString()!, result.GetProperty("error").GetString()!);
    }

    private Process StartPython()
    {
        try
        {
            return Built.Start(Store, Python.Program, Path.Combine(AppContext.BaseDirectory, "Terminals", "start.py"));
        }
        catch (Win32Exception)
        {
            Assert.Inconclusive("Python is not installed.");
            throw;
        }
    }
}
