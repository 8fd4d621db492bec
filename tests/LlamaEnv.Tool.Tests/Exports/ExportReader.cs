using System.ComponentModel;
using LlamaEnv.Tool.Exports;

namespace LlamaEnv.Tool.Tests.Exports;

/// <summary>What reads a document: a program where there is one for it on this machine, else its rules written once more.</summary>
/// <param name="Name">As the table in the manual calls it.</param>
/// <param name="Format">What it reads.</param>
/// <param name="Read">From the document's path to the variables it got.</param>
internal sealed record ExportReader(string Name, string Format, Func<string, Task<Dictionary<string, string>>> Read)
{
    /// <summary>Whether it is the program itself, and not its rules.</summary>
    internal bool IsReal { get; init; } = true;

    /// <summary>Every reader, in the order of the formats.</summary>
    internal static IReadOnlyList<ExportReader> All { get; } = [.. ExportFormat.All.SelectMany(format => ((IEnumerable<ExportReader>)
    [
        .. ShellReaders.All, .. PowerShellReaders.All, .. DataReaders.All, .. ContainerReaders.All, .. DotNetReaders.All, .. RuleReaders.All,
    ]).Where(reader => reader.Format == format.Name))];

    /// <summary>The variables as it has them; ends the test as inconclusive where it is not on this machine.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> ReadAsync(string document)
    {
        using TempFolder folder = new();
        return await Read(folder.Write(Format == "powershell" ? "export.ps1" : "export", document));
    }

    /// <summary>Runs a program in the document's folder, which prints <c>NAME=value</c> and NUL for each variable.</summary>
    internal static Dictionary<string, string> Run(string path, string program, params string[] arguments) => Parse(Start(path, program, arguments));

    /// <summary>What it prints.</summary>
    internal static string Start(string path, string program, params string[] arguments)
    {
        if (OperatingSystem.IsWindows())
            Assert.Inconclusive("It is run on Unix only.");

        string folder = Path.GetDirectoryName(path)!;
        Dictionary<string, string> environment = new()
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
            ["HOME"] = folder,
            ["LANG"] = "C.UTF-8",
            ["DOTNET_ROOT"] = CleanEnvironment.DotnetRoot,
            ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
            ["POWERSHELL_UPDATECHECK"] = "Off",
        };
        try
        {
            Outcome run = new Command(program, arguments) { Directory = folder, Environment = environment }.Run();
            if (run.ExitCode == NotInstalled)
                Assert.Inconclusive($"{run.Error.Trim()}; .ci/readers installs it");
            return run.Exits(0).Output;
        }
        catch (Win32Exception)
        {
            Assert.Inconclusive($"There is no {program}; .ci/readers installs it.");
            throw;
        }
    }

    internal static Dictionary<string, string> Parse(string output) => output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
        .Select(static record => record.Split('=', 2))
        .ToDictionary(static parts => parts[0], static parts => parts[1]);

    /// <summary>What a script exits with where its library is missing.</summary>
    private const int NotInstalled = 77;
}
