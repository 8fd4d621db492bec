using System.Diagnostics;
using System.Text.RegularExpressions;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Tool.Tests.Online;

/// <summary>A server that plays LlamaCloud, and a store in which it is the current environment.</summary>
internal sealed partial class Deployment : IAsyncDisposable
{
    /// <summary>The key that a login makes.</summary>
    internal const string MadeKey = "llx-canary-made-by-the-server-0123456789";

    private Deployment(FakeServer server) => Server = server;

    internal FakeServer Server { get; }

    internal Store Store { get; } = new();

    internal string Url => Server.Url;

    internal static async Task<Deployment> StartAsync(bool requiresAuth = true)
    {
        Deployment deployment = new(await FakeServer.StartAsync());
        deployment.Server
            .On(Api.Version, Reply.Json("""{"version":"1","requires_auth":true,"capabilities":["organizations"]}"""))
            .On(Api.Organizations, Reply.Json("""{"organizations":[{"org_id":"org-a","org_name":"A"},{"org_id":"org-b","org_name":"B","is_default":true}]}"""))
            .On(Api.Projects, TwoProjects)
            .On(Api.Me, Reply.Json("""{"id":"u"}"""))
            .On(Api.Keys, Reply.Json($$"""{"id":"key-1","redacted_api_key":"{{MadeKey}}"}"""))
            .On(Api.Keys + "/key-1", Reply.Json("{}"));
        deployment.Store.Database.PutEnvironment(new StoredEnvironment(deployment.Url, requiresAuth));
        return deployment;
    }

    internal static Reply TwoProjects { get; } = Reply.Json(ProjectList(Sample.Project, Sample.OtherProject));

    internal static string ProjectList(params string[] ids) =>
        $$"""{"projects":[{{string.Join(',', ids.Select((id, i) => $$"""{"project_id":"{{id}}","project_name":"Project {{i + 1}}","deployment_count":{{i}}}"""))}}]}""";

    /// <summary>With a login that the user confirms at once, and whose tokens are good.</summary>
    internal Deployment WithLogin()
    {
        Server.WithProvider(""" "expires_in":600,"interval":1 """)
            .On(Api.Discovery, Reply.Json($$$"""{"discovery_url":"{{{Url}}}{{{FakeProvider.Discovery}}}","client_ids":{"cli":"test-cli"}}"""))
            .On(FakeProvider.Token, FakeProvider.Tokens("access-canary", "refresh-canary", FakeProvider.IdToken(Url, DateTimeOffset.UtcNow.AddHours(1))))
            .On(Api.Projects, Reply.Json(ProjectList(Sample.Project)));
        return this;
    }

    /// <summary>With a login at a provider that others wrote.</summary>
    internal Deployment WithLogin(OpenIdProvider provider)
    {
        Server.On(Api.Discovery, Reply.Json($$$"""{"discovery_url":"{{{provider.DiscoveryUrl}}}","client_ids":{"cli":"test-cli"}}"""))
            .On(Api.Me, provider.Accepting("""{"id":"u"}"""))
            .On(Api.Projects, provider.Accepting(ProjectList(Sample.Project)))
            .On(Api.Keys, provider.Accepting($$"""{"id":"key-1","redacted_api_key":"{{MadeKey}}"}"""));
        return this;
    }

    /// <summary>A profile with a login and a key of it, as <see cref="WithLogin()"/> makes it.</summary>
    internal StoredProfile SaveLogin() => Store.Database.SaveLogin(
        Url, Sample.OtherProject, Sample.Login with { DiscoveryUrl = Url + FakeProvider.Discovery, ClientId = "test-cli" }, Sample.Key, "key-1");

    /// <summary>Every row of the store.</summary>
    internal string Rows => File.Exists(Store.File)
        ? Store.Query("SELECT json_array(id, name, api_url, project_id, api_key, api_key_id, device_oidc) FROM profiles UNION ALL SELECT json_array(key, value) FROM settings UNION ALL SELECT json_array(api_url, requires_auth, min_llamactl_version) FROM environments")
        : "";

    internal IEnumerable<string> Lines => Server.Seen.Select(seen => seen.Line);

    internal Outcome Tool(params IEnumerable<string> arguments) => Check(Built.Run(Store, Built.Tool, arguments));

    internal Outcome ToolWithInput(string input, params IEnumerable<string> arguments)
    {
        using Process process = Built.Start(Store, Built.Tool, arguments);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return Check(Built.Wait(process));
    }

    /// <summary>Logs in, while <paramref name="user"/> does something with the page that is shown.</summary>
    internal Outcome Login(Action<LlamaEnv.Cloud.Oidc.DevicePrompt, Process> user, params IEnumerable<string> arguments)
    {
        using Process process = Built.Start(Store, Built.Tool, ["auth", "login", .. arguments]);
        process.StandardInput.Close();
        string? line = process.StandardError.ReadLine();
        Match prompt = PromptPattern().Match(line ?? "");
        Assert.IsTrue(prompt.Success, line);
        user(new LlamaEnv.Cloud.Oidc.DevicePrompt(prompt.Groups[2].Value, new Uri(prompt.Groups[1].Value), new Uri(prompt.Groups[1].Value), default), process);
        return Check(Built.Wait(process));
    }

    internal Outcome LoginAt(OpenIdProvider provider) => WithLogin(provider).Login((prompt, _) => Browser.Confirm(prompt.PageWithCode!));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Store.Dispose();
    }

    /// <summary>What no command may do: show a secret, or leave one in another file than the store.</summary>
    private Outcome Check(Outcome run)
    {
        foreach (string secret in (IEnumerable<string>)["canary", "fake-access", "fake-refresh", Sample.KeyText, Sample.AlikeKey.Reveal()])
        {
            Assert.DoesNotContain(secret, run.Output);
            Assert.DoesNotContain(secret, run.Error);
            foreach (string file in Directory.EnumerateFiles(Store.Root, "*", SearchOption.AllDirectories).Where(file => file != Store.File))
                Assert.DoesNotContain(secret, File.ReadAllText(file), file);
        }

        if (!OperatingSystem.IsWindows() && File.Exists(Store.File))
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Store.File));
        return run;
    }

    [GeneratedRegex("^To log in, open (\\S+) and confirm the code (\\S+)$")]
    private static partial Regex PromptPattern();
}
