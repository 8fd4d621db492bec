using System.Diagnostics;

namespace LlamaEnv.Durability.Tests;

/// <summary>A program, its arguments and the environment it gets: ours without LlamaCloud, git and .NET settings.</summary>
internal sealed record Command(string Program, params string[] Arguments)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    internal required string Directory { get; init; }

    /// <summary>Variables laid over the environment; null removes one.</summary>
    internal IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    internal Process Start()
    {
        ProcessStartInfo start = new(Program, Arguments)
        {
            WorkingDirectory = Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(IsUnwanted).ToList())
            start.Environment.Remove(name);

        // Servers that stay behind would keep files of a directory that is about to go.
        start.Environment["DOTNET_ROOT"] = Built.DotnetRoot;
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        foreach ((string name, string? value) in Environment)
            start.Environment[name] = value;

        return Process.Start(start)!;
    }

    internal CommandResult Run()
    {
        using Process process = Start();
        process.StandardInput.Close();
        return CommandResult.Of(process, s_patience);
    }

    internal Command With(string name, string? value) => this with { Environment = new Dictionary<string, string?>(Environment) { [name] = value } };

    internal Command With(CompleteSet set) => set.Variables.Aggregate(this, static (command, variable) => command.With(variable.Key, variable.Value));

    private static bool IsUnwanted(string name) =>
        name.StartsWith("LLAMA", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("GIT_", StringComparison.Ordinal)
        || name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DOTNET_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("TESTINGPLATFORM_", StringComparison.OrdinalIgnoreCase);
}

/// <summary>How a program ended and what it said.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    internal static CommandResult Of(Process process, TimeSpan patience)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} did not end within {patience}.\n{output.Result}{error.Result}");
        }

        return new CommandResult(process.ExitCode, output.Result, error.Result);
    }

    internal CommandResult AssertSucceeded()
    {
        Assert.AreEqual(0, ExitCode, $"{Output}{Error}");
        return this;
    }

    /// <summary>Exit code 1 and exactly this one error.</summary>
    internal CommandResult AssertFailed(string code)
    {
        Assert.AreEqual(1, ExitCode, $"{Output}{Error}");
        Assert.Contains($": error {code}: ", Error);
        Assert.DoesNotContain("error LLENV0999", Error);
        return this;
    }
}
