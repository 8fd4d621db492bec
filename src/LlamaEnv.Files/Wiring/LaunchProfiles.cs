using LlamaEnv.Files.Formats;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Files.Sources;
using LlamaEnv.Validation;

namespace LlamaEnv.Files.Wiring;

/// <summary>What launch profiles are for.</summary>
internal static class LaunchProfiles
{
    /// <summary>Names that profiles have for one environment, beside those that there are files for.</summary>
    private static readonly string[] s_environments = ["Staging", "Production"];

    private static readonly string[] s_variables = ["DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"];

    /// <summary>Whether a profile is for another environment than this build, by its name or by the variable that tells the program.</summary>
    internal static bool IsForAnother(JsonFile.Member profile, Plan plan)
    {
        string ours = plan.EnvironmentName ?? EnvironmentNames.Development;
        JsonFile.Node? variables = profile.Value.Find("environmentVariables");
        if (s_variables.Select(name => variables?.Find(name)?.Text).FirstOrDefault(static text => !string.IsNullOrEmpty(text)) is { } told)
            return !EnvironmentNames.AreSame(told, ours);

        return !EnvironmentNames.AreSame(profile.Name, ours) && EnvironmentNames.IsName(profile.Name)
            && (s_environments.Contains(profile.Name, StringComparer.OrdinalIgnoreCase) || EnvironmentFiles.Exist(plan.EnvFile, profile.Name));
    }
}
