using LlamaEnv.Diagnostics;

namespace LlamaEnv.Ci;

/// <summary>A CI system, as the list of them knows it: what a message must say there that it need not say elsewhere.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="IsHere">Whether this run is on it.</param>
/// <param name="ExplainMapping">How a secret gets into a variable there: a sentence without its full stop.</param>
internal sealed record CiSystem(string Name, Func<HostEnvironment, bool> IsHere, Func<Variable, HostEnvironment, string> ExplainMapping)
{
    /// <summary>Why this run gets no secrets, as a sentence without its full stop; null where it may have them, or where nobody can tell.</summary>
    internal Func<HostEnvironment, string?> ExplainWithholding { get; init; } = static _ => null;

    /// <summary>The line of output that it takes for an annotation; null where it has none for this diagnostic.</summary>
    internal Func<Diagnostic, HostEnvironment, string?> Annotate { get; init; } = static (_, _) => null;

    /// <summary>Every system.</summary>
    internal static IReadOnlyList<CiSystem> All { get; } = [GitHubActions.Kind, AzurePipelines.Kind, GitLabCi.Kind, TeamCity.Kind];

    /// <summary>The one that runs this, or null.</summary>
    internal static CiSystem? Find(HostEnvironment host) => All.FirstOrDefault(s => s.IsHere(host));

    /// <summary>Whether a variable says true, in whatever case the system writes it.</summary>
    internal static bool IsTrue(HostEnvironment host, string name) => string.Equals(host.Get(name), "true", StringComparison.OrdinalIgnoreCase);
}
