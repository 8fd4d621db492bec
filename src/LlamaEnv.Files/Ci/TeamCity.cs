namespace LlamaEnv.Files.Ci;

/// <summary>TeamCity: https://www.jetbrains.com/help/teamcity/predefined-build-parameters.html. No variable tells of forks.</summary>
internal static class TeamCity
{
    internal static CiSystem Kind { get; } = new("TeamCity", static host => !string.IsNullOrEmpty(host.Get("TEAMCITY_VERSION")), static _ => Mapping);

    private const string Mapping = """In TeamCity, add the parameter env.{name} of type Password to the build configuration or its project (Kotlin: params { password("env.{name}", "credentialsJSON:...") })""";
}
