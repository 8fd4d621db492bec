using LlamaEnv.Cloud.Client;
using LlamaEnv.Diagnostics;
using LlamaEnv.Tool.Formatting;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary>The project a command is about, where none was named.</summary>
internal static class ProjectChoice
{
    /// <summary>The only one, or the one that is picked.</summary>
    /// <param name="projects">What there is to choose from.</param>
    /// <param name="origin">The server whose they are.</param>
    /// <param name="current">The id it starts from.</param>
    /// <param name="argument">What to pass on the command line instead.</param>
    /// <param name="terminal">Where to ask.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="DiagnosticException">There is none, or nobody to ask.</exception>
    internal static CloudProject Choose(IReadOnlyList<CloudProject> projects, string origin, string? current, string argument, UserTerminal terminal, CancellationToken cancellationToken)
    {
        if (projects.Count == 0)
            throw new DiagnosticException(Findings.NoProjects(origin));
        if (projects.Count == 1)
            return projects[0];

        List<Choice<CloudProject>> choices = [.. projects.Select(p =>
            new Choice<CloudProject>(p, FormattableString.Invariant($"{Redacted.Name(p.Name)}  {Redacted.Project(p.Id)} ({p.DeploymentCount} deployments){(p.Id == current ? " [current]" : "")}")))];
        return Picker.Pick(terminal, "Select a project", choices, choices.FindIndex(c => c.Value.Id == current), argument, "dotnet llama-env projects get", cancellationToken);
    }
}
