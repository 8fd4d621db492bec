using System.Globalization;
using LlamaEnv.Diagnostics;
using LlamaEnv.Tool.Terminal;
using LlamaEnv.Validation;

namespace LlamaEnv.Tool.Projects;

/// <summary>Reads a project's <c>LlamaEnv*</c> settings, as the MSBuild of the SDK that would build it evaluates them.</summary>
internal static class ProjectSettings
{
    /// <summary>What the project says, and what was typed over it; null where it cannot be evaluated, which has been told.</summary>
    /// <exception cref="DiagnosticException">It cannot be read (LLENV0902).</exception>
    internal static Settings? Read(ProjectLocation project, Settings options, HostEnvironment host, UserTerminal terminal, CancellationToken cancellationToken)
    {
        ProjectReading reading = Evaluate(project, options, host, cancellationToken);
        reading.Report(terminal);
        return reading.Settings;
    }

    /// <summary>The same, without telling anybody.</summary>
    /// <exception cref="DiagnosticException">It cannot be read (LLENV0902).</exception>
    internal static ProjectReading Evaluate(ProjectLocation project, Settings options, HostEnvironment host, CancellationToken cancellationToken)
    {
        EvaluatorResponse response = EvaluatorProcess.Run(project, PropertyNames(), GlobalProperties(options, host), host, cancellationToken);
        switch (response.Outcome)
        {
            case ["end"]:
                Settings settings = (Settings.FromProperties(response.Property, response.List) with { Variables = [.. response.Variables] })
                    .With(Setting.ProjectFile, project.File)
                    .With(Setting.ShippedFiles, [.. response.ShippedFiles]);
                return new ProjectReading(settings.OverriddenBy(options)) { Warning = response.Partial is { } file ? Findings.ProjectPartlyRead(project.File, file) : null };
            case ["invalid", var culprit, var line, var column, { Length: > 0 } code]:
                return new ProjectReading(null) { Error = new(culprit, int.Parse(line, CultureInfo.InvariantCulture), int.Parse(column, CultureInfo.InvariantCulture), code) };
            case ["invalid", ..]:
                throw new DiagnosticException(Findings.ProjectUnreadable(project.File, $"the SDK cannot make a project of it; 'dotnet build {ShellWord.Quote(Path.GetFileName(project.File))}' says why"));
            case ["no-sdk"]:
                throw new DiagnosticException(Findings.ProjectUnreadable(project.File, "the .NET SDK it needs is not installed; a global.json may ask for a version of its own"));
            case ["failed", var type]:
                throw new DiagnosticException(Findings.ProjectUnreadable(project.File, $"its evaluation failed ({type})"));
            default:
                throw new DiagnosticException(Findings.ProjectUnreadable(project.File, "the program that reads it ended early"));
        }
    }

    /// <summary>
    /// The environment, on which a project's other settings depend. Not the other options: they are free text, which may hold
    /// a key and would stand on the command line of the SDK and in its logs. What is no name is reported with the settings.
    /// </summary>
    private static string[] GlobalProperties(Settings options, HostEnvironment host) =>
        EnvironmentNames.Parse(options, host, []) is { } name ? [$"{Setting.EnvironmentName.Name}={name}"] : [];

    /// <summary>The names of all properties that are settings: what the settings ask for when they are filled.</summary>
    private static List<string> PropertyNames()
    {
        List<string> names = [];
        _ = Settings.FromProperties(
            name =>
            {
                names.Add(name);
                return null;
            },
            name =>
            {
                names.Add(name);
                return [];
            });
        return names;
    }
}
