using System.Diagnostics;
using System.Globalization;
using LlamaEnv.Cloud;
using LlamaEnv.Cloud.Llamactl;

namespace LlamaEnv.Tool.Tests.Online;

[TestClass]
public sealed class RenewalTests
{
    [TestMethod]
    public async Task A_token_that_is_turned_down_is_renewed_and_the_new_ones_are_stored()
    {
        await using Deployment deployment = (await Deployment.StartAsync()).WithLogin();
        StoredProfile before = deployment.SaveLogin();
        deployment.Server.On(Api.Projects, Reply.Status(401), Deployment.TwoProjects).On(FakeProvider.Token, FakeProvider.Tokens("access-canary-2", "refresh-canary-2", "id-canary-2"));
        string files = deployment.Store.Files;

        deployment.Tool("projects", "get", "--org", "org-a").Exits(0);

        StoredProfile after = deployment.Store.Database.ListProfiles().Current!;
        DeviceLogin login = DeviceLogin.Parse(before.LoginJson!.Value)!;
        Assert.AreEqual(
            before with { LoginJson = (login with { AccessToken = new Secret("access-canary-2"), RefreshToken = new Secret("refresh-canary-2"), IdToken = new Secret("id-canary-2") }).ToJson() },
            after);
        Assert.AreEqual("Bearer access-canary-2", deployment.Server.Seen[^1].Authorization);
        Assert.AreEqual(files, deployment.Store.Files);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("-INT")]
    [DataRow("-HUP", DisplayName = "The terminal is closed")]
    public async Task Tokens_that_come_after_the_end_was_asked_for_are_stored(string signal)
    {
        await using Deployment deployment = (await Deployment.StartAsync()).WithLogin();
        deployment.SaveLogin();
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        deployment.Server.On(Api.Projects, Reply.Status(401)).On(FakeProvider.Token, new Reply(async (context, body) =>
        {
            asked.SetResult();
            await Task.Delay(TimeSpan.FromSeconds(4)); // Longer than System.CommandLine waits by itself.
            await FakeProvider.Tokens("access-canary-2", "refresh-canary-2").Write(context, body);
        }));

        using Process command = Built.Start(deployment.Store, Built.Tool, "projects", "get", "--org", "org-a");
        await asked.Task;
        using (Process kill = Process.Start("kill", [signal, command.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();

        Built.Wait(command).Exits(130);
        Assert.AreEqual(new Secret("refresh-canary-2"), Tokens(deployment).RefreshToken);
    }

    [TestMethod]
    public async Task A_login_that_has_ended_is_told_and_stays_until_the_next()
    {
        await using Deployment deployment = (await Deployment.StartAsync()).WithLogin();
        deployment.SaveLogin();
        deployment.Server.On(Api.Projects, Reply.Status(401)).On(FakeProvider.Token, FakeProvider.Error("invalid_grant"));
        string before = deployment.Rows;

        Assert.StartsWith("llama-env : error LLENV0055: the login has ended", deployment.Tool("projects", "get", "--org", "org-a").Exits(1).Error);

        Assert.AreEqual(before, deployment.Rows);
    }

    [TestMethod]
    public async Task Tokens_are_not_exchanged_where_the_new_ones_could_not_be_stored()
    {
        await using Deployment deployment = (await Deployment.StartAsync()).WithLogin();
        deployment.SaveLogin();
        deployment.Server.On(Api.Projects, Reply.Status(401));
        deployment.Store.With("PRAGMA user_version = 3");

        Assert.Contains("error LLENV0002: the llamactl store", deployment.Tool("projects", "get", "--org", "org-a").Exits(1).Error);

        Assert.DoesNotContain($"POST {FakeProvider.Token}", deployment.Lines);
    }

    [TestMethod]
    public async Task A_row_that_gets_its_id_by_the_renewal_is_still_the_same_login()
    {
        await using Deployment deployment = (await Deployment.StartAsync()).WithLogin();
        deployment.SaveLogin();
        deployment.Store.With("UPDATE profiles SET id = NULL");
        deployment.Server.On(Api.Organizations, Reply.Status(401), Reply.Json("""{"organizations":[]}"""));

        Assert.Contains(Sample.Project, deployment.Tool("projects", "get").Exits(0).Output);
    }

    [TestMethod]
    public async Task Eight_commands_that_renew_at_once_leave_a_login_that_works()
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync();
        await using Deployment deployment = await Deployment.StartAsync();
        using HttpClient http = new();
        string document = await http.GetStringAsync(provider.DiscoveryUrl);
        deployment.WithLogin(provider).Server
            .On(Api.Discovery, Reply.Json($$$"""{"discovery_url":"{{{deployment.Url}}}{{{FakeProvider.Discovery}}}","client_ids":{"cli":"test-cli"}}"""))
            .On(FakeProvider.Discovery, Reply.Json(document), new Reply(async (context, body) =>
            {
                await Task.Delay(TimeSpan.FromSeconds(1)); // Whoever does not wait for the others has read the same tokens as they by then.
                await Reply.Json(document).Write(context, body);
            }));
        deployment.Login((prompt, _) => Browser.Confirm(prompt.PageWithCode!)).Exits(0);
        Secret first = Tokens(deployment).AccessToken;
        await provider.ExpireAsync(first.Reveal());
        using CountdownEvent arrived = new(8);
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Reply api = provider.Accepting(Deployment.ProjectList(Sample.Project));
        deployment.Server.On(Api.Projects, new Reply(async (context, body) =>
        {
            // All of them are turned down before the first one renews.
            if (!arrived.IsSet && arrived.Signal())
                all.SetResult();
            await all.Task;
            await api.Write(context, body);
        }));

        List<Process> commands = [.. Enumerable.Range(0, 8).Select(_ => Built.Start(deployment.Store, Built.Tool, "projects", "get", "--org", "org-a"))];
        Outcome[] runs = await Task.WhenAll(commands.Select(command => Task.Run(() => Built.Wait(command))));
        commands.ForEach(command => command.Dispose());

        foreach (Outcome run in runs)
            Assert.Contains(Sample.Project, run.Exits(0).Output);
        Assert.AreEqual(2, deployment.Server.Seen.Where(seen => seen.Line.StartsWith($"GET {Api.Projects}?org_id=org-a", StringComparison.Ordinal)).Select(seen => seen.Authorization).Distinct().Count(), "The token before and one after: only one process renewed.");
        await provider.ExpireAsync(Tokens(deployment).AccessToken.Reveal());
        deployment.Tool("projects", "get", "--org", "org-a").Exits(0);
    }

    private static DeviceLogin Tokens(Deployment deployment) => DeviceLogin.Parse(deployment.Store.Database.ListProfiles().Current!.LoginJson!.Value)!;
}
