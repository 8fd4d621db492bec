using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files;

namespace LlamaEnv.Fuzz;

/// <summary>A project and an environment in a folder, both made by chance, and the rules that hold when the credentials are injected.</summary>
internal sealed class Machine
{
    private readonly string _root;
    private readonly Dictionary<string, string> _properties = [];
    private readonly List<KeyValuePair<string, string>> _environment = [];

    internal Machine(string root, Canary canary)
    {
        _root = root;
        Canary = canary;
        Snapshot.Clear(root);
        Directory.CreateDirectory(Project);
        Set("HOME", Path.Combine(root, "home"));
        Set("LLAMACTL_CONFIG_DIR", Path.Combine(root, "llamactl"));
    }

    internal Canary Canary { get; }

    internal string Project => Path.Combine(_root, "project");

    internal string EnvFile => Path.Combine(Project, ".env");

    internal string LaunchSettings => Path.Combine(Project, "Properties", "launchSettings.json");

    internal string UserSecrets => Path.Combine(_root, "home", ".microsoft", "usersecrets", "fuzz", "secrets.json");

    internal List<VariableDeclaration> Variables { get; } = [];

    internal Machine Set(string name, string value)
    {
        // No process can have these.
        if (name.Length > 0 && !name.Contains('=', StringComparison.Ordinal) && !name.Contains('\0', StringComparison.Ordinal) && !value.Contains('\0', StringComparison.Ordinal))
            _environment.Add(new(name, value));
        return this;
    }

    internal Machine With(string property, string value)
    {
        _properties[property] = value;
        return this;
    }

    internal static void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>
    /// Injects, and injects again. What fails changes nothing; a dry run changes nothing and says the same twice; what was
    /// written is not written again.
    /// </summary>
    internal InjectResult Inject(Action<Snapshot, Snapshot>? whenWritten = null)
    {
        Snapshot before = Snapshot.Of(_root);
        string first = Describe(Run(isDry: true));
        if (first != Describe(Run(isDry: true)))
            throw new FuzzException("the same run says something else the second time");
        Unchanged(before, "a dry run");

        InjectResult result = Run(isDry: false);
        if (!result.Succeeded)
        {
            Unchanged(before, "a run that failed");
            return result;
        }

        Snapshot after = Snapshot.Of(_root);
        whenWritten?.Invoke(before, after);
        InjectResult again = Run(isDry: false);
        if (again.Succeeded)
            Unchanged(after, "the second run");
        return result;
    }

    private InjectResult Run(bool isDry)
    {
        Settings settings = Settings.FromProperties(
            name => _properties.GetValueOrDefault(name),
            name => _properties.GetValueOrDefault(name)?.Split(';') ?? []) with
        {
            Variables = Variables,
            DryRun = isDry,
            AskEverySource = isDry,
        };
        InjectResult result = Injector.Inject(settings, Project, new HostEnvironment { Variables = _environment, CurrentDirectory = _root, HomeDirectory = Path.Combine(_root, "home"), Platform = HostPlatform.Linux });
        Oracle.Check(result, Canary);
        return result;
    }

    private void Unchanged(Snapshot before, string what)
    {
        if (before.FindDifference(Snapshot.Of(_root)) is { } file)
            throw new FuzzException($"{what} changed {file}");
    }

    private static string Describe(InjectResult result)
    {
        StringBuilder text = new(result.Summary);
        foreach (Diagnostic diagnostic in result.Diagnostics)
            text.Append('\n').Append(diagnostic.Severity).Append(diagnostic.Text);
        foreach (TraceStep step in result.Trace.SelectMany(trace => trace.Steps))
            text.Append('\n').Append(step.Source).Append(step.Outcome).Append(step.Detail);
        return text.ToString();
    }
}
