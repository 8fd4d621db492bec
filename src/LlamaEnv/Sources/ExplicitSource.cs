namespace LlamaEnv.Sources;

/// <summary>The values that are no secrets and stand in the project or on the command line, and the one default.</summary>
internal static class ExplicitSource
{
    internal static Credential BaseUrlDefault { get; } = new(Variable.BaseUrl, new Secret(Variable.DefaultBaseUrl), "default");

    internal static Credential? BaseUrl(Settings settings) => From(Variable.BaseUrl, settings.BaseUrl, "LlamaEnvBaseUrl / --base-url");

    internal static Credential? Project(Settings settings) => From(Variable.ProjectId, settings.Project, "LlamaEnvProject / --project");

    private static Credential? From(Variable variable, string? text, string source) =>
        string.IsNullOrEmpty(text) ? null : new Credential(variable, new Secret(text), source) { IsExplicit = true };
}
