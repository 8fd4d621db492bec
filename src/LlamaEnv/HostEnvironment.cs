using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace LlamaEnv;

/// <summary>The kinds of machine whose directory rules differ.</summary>
public enum HostPlatform
{
    /// <summary>Linux and every other Unix that is not macOS.</summary>
    Linux,

    /// <summary>macOS.</summary>
    MacOS,

    /// <summary>Windows.</summary>
    Windows,
}

/// <summary>
/// The machine as a value: what a front end saw of it, once. Nothing below a front end asks the process for its
/// environment or its current directory, so that a build with several projects in one process cannot mix them up.
/// </summary>
[SuppressMessage("ApiDesign", "RS0030", Justification = "The one place that asks the process, for the front ends.")]
public sealed record HostEnvironment
{
    /// <summary>The environment block, in its order: of several spellings of one name the last one counts.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Variables { get; init; }

    /// <summary>The directory relative paths in environment variables start from. Absolute.</summary>
    public required string CurrentDirectory { get; init; }

    /// <summary>The user's home directory; empty if the user has none.</summary>
    public required string HomeDirectory { get; init; }

    /// <summary>Whose directory rules hold.</summary>
    public required HostPlatform Platform { get; init; }

    /// <summary>This process's environment, with <paramref name="currentDirectory"/> as the current directory.</summary>
    public static HostEnvironment Capture(string currentDirectory)
    {
        // Loops here and below: a query over pairs is not compiled ahead of time, and every start of the tool waits for it.
        List<KeyValuePair<string, string>> variables = [];
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            variables.Add(new((string)variable.Key, (string?)variable.Value ?? ""));
        return Make(currentDirectory, variables);
    }

    /// <summary>The same with <paramref name="variables"/> as the environment: in a multithreaded build each project has its own.</summary>
    public static HostEnvironment Capture(string currentDirectory, IEnumerable<KeyValuePair<string, string>> variables) => Make(currentDirectory, [.. variables]);

    /// <summary>The value of a variable with exactly this name (on Windows in any case), or null where it is unset.</summary>
    public string? Get(string name) =>
        Last(name, Platform == HostPlatform.Windows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    /// <summary>
    /// The value of a variable with this name in any case, or null where it is unset. Several spellings: the last in the
    /// block counts, even when it is empty, as llamactl reads it.
    /// </summary>
    public string? GetInAnyCase(string name) => Last(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Names and directories only: the block holds every secret of the process.</summary>
    public override string ToString() => $"{Platform}, {CurrentDirectory}, {Variables.Count} variables";

    /// <summary>The system this runs on.</summary>
    internal static HostPlatform ThisPlatform =>
        OperatingSystem.IsWindows() ? HostPlatform.Windows : OperatingSystem.IsMacOS() ? HostPlatform.MacOS : HostPlatform.Linux;

    private static HostEnvironment Make(string currentDirectory, List<KeyValuePair<string, string>> variables)
    {
        HostEnvironment host = new()
        {
            Variables = InBlockOrder(variables),
            CurrentDirectory = currentDirectory,
            HomeDirectory = "",
            Platform = ThisPlatform,
        };
        return host with
        {
            HomeDirectory = host.Get(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") is { Length: > 0 } home
                ? home
                : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
        };
    }

    private string? Last(string name, StringComparison comparison)
    {
        for (int i = Variables.Count - 1; i >= 0; i--)
        {
            if (string.Equals(Variables[i].Key, name, comparison))
                return Variables[i].Value;
        }

        return null;
    }

    /// <summary>
    /// The runtime hands the block out as a hash table. Its order matters only where two spellings of one of our names
    /// are set, and only Linux lets us read it back; elsewhere the canonical upper-case spelling goes last, and so wins.
    /// What was set since the process started is behind the rest, where a block would have it.
    /// </summary>
    private static List<KeyValuePair<string, string>> InBlockOrder(List<KeyValuePair<string, string>> variables)
    {
        HashSet<string> names = new(variables.Count, StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, string> variable in variables)
            names.Add(variable.Key);
        if (OperatingSystem.IsWindows() || names.Count == variables.Count)
            return variables;

        Dictionary<string, int> position = OperatingSystem.IsLinux() ? ReadBlockOrder() : [];
        return [.. variables.OrderBy(v => position.GetValueOrDefault(v.Key, int.MaxValue)).ThenByDescending(v => v.Key, StringComparer.Ordinal)];
    }

    private static Dictionary<string, int> ReadBlockOrder()
    {
        Dictionary<string, int> position = [];
        try
        {
            foreach (string entry in File.ReadAllText("/proc/self/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries))
                position.TryAdd(entry.Split('=')[0], position.Count);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A /proc we may not read only costs the order between spellings.
        }

        return position;
    }
}
