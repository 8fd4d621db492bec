using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Tool.Projects;

/// <summary>LlamaEnv.Evaluator, which has MSBuild read a project. What goes in and out is in its Program.cs.</summary>
internal static class EvaluatorProcess
{
    // A project names every file that it takes along, and may have many thousands.
    private const int MaxOutputBytes = 64 * 1024 * 1024;

    // A project may name an SDK that is downloaded first.
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(5);

    private static readonly string s_path = Path.Combine(AppContext.BaseDirectory, "evaluator", "LlamaEnv.Evaluator.dll");

    /// <summary>Its response.</summary>
    /// <param name="project">The project.</param>
    /// <param name="properties">What to ask for.</param>
    /// <param name="globalProperties">What the project is evaluated with, each as <c>NAME=VALUE</c>.</param>
    /// <param name="host">Where to look for .NET.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DiagnosticException">It is not there, cannot be started, or ended too early (LLENV0902).</exception>
    internal static EvaluatorResponse Run(ProjectLocation project, IEnumerable<string> properties, IEnumerable<string> globalProperties, HostEnvironment host, CancellationToken cancellationToken)
    {
        if (!File.Exists(s_path))
            throw Unreadable(project, "that needs the .NET SDK, and LlamaEnv.Evaluator from the tool's package, which is not beside this executable");
        string dotnet = DotnetHost.Find(host)
            ?? throw Unreadable(project, "that needs the .NET SDK, and DOTNET_HOST_PATH, DOTNET_ROOT and PATH lead to no dotnet");

        ChildResult result = new ChildProcess
        {
            Program = dotnet,
            Arguments = [s_path, project.File, .. properties, .. globalProperties],
            Directory = project.Directory,
            Environment = MakeEnvironment(host),
            HoldsInput = true,
            WaitsForEnd = true,
            Timeout = s_timeout,
            MaxOutputBytes = MaxOutputBytes,
        }.Run(cancellationToken);
        EvaluatorResponse response = EvaluatorResponse.Parse(result.Output);
        return result.End switch
        {
            ChildEnd.NotStarted => throw Unreadable(project, $"{dotnet} cannot be started"),
            ChildEnd.Stopped => throw Unreadable(project, $"its evaluation was stopped, because it took {s_timeout.TotalMinutes:0} minutes or wrote too much"),
            _ when response.Outcome is [""] => throw Unreadable(project, $"'{dotnet} {s_path}' ended early; it needs the .NET SDK 10 or later"),
            _ => response,
        };
    }

    /// <summary>All that this program was given: the project's build would see it, too.</summary>
    private static Dictionary<string, string> MakeEnvironment(HostEnvironment host)
    {
        Dictionary<string, string> environment = new(host.Platform == HostPlatform.Windows ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (KeyValuePair<string, string> variable in host.Variables)
            environment[variable.Key] = variable.Value;
        return environment;
    }

    private static DiagnosticException Unreadable(ProjectLocation project, string reason) => new(Findings.ProjectUnreadable(project.File, reason));
}
