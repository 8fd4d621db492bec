using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Resolving;
using LlamaEnv.Sources;

namespace LlamaEnv.Hosting;

/// <summary>Says what was set aside, of the environment or the file, and says something else than what is used.</summary>
internal static class SetAside
{
    internal static Diagnostic? Find(IReadOnlyList<Credential> credentials, CredentialSet? inEnvironment, CredentialSet? inFile, HostEnvironment host, string? file, string? source)
    {
        if (Of(credentials, Variable.ApiKey) is not { } key)
            return null;
        if (key.Source == EnvironmentSource.Name)
            return inFile is null || IsSame(inFile.ApiKey, key) ? null : Findings.EnvironmentOverFile(file, source);

        // With a project it is the user's own word that passed it over (LLAMA_CLOUD_USE_PROFILE).
        if (inEnvironment is { ProjectId: null } && !IsSame(inEnvironment.ApiKey, key))
            return Resolver.ReadUseProfile(host) == true ? null : Findings.KeyAloneSetAside(file, source);
        if (inEnvironment is not null)
            return null;

        Credential url = Of(credentials, Variable.BaseUrl)!;
        if (host.GetInAnyCase(Variable.BaseUrl.Name) is { } unused && url.Value.Ask(text => LostUrl.IsLost(unused, text)))
            return Findings.UrlSetAside(key, url, unused);

        return host.GetInAnyCase(Variable.ProjectId.Name) is { Length: > 0 } project && new Secret(project) != Of(credentials, Variable.ProjectId)?.Value
            ? Findings.ProjectSetAside(key)
            : null;
    }

    private static Credential? Of(IReadOnlyList<Credential> credentials, Variable variable) => credentials.FirstOrDefault(c => c.Variable == variable);

    private static bool IsSame(Credential one, Credential other) => one.Value == other.Value;
}
