using System.Diagnostics;
using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Client;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Cloud.Oidc;
using LlamaEnv.TestWorker;

namespace LlamaEnv.Cloud.Tests;

/// <summary>Against an OpenID provider that others wrote. Inconclusive where node or the package is missing.</summary>
[TestClass]
public sealed class RealProviderTests(TestContext context)
{
    [TestMethod]
    public async Task A_login_goes_through_when_the_user_confirms()
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync();
        await using FakeServer server = await StartApiAsync(provider);
        using Cloud cloud = new(server);
        Watcher watcher = new(static _ => { }, static _ => { }, static progress => Browser.Confirm(progress.Prompt.PageWithCode!));

        LoginResult login = await RunAsync(cloud, server, watcher);

        Assert.AreEqual("tester tester@example.com", $"{login.Tokens.UserId} {login.Tokens.Email}");
        Assert.IsNotNull(login.Tokens.RefreshToken);
        Assert.AreEqual("p", login.Projects.Single().Id);
        Assert.HasCount(3, watcher.Seen);
        Assert.AreEqual("5 5 5", string.Join(' ', cloud.Time.Pauses.Select(pause => pause.TotalSeconds)));
    }

    [TestMethod]
    public async Task A_login_slows_down_when_it_is_told()
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync();
        await using FakeServer server = await StartApiAsync(provider);
        using Cloud cloud = new(server);
        Watcher watcher = new(_ => provider.SlowDownAsync().GetAwaiter().GetResult(), static progress => Browser.Confirm(progress.Prompt.PageWithCode!));

        await RunAsync(cloud, server, watcher);

        Assert.AreEqual("5 10", string.Join(' ', cloud.Time.Pauses.Select(pause => pause.TotalSeconds)));
    }

    [TestMethod]
    public async Task A_user_who_says_no_ends_the_login()
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync();
        await using FakeServer server = await StartApiAsync(provider);
        using Cloud cloud = new(server);

        Assert.Contains("denied in the browser", (await Cloud.FailsAsync("LLENV0055", () => RunAsync(cloud, server, new Watcher(static progress => Browser.Deny(progress.Prompt.PageWithCode!))))).Message);
        Assert.IsEmpty(server.Seen.Where(seen => seen.Authorization.Length > 0));
    }

    [TestMethod]
    public async Task A_code_that_the_provider_takes_for_expired_ends_the_login()
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync(codeSeconds: 1);
        await using FakeServer server = await StartApiAsync(provider);
        using Cloud cloud = new(server);

        Assert.Contains("expired", (await Cloud.FailsAsync("LLENV0055", () => RunAsync(cloud, server, new Watcher(static _ => Thread.Sleep(2500))))).Message);
        Assert.HasCount(1, cloud.Time.Pauses);
    }

    [TestMethod]
    public async Task A_login_outlives_a_restart_of_the_provider()
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync();
        await using FakeServer server = await StartApiAsync(provider);
        using Cloud cloud = new(server);
        Watcher watcher = new(
            _ => provider.EndProcessAsync().GetAwaiter().GetResult(),
            progress =>
            {
                provider.StartProcessAsync().GetAwaiter().GetResult();
                Browser.Confirm(progress.Prompt.PageWithCode!);
            });

        LoginResult login = await RunAsync(cloud, server, watcher);

        Assert.AreEqual("tester", login.Tokens.UserId);
        Assert.AreEqual("True False", string.Join(' ', watcher.Seen.Select(seen => seen.IsServerResponding)));
    }

    [TestMethod]
    public async Task An_expired_token_is_renewed_time_and_again()
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync();
        await using FakeServer server = await StartApiAsync(provider);
        using Cloud cloud = new(server);
        using MemoryStore store = new((await RunAsync(cloud, server, new Watcher(static progress => Browser.Confirm(progress.Prompt.PageWithCode!)))).Tokens);
        CloudClient client = Client(cloud, server, store);
        HashSet<string> refreshTokens = [];

        for (int i = 0; i < 3; i++)
        {
            Assert.IsTrue(refreshTokens.Add(store.Tokens!.RefreshToken!.Value.Reveal()), "The provider does not rotate.");
            await provider.ExpireAsync(store.Tokens.AccessToken.Reveal());
            Assert.AreEqual("u", await client.FindUserIdAsync(context.CancellationToken));
        }
    }

    [TestMethod]
    public async Task A_refresh_token_used_twice_ends_the_login()
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync();
        await using FakeServer server = await StartApiAsync(provider);
        using Cloud cloud = new(server);
        DeviceLogin first = (await RunAsync(cloud, server, new Watcher(static progress => Browser.Confirm(progress.Prompt.PageWithCode!)))).Tokens;
        using MemoryStore store = new(first);
        using MemoryStore copy = new(first);
        await provider.ExpireAsync(first.AccessToken.Reveal());

        Assert.AreEqual("u", await Client(cloud, server, store).FindUserIdAsync(context.CancellationToken));
        await Cloud.FailsAsync("LLENV0055", () => Client(cloud, server, copy).FindUserIdAsync(context.CancellationToken));

        // The whole login is gone, so nothing that renews may drop or repeat a refresh token.
        await Cloud.FailsAsync("LLENV0055", () => Client(cloud, server, store).FindUserIdAsync(context.CancellationToken));
    }

    [TestMethod]
    public async Task Eight_processes_that_renew_at_once_leave_one_login_alive()
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync();
        await using FakeServer server = await StartApiAsync(provider);
        using Cloud cloud = new(server);
        DeviceLogin tokens = (await RunAsync(cloud, server, new Watcher(static progress => Browser.Confirm(progress.Prompt.PageWithCode!)))).Tokens;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("llama-env-tokens-");
        TokenFile file = new(Path.Combine(folder.FullName, "tokens.json"));
        file.Write(tokens);
        await provider.ExpireAsync(tokens.AccessToken.Reveal());
        using CountdownEvent arrived = new(8);
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Reply api = provider.Accepting("""{"id":"u"}""");
        server.On(Api.Me, new Reply(async (context, body) =>
        {
            // All of them are turned down before the first one renews.
            if (!arrived.IsSet && arrived.Signal())
                all.SetResult();
            await all.Task;
            await api.Write(context, body);
        }));

        Process[] workers = [.. Enumerable.Range(0, 8).Select(_ => Worker.Start(new Dictionary<string, string>(), "me", server.Url, Path.Combine(folder.FullName, "tokens.json")))];
        string[] outputs = await Task.WhenAll(workers.Select(worker => Worker.EndAsync(worker, context.CancellationToken)));

        Assert.AreEqual("u u u u u u u u", string.Join(' ', outputs));
        Assert.AreEqual(2, server.Seen.Where(static seen => seen.Line == $"GET {Api.Me}").Select(static seen => seen.Authorization).Distinct().Count(), "The token before and one after: only one process renewed.");
        await provider.ExpireAsync(file.Read()!.AccessToken.Reveal());
        CloudClient client = new(cloud.Channel, CloudUrl.ParseBase(server.Url), new DeviceTokenProvider(file, new OidcClient(cloud.Channel)));
        Assert.AreEqual("u", await client.FindUserIdAsync(context.CancellationToken));
        folder.Delete(recursive: true);
    }

    private static async Task<FakeServer> StartApiAsync(OpenIdProvider provider) => (await FakeServer.StartAsync())
        .On(Api.Discovery, Reply.Json($$$"""{"discovery_url":"{{{provider.DiscoveryUrl}}}","client_ids":{"cli":"test-cli"}}"""))
        .On(Api.Version, Reply.Json("""{"version":"1"}"""))
        .On(Api.Me, provider.Accepting("""{"id":"u"}"""))
        .On(Api.Projects, provider.Accepting("""{"projects":[{"project_id":"p"}]}"""));

    private Task<LoginResult> RunAsync(Cloud cloud, FakeServer server, Watcher watcher) =>
        Login.RunAsync(cloud.Channel, CloudUrl.ParseBase(server.Url), "device", everyOrganization: false, watcher, context.CancellationToken);

    private static CloudClient Client(Cloud cloud, FakeServer server, MemoryStore store) =>
        new(cloud.Channel, CloudUrl.ParseBase(server.Url), new DeviceTokenProvider(store, new OidcClient(cloud.Channel)));
}
