namespace LlamaEnv.Files.Ci;

/// <summary>A CI system, as the list of them knows it: what a message must say there that it need not say elsewhere.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="IsHere">Whether this run is on it.</param>
/// <param name="ExplainMapping">How a secret gets into a variable there, as <see cref="CiRun.Mapping"/> says it.</param>
internal sealed record CiSystem(string Name, Func<HostEnvironment, bool> IsHere, Func<HostEnvironment, string> ExplainMapping)
{
    /// <summary>Why this run gets no secrets, as a sentence without its full stop; null where it may have them, or where nobody can tell.</summary>
    internal Func<HostEnvironment, string?> ExplainWithholding { get; init; } = static _ => null;

    /// <summary>Every system.</summary>
    internal static IReadOnlyList<CiSystem> All { get; } = [GitHubActions.Kind, AzurePipelines.Kind, GitLabCi.Kind, TeamCity.Kind];

    /// <summary>What there is to know of the system that runs this, or null.</summary>
    internal static CiRun? FindRun(HostEnvironment host) => All.FirstOrDefault(s => s.IsHere(host))?.RunOn(host);

    internal CiRun RunOn(HostEnvironment host) => new(Name, ExplainMapping(host), new Lazy<string?>(() => ExplainWithholding(host)));

    /// <summary>Whether a variable says true, in whatever case the system writes it.</summary>
    internal static bool IsTrue(HostEnvironment host, string name) => string.Equals(host.Get(name), "true", StringComparison.OrdinalIgnoreCase);
}
