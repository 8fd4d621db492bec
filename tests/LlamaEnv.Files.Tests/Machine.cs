using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Tests;

/// <summary>A machine with nothing on it but what a test puts there: an environment, a llamactl store, a project.</summary>
public sealed class Machine : IDisposable
{
    private readonly List<KeyValuePair<string, string>> _variables = [];

    internal Machine()
    {
        Directory.CreateDirectory(Project);
        Set("LLAMACTL_CONFIG_DIR", Folder.At("llamactl"));
    }

    internal TempFolder Folder { get; } = new();

    internal string Project => Folder.At("project");

    internal string EnvFile => Folder.At("project", ".env");

    internal string Store => Folder.At("llamactl", "profiles.db");

    internal HostEnvironment Host => new()
    {
        Variables = _variables,
        CurrentDirectory = Folder.Root,
        HomeDirectory = Folder.At("home"),
        Platform = HostPlatform.Linux,
    };

    internal Machine Set(string name, string value)
    {
        _variables.Add(new(name, value));
        return this;
    }

    internal Machine WithKey(string? url = null)
    {
        Set("LLAMA_CLOUD_API_KEY", Fake.Key("Environment"));
        return url is null ? this : Set("LLAMA_CLOUD_BASE_URL", url);
    }

    internal Machine WithKeyAndProject(string? url = null) => WithKey(url).Set("LLAMA_AGENTS_PROJECT_ID", Fake.Project(1));

    /// <summary>A store whose current profile is <c>work</c>.</summary>
    internal Machine WithProfile(string? key = "Profile") => WithStore(
        LlamactlStore.Version2
        + LlamactlStore.Profile("work", LlamactlStore.Cloud, key is null ? null : Fake.Key(key), Fake.Project(2))
        + LlamactlStore.Current("work"));

    internal Machine WithStore(string sql)
    {
        LlamactlStore.Create(Store, sql);
        return this;
    }

    internal Machine WithBrokenStore()
    {
        Folder.Write("llamactl/profiles.db", "This is no database, however long one reads.".PadRight(5000));
        return this;
    }

    internal Machine WithEnvFile(string text)
    {
        Folder.Write("project/.env", text);
        return this;
    }

    internal InjectResult Inject(Settings? settings = null) => Injector.Inject(settings ?? new Settings(), Project, Host);

    internal InjectResult Inject(params string[] sources) => Inject(new Settings { [Setting.Sources] = sources });

    public void Dispose() => Folder.Dispose();
}

internal static class InjectResultExtensions
{
    extension(InjectResult result)
    {
        /// <summary>The codes in the order of the findings, or nothing.</summary>
        internal string Codes => result.Diagnostics.Codes;

        /// <summary>What became of each source for the key.</summary>
        internal IReadOnlyList<TraceStep> Steps => result.Trace[0].Steps;

        internal string? Key => result.Find(Variable.ApiKey);

        internal string? Url => result.Find(Variable.BaseUrl);

        internal string? ProjectId => result.Find(Variable.ProjectId);

        internal string Messages => string.Join('\n', result.Diagnostics.Select(d => d.Text));

        private string? Find(Variable variable) => result.Credentials.FirstOrDefault(c => c.Variable == variable)?.Value.Reveal();
    }

    extension(IEnumerable<Diagnostic> diagnostics)
    {
        internal string Codes => string.Join(' ', diagnostics.Select(d => d.Code));
    }
}
