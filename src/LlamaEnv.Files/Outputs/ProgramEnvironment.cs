using System.Diagnostics.CodeAnalysis;

namespace LlamaEnv.Files.Outputs;

/// <summary>What the output <c>run</c> makes of an environment: the one that the program gets.</summary>
internal static class ProgramEnvironment
{
    /// <summary>The variable by which <c>dotnet run</c> and <c>dotnet test</c> say that a launch profile is in the environment.</summary>
    internal const string LaunchProfileName = "DOTNET_LAUNCH_PROFILE";

    /// <summary>
    /// The environment without references to variables that are not set. In <c>reference</c> mode a launch profile has
    /// <c>%LLAMA_CLOUD_API_KEY%</c>, for IDEs; of what is not set <c>dotnet run</c> leaves it as it stands.
    /// </summary>
    internal static HostEnvironment WithoutOpenReferences(HostEnvironment host) => string.IsNullOrEmpty(host.Get(LaunchProfileName)) ? host : host with
    {
        Variables = [.. host.Variables.Where(static v => !v.Value.Equals($"%{v.Key}%", StringComparison.OrdinalIgnoreCase))],
    };

    /// <summary>
    /// The environment with the values in it. Of key, URL and project, one that does not belong to the set goes, and with it
    /// every other spelling, as those count as well.
    /// </summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "Where the values leave: into the environment of the program.")]
    internal static Dictionary<string, string> Make(HostEnvironment host, IReadOnlyList<Credential> credentials)
    {
        Dictionary<string, string> environment = new(host.Platform == HostPlatform.Windows ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        bool hasSet = credentials.Any(static c => c.Variable == Variable.ApiKey);
        HashSet<string> ours = new(credentials.Select(static c => c.Variable.Name), StringComparer.OrdinalIgnoreCase);
        if (hasSet)
            ours.UnionWith(Variable.All.Select(static v => v.Name));

        foreach ((string name, string value) in host.Variables)
        {
            if (!ours.Contains(name) && name != StartedProgram.Marker)
                environment[name] = value;
        }

        foreach (Credential credential in credentials)
            environment[credential.Variable.Name] = credential.Value.Reveal();
        if (hasSet)
            environment[StartedProgram.Marker] = StartedProgram.MarkerValue;
        return environment;
    }
}
