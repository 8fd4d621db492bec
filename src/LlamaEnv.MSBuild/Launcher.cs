using LlamaEnv.Diagnostics;
using LlamaEnv.Files;
using LlamaEnv.Files.IO;
using LlamaEnv.Files.Outputs;

namespace LlamaEnv.MSBuild;

/// <summary>
/// Starts a project's program with the variables in its environment, as they are at this moment. It is told paths and names
/// alone: its command line can be seen by others.
/// </summary>
internal static class Launcher
{
    /// <param name="project">The project's settings, as <see cref="Settings.Parse"/> reads them, in the targets' escapes.</param>
    /// <param name="command">The program, in the same escapes.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The program's exit code; on Unix that of a failure only, as this process becomes the program.</returns>
    internal static int Start(string project, string command, IReadOnlyList<string> arguments)
    {
        Settings settings = Settings.Parse(Unescape(project)).With(Setting.Outputs, OutputKind.None.Name);
        string? origin = settings[Setting.ProjectFile];
#pragma warning disable CA1031 // An exception that nothing expected is shown by its type only: its message could hold a value.
        try
        {
            string directory = settings[Setting.ProjectDirectory]!;
            HostEnvironment host = ProgramEnvironment.WithoutOpenReferences(HostEnvironment.Capture(FindCurrentDirectory(directory)));
            InjectResult result = Injector.Inject(settings, directory, host);
            Report(result, settings.BuildWarnings, origin);
            if (!result.Succeeded)
                return 1;

            string text = arguments.Count > 0 ? TextBehind($"{project} {command}") : LaunchArguments.Find(host.Get(ProgramEnvironment.LaunchProfileName), directory, origin, host);
            ProgramStart start = new()
            {
                Command = Unescape(command),
                Arguments = arguments.Count > 0 ? arguments : LaunchArguments.Split(text),
                ArgumentText = text,
                Environment = OperatingSystem.IsWindows() ? ProgramEnvironment.Make(host, result.Credentials) : [],
                EnvironmentBlock = OperatingSystem.IsWindows() ? [] : ProgramEnvironment.MakeBlock(ProcessText.ReadEnvironment(), host, result.Credentials, isMarked: true),
                HostDirectory = Path.GetDirectoryName(Environment.ProcessPath),
            };
            return start.Run(host, reason => Report(new InjectResult([], [], [], [Findings.NotStarted(start.Command, reason)]).Redact(host), settings.BuildWarnings, origin));
        }
        catch (Exception e)
        {
            Report(new InjectResult([], [], [], [Diagnostic.ForInternalError(e)]), settings.BuildWarnings, origin);
            return 1;
        }
#pragma warning restore CA1031
    }

    /// <summary>The lines of the build, on standard error: standard output is the program's.</summary>
    private static void Report(InjectResult result, BuildWarnings warnings, string? origin)
    {
        try
        {
            foreach (Diagnostic diagnostic in result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error || !warnings.IsSilent(d.Code)))
            {
                string severity = diagnostic.Severity == DiagnosticSeverity.Notice ? "message" : diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
                Console.Error.WriteLine($"{Diagnostic.OneLine(origin ?? "llama-env")} : {severity} {diagnostic.Code}: {diagnostic.Text}");
            }
        }
        catch (IOException)
        {
            // Standard error is closed: there is nobody to tell.
        }
    }

    /// <summary>Percent escapes with <c>_</c> in place of the sign, which no shell and no build takes for something else.</summary>
    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('_', '%'));

    /// <summary>What stands behind ours on the command line, as it stands there: how Windows takes it apart is each program's own affair.</summary>
    private static string TextBehind(string ours)
    {
        string line = Environment.CommandLine;
        int start = line.IndexOf(ours, StringComparison.Ordinal);
        return start < 0 ? "" : line[(start + ours.Length)..].TrimStart(' ');
    }

    private static string FindCurrentDirectory(string projectDirectory)
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return projectDirectory; // A folder may be deleted under a program.
        }
    }
}
