namespace LlamaEnv;

/// <summary>
/// The key with the URL and project that belong to it. A set comes whole from one source: a key paired with another
/// source's URL or project is the mistake this project exists to prevent.
/// </summary>
/// <param name="ApiKey">The key, never empty.</param>
/// <param name="BaseUrl">The URL; empty where the source has none.</param>
/// <param name="ProjectId">The project; empty where the source has none.</param>
internal sealed record CredentialSet(Secret ApiKey, Secret BaseUrl, Secret ProjectId)
{
    internal IEnumerable<Credential> From(string source)
    {
        yield return new Credential(Variable.ApiKey, ApiKey, source);
        if (!BaseUrl.IsEmpty)
            yield return new Credential(Variable.BaseUrl, BaseUrl, source);
        if (!ProjectId.IsEmpty)
            yield return new Credential(Variable.ProjectId, ProjectId, source);
    }
}
