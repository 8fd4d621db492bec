using LlamaEnv.Diagnostics;
using LlamaEnv.Sources;

namespace LlamaEnv.Resolving;

/// <summary>
/// The key with the URL and project that belong to it. A set comes whole from one source: a key paired with another
/// source's URL or project is the mistake this project exists to prevent.
/// </summary>
/// <param name="ApiKey">The key, never empty.</param>
/// <param name="BaseUrl">The URL; null where the source has none.</param>
/// <param name="ProjectId">The project; null where the source has none.</param>
internal sealed record CredentialSet(Credential ApiKey, Credential? BaseUrl, Credential? ProjectId)
{
    /// <summary>The source, as messages name it.</summary>
    internal string Source => ApiKey.Source;

    internal IEnumerable<Credential> All => new[] { ApiKey, BaseUrl, ProjectId }.OfType<Credential>();

    /// <summary>The set that a source has; null where it has no key.</summary>
    /// <exception cref="DiagnosticException">What stands there cannot be read.</exception>
    internal static CredentialSet? Of(SourceReading reading) =>
        Find(reading, Variable.ApiKey) is { } key ? new CredentialSet(key, Find(reading, Variable.BaseUrl), Find(reading, Variable.ProjectId)) : null;

    /// <summary>The set of the process environment, for what asks no other source; null where it has no key.</summary>
    internal static CredentialSet? OfEnvironment(HostEnvironment host, CiRun? ci) =>
        Of(new EnvironmentSource().Read(new SourceContext { Host = host, Ci = ci, BaseDirectory = host.CurrentDirectory, EnvFile = "" }, CancellationToken.None));

    internal Credential? Find(Variable variable) => All.FirstOrDefault(c => c.Variable == variable);

    private static Credential? Find(SourceReading reading, Variable variable) => reading.Find(variable).ToCredential(variable);
}
