namespace LlamaEnv.Sources;

/// <summary>The values that are no secrets and stand in the project or on the command line, and the one default.</summary>
internal static class ExplicitSource
{
    internal static Credential BaseUrlDefault { get; } = new(Variable.BaseUrl, new Secret(Variable.DefaultBaseUrl), "default");

    internal static Credential? BaseUrl(Settings settings) => From(Variable.BaseUrl, Setting.BaseUrl, settings);

    internal static Credential? Project(Settings settings) => From(Variable.ProjectId, Setting.Project, settings);

    private static Credential? From(Variable variable, TextSetting setting, Settings settings) =>
        settings[setting] is { Length: > 0 } text ? new Credential(variable, new Secret(text), $"{setting.Name} / {setting.Option}") { IsExplicit = true } : null;
}
