using System.Text.RegularExpressions;

namespace LlamaEnv.Package.Tests;

/// <summary>Lets one project's builds share processes, which no other build can find, and ends them.</summary>
internal sealed partial class MSBuildServer : IDisposable
{
    private readonly TestProject _project;

    /// <param name="project">Whose builds.</param>
    /// <param name="variable">Which of the processes that can stay does the work.</param>
    internal MSBuildServer(TestProject project, string variable)
    {
        _project = project;
        project.Environment.Remove("MSBUILDDISABLENODEREUSE");
        project.Environment[variable] = "1";
        project.Environment["MSBUILDNODEHANDSHAKESALT"] = project.Folder;
        project.With("""
            <UsingTask TaskName="ShowProcess" TaskFactory="RoslynCodeTaskFactory" AssemblyFile="$(MSBuildToolsPath)/Microsoft.Build.Tasks.Core.dll">
              <Task><Code Type="Fragment" Language="cs">Log.LogMessage(MessageImportance.High, "process: " + System.Diagnostics.Process.GetCurrentProcess().Id);</Code></Task>
            </UsingTask>
            <Target Name="ShowProcessOfInjection" AfterTargets="LlamaEnvInject"><ShowProcess /></Target>
            """);
    }

    internal static string ProcessOf(Outcome outcome) => Process().Match(outcome.Output) is { Success: true } match ? match.Value : throw new AssertFailedException(outcome.ToString());

    public void Dispose() => _project.Dotnet("build-server", "shutdown", "--msbuild");

    [GeneratedRegex("process: [0-9]+")]
    private static partial Regex Process();
}
