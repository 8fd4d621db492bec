using System.Diagnostics.CodeAnalysis;
using System.Text;

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
        Variables = [.. host.Variables.Where(static v => !IsOpenReference(v.Key, v.Value))],
    };

    /// <summary>
    /// The environment with the values in it. Of key, URL and project, one that does not belong to the set goes, and with it
    /// every other spelling, as those count as well.
    /// </summary>
    internal static Dictionary<string, string> Make(HostEnvironment host, IReadOnlyList<Credential> credentials)
    {
        Dictionary<string, string> environment = new(host.Platform == HostPlatform.Windows ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        HashSet<string> replaced = FindReplaced(credentials);
        foreach ((string name, string value) in host.Variables)
        {
            if (!replaced.Contains(name))
                environment[name] = value;
        }

        foreach ((string name, string value) in Open(credentials, isMarked: true))
            environment[name] = value;
        return environment;
    }

    /// <summary>
    /// The same as Unix has it, where an entry is any bytes: of <paramref name="inherited"/> all others stay as they are, in
    /// their order.
    /// </summary>
    /// <param name="inherited">What this process was started with.</param>
    /// <param name="host">The same as text, and whether a launch profile is in it.</param>
    /// <param name="credentials">The values.</param>
    /// <param name="isMarked">Whether the program is told that its set was decided.</param>
    internal static List<byte[]> MakeBlock(IReadOnlyList<byte[]> inherited, HostEnvironment host, IReadOnlyList<Credential> credentials, bool isMarked)
    {
        HashSet<string> replaced = FindReplaced(credentials);
        bool hasProfile = !string.IsNullOrEmpty(host.Get(LaunchProfileName));
        List<byte[]> block = new(inherited.Count + credentials.Count + 1);
        foreach (byte[] entry in inherited)
        {
            int end = entry.AsSpan().IndexOf((byte)'=');
            string name = end < 0 ? "" : Encoding.UTF8.GetString(entry, 0, end);
            if (!replaced.Contains(name) && !(hasProfile && IsOpenReference(name, Encoding.UTF8.GetString(entry, end + 1, entry.Length - end - 1))))
                block.Add(entry);
        }

        foreach ((string name, string value) in Open(credentials, isMarked))
            block.Add(Encoding.UTF8.GetBytes($"{name}={value}"));
        return block;
    }

    private static bool IsOpenReference(string name, string value) => value.Equals($"%{name}%", StringComparison.OrdinalIgnoreCase);

    private static HashSet<string> FindReplaced(IReadOnlyList<Credential> credentials)
    {
        HashSet<string> replaced = new(credentials.Select(static c => c.Variable.Name), StringComparer.OrdinalIgnoreCase) { StartedProgram.Marker };
        if (HasSet(credentials))
            replaced.UnionWith(Variable.All.Select(static v => v.Name));
        return replaced;
    }

    private static bool HasSet(IReadOnlyList<Credential> credentials) => credentials.Any(static c => c.Variable == Variable.ApiKey);

    [SuppressMessage("ApiDesign", "RS0030", Justification = "Where the values leave: into the environment of the program.")]
    private static IEnumerable<(string Name, string Value)> Open(IReadOnlyList<Credential> credentials, bool isMarked)
    {
        foreach (Credential credential in credentials)
            yield return (credential.Variable.Name, credential.Value.Reveal());
        if (isMarked && HasSet(credentials))
            yield return (StartedProgram.Marker, StartedProgram.MarkerValue);
    }
}
