using System.Diagnostics;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Cloud.Rotation;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Tool.Tests.Online;

/// <summary>A server with keys, and a profile whose key is one of them.</summary>
internal sealed class RotationFolder : IAsyncDisposable
{
    internal const string Name = "user@example.com";
    internal const string Access = "canary-access-token";

    private RotationFolder(KeyServer server) => Server = server;

    internal KeyServer Server { get; }

    internal Store Store { get; } = new();

    internal ServerKey Old { get; private set; } = null!;

    /// <summary>The journal's folder.</summary>
    internal string Journal => Store.File + ".rotation";

    /// <summary>What is in the journal.</summary>
    internal string[] Records => Directory.Exists(Journal) ? [.. Directory.EnumerateFiles(Journal, "*.json").Select(File.ReadAllText)] : [];

    /// <summary>How many keys were asked for.</summary>
    internal int Asked => Server.Lines.Count(static line => line == $"POST {Api.Keys}");

    internal StoredProfile? Profile => Store.Database.Find(Name, Server.Url);

    /// <summary>The key that programs get.</summary>
    internal string ProfileKey => Profile!.ApiKey!.Value.Reveal();

    internal string Rows => Store.Query("SELECT name FROM profiles ORDER BY name");

    internal static async Task<RotationFolder> StartAsync(bool hasLogin = true, bool canRenew = true, string? project = null)
    {
        RotationFolder folder = new(await KeyServer.StartAsync());
        folder.Server.Projects = [Sample.Project];
        folder.Server.AccessToken = Access;
        folder.Old = folder.Server.Add(Sample.KeyText, "the first one", project: project);
        folder.Store.Database.PutEnvironment(new StoredEnvironment(folder.Server.Url, RequiresAuth: true));
        if (hasLogin)
            folder.Store.Database.SaveLogin(folder.Server.Url, Sample.Project, Sample.Login with { AccessToken = new Secret(Access), RefreshToken = canRenew ? Sample.Login.RefreshToken : null }, Sample.Key, folder.Old.Id);
        else
            folder.Store.Database.SaveKey(folder.Server.Url, Sample.Project, Sample.Key);
        return folder;
    }

    internal Outcome Tool(params IEnumerable<string> arguments) => Check(Built.Run(Store, Built.Tool, arguments));

    internal Outcome Rotate(params IEnumerable<string> arguments) => Tool(["auth", "rotate", .. arguments]);

    internal Process Start(params IEnumerable<string> arguments) => Built.Start(Store, Built.Tool, ["auth", "rotate", .. arguments]);

    /// <summary>Rotates in this process, on a clock that does not wait, and fails.</summary>
    internal Task<DiagnosticException> RotateHereAsync() => Assert.ThrowsExactlyAsync<DiagnosticException>(() => RotateHereAsync([]));

    /// <summary>The same, which need not fail.</summary>
    internal async Task RotateHereAsync(IReadOnlyList<IRotationOutput> outputs)
    {
        StoredProfile profile = Store.Database.ListProfiles().Current!;
        using RotationJournal journal = RotationJournal.Open(Store.Database.Path, CancellationToken.None);
        KeyRotation rotation = new(Store.Host, "machine", Store.Database, journal, record => [.. outputs.Where(output => output.Names.All(record.Outputs.Contains))], new NoPauses(), CancellationToken.None);
        RotationRecord wanted = new() { Profile = profile.Name, ApiUrl = Server.Url, KeyName = "", RowBeside = "", Outputs = [.. outputs.SelectMany(static output => output.Names)], Directory = Store.Root, Started = default };
        await rotation.RotateAsync(profile, wanted, wait: null, static _ => { });
    }

    /// <summary>A program that comes first on PATH, and notes what it was started with.</summary>
    internal void Stand(string program, string script)
    {
        string bin = Path.Combine(Store.Root, "bin");
        Script.Make(Path.Combine(bin, program), $"""
            state='{Store.Root}/state'
            mkdir -p "$state"
            echo "$0 $*" >>"$state/argv"
            env >>"$state/env"
            {script}
            """);
        Store.Environment["PATH"] = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}";
    }

    internal string State(string name) => File.ReadAllText(Path.Combine(Store.Root, "state", name));

    /// <summary>The profile has a key that the server accepts, nothing else is beside it, and the server has no key that nobody knows of.</summary>
    internal void IsWhole()
    {
        Assert.AreEqual(Name, Rows);
        Assert.IsTrue(Server.Has(ProfileKey), "The profile's key is not one that works.");
        Assert.AreEqual(Profile!.ApiKeyId, Server.Keys.Single().Id, string.Join(", ", Server.Keys.Select(static key => $"{key.Id} {key.Name}")));
        // A request for a key that was cut off is remembered for an hour, and stands in nobody's way.
        Assert.IsTrue(Records.All(static record => record.Contains("\"step\": \"Making\"", StringComparison.Ordinal)), "A rotation is still in the journal.");
    }

    /// <summary>No key on any output, and none in a file that is not there for keys.</summary>
    internal Outcome Check(Outcome run)
    {
        foreach (string secret in (IEnumerable<string>)["canary", Sample.KeyText])
        {
            Assert.DoesNotContain(secret, run.Output);
            Assert.DoesNotContain(secret, run.Error);
            foreach (string file in Directory.EnumerateFiles(Store.Root, "*", SearchOption.AllDirectories).Where(file => !IsForKeys(file)))
                Assert.DoesNotContain(secret, File.ReadAllText(file), file);
        }

        return run;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Store.Dispose();
    }

    private bool IsForKeys(string file) => file.StartsWith(Store.File, StringComparison.Ordinal) && !file.StartsWith(Journal, StringComparison.Ordinal)
        || Path.GetFileName(file) is ".env" or ".env.Staging" or "secrets.json" or "launchSettings.json" or "value";

    /// <summary>Every pause is over at once.</summary>
    private sealed class NoPauses : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
