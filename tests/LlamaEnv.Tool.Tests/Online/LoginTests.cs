using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using LlamaEnv.Cloud;
using LlamaEnv.Cloud.Llamactl;

namespace LlamaEnv.Tool.Tests.Online;

[TestClass]
public sealed class LoginTests
{
    private const string Minted = $"POST {Api.Keys}";
    private const string Deleted = $"DELETE {Api.Keys}/key-1";

    [TestMethod]
    public async Task A_login_that_is_confirmed_becomes_the_current_profile_with_a_key_of_its_own()
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync();
        await using Deployment deployment = await Deployment.StartAsync();

        Outcome run = deployment.LoginAt(provider).Exits(0);

        Assert.AreEqual("llama-env: created login profile tester@example.com and set as current\n", run.Error);
        Assert.AreEqual("", run.Output);
        StoredProfile profile = deployment.Store.Database.ListProfiles().Current!;
        DeviceLogin login = DeviceLogin.Parse(profile.LoginJson!.Value)!;
        Assert.AreEqual(new StoredProfile(profile.Id, "tester@example.com", deployment.Url, Sample.Project, new Secret(Deployment.MadeKey), "key-1", login.ToJson()), profile);
        Assert.AreEqual(
            $"{Environment.MachineName} tester tester@example.com test-cli {provider.DiscoveryUrl}",
            $"{login.DeviceName} {login.UserId} {login.Email} {login.ClientId} {login.DiscoveryUrl}");
        Assert.IsNotNull(login.RefreshToken);
        Assert.AreEqual($$"""{"name":"tester@example.com llamactl on {{Environment.MachineName}}","project_id":null}""", deployment.Server.Seen.Single(seen => seen.Line == Minted).Body);
    }

    [TestMethod]
    public async Task A_login_that_is_denied_changes_nothing()
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync();
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.SaveLogin();
        string before = deployment.Rows;

        Outcome run = deployment.WithLogin(provider).Login((prompt, _) => Browser.Deny(prompt.PageWithCode!)).Exits(1);

        Assert.StartsWith("llama-env : error LLENV0055: the login was denied in the browser", run.Error);
        Assert.AreEqual(before, deployment.Rows);
    }

    [TestMethod]
    public async Task A_login_that_nobody_confirms_expires_and_changes_nothing()
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync(codeSeconds: 1);
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.SaveLogin();
        string before = deployment.Rows;

        Outcome run = deployment.WithLogin(provider).Login(static (_, _) => { }).Exits(1);

        Assert.StartsWith("llama-env : error LLENV0055: the login code expired", run.Error);
        Assert.AreEqual(before, deployment.Rows);
    }

    [TestMethod]
    public async Task A_second_login_keeps_the_profile_with_its_project_and_key()
    {
        await using Deployment deployment = (await Deployment.StartAsync()).WithLogin();
        StoredProfile before = deployment.SaveLogin();

        Outcome run = Login(deployment).Exits(0);

        Assert.AreEqual("llama-env: updated login profile user@example.com and set as current\n", run.Error);
        StoredProfile after = deployment.Store.Database.ListProfiles().Current!;
        Assert.AreEqual(before with { LoginJson = after.LoginJson }, after);
        Assert.AreEqual(new Secret("refresh-canary"), DeviceLogin.Parse(after.LoginJson!.Value)!.RefreshToken);
        Assert.DoesNotContain(Minted, deployment.Lines);
    }

    [TestMethod]
    public async Task A_second_login_makes_a_key_anew_that_was_revoked_and_takes_the_project_that_is_named()
    {
        await using Deployment deployment = (await Deployment.StartAsync()).WithLogin();
        StoredProfile before = deployment.SaveLogin();
        deployment.Server.On(Api.Me, Reply.Status(401)).On(Api.Keys, Reply.Json($$"""{"id":"key-2","redacted_api_key":"{{Deployment.MadeKey}}"}"""));

        Login(deployment, "--project", Sample.Project).Exits(0);

        StoredProfile after = deployment.Store.Database.ListProfiles().Current!;
        Assert.AreEqual(before with { LoginJson = after.LoginJson, ApiKey = new Secret(Deployment.MadeKey), ApiKeyId = "key-2", ProjectId = Sample.Project }, after);
    }

    [TestMethod]
    public async Task A_profile_that_lost_its_project_gets_one_by_a_second_login()
    {
        await using Deployment deployment = (await Deployment.StartAsync()).WithLogin();
        deployment.SaveLogin();
        deployment.Store.With("UPDATE profiles SET project_id = ''");

        Login(deployment).Exits(0);

        Assert.AreEqual(Sample.Project, deployment.Store.Database.ListProfiles().Current!.ProjectId);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_key_that_cannot_be_made_changes_nothing(bool hadProfile)
    {
        await using Deployment deployment = (await Deployment.StartAsync()).WithLogin();
        if (hadProfile)
            deployment.SaveLogin();
        deployment.Server.On(Api.Me, Reply.Status(401)).On(Api.Keys, Reply.Status(500));
        string before = deployment.Rows;

        Outcome run = Login(deployment).Exits(1);

        Assert.StartsWith("llama-env : error LLENV0052: ", run.Error);
        Assert.Contains("it may have taken effect", run.Error);
        Assert.Contains(Minted, deployment.Lines);
        Assert.AreEqual(before, deployment.Rows);
    }

    [TestMethod]
    [DataRow(200, 0)]
    [DataRow(403, 1)]
    public async Task A_new_key_that_cannot_be_stored_is_deleted_or_named(int status, int warnings)
    {
        await using Deployment deployment = (await Deployment.StartAsync()).WithLogin();
        deployment.Server.On(Api.Keys + "/key-1", Reply.Status(status));

        Outcome run = deployment.Login((_, _) => deployment.Store.With("PRAGMA user_version = 3")).Exits(1);

        Assert.Contains("error LLENV0002: the llamactl store", run.Error);
        Assert.AreEqual(warnings, run.Error.Split('\n').Count(line => line.StartsWith("llama-env : warning LLENV0056: the key key-1, ", StringComparison.Ordinal)));
        Assert.AreEqual(Deleted, deployment.Lines.Last());
        Assert.AreEqual("0", deployment.Store.Query("SELECT count(*) FROM profiles"));
    }

    [TestMethod]
    public async Task Nobody_is_sent_to_a_browser_for_a_store_that_cannot_be_changed()
    {
        await using Deployment deployment = (await Deployment.StartAsync()).WithLogin();
        deployment.Store.With("PRAGMA user_version = 3");

        Assert.Contains("error LLENV0002: the llamactl store", deployment.Tool("auth", "login").Exits(1).Error);
        Assert.IsEmpty(deployment.Lines);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    [DataRow(false, DisplayName = "The folder is read-only")]
    [DataRow(true, DisplayName = "The file is read-only")]
    public async Task Nobody_is_sent_to_a_browser_for_a_store_that_may_not_be_written_to(bool isFile)
    {
        await using Deployment deployment = (await Deployment.StartAsync()).WithLogin();
        const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        File.SetUnixFileMode(isFile ? deployment.Store.File : deployment.Store.Directory, ReadOnly);

        Outcome run = Built.RunAsOrdinaryUser(deployment.Store, Built.Tool, "auth", "login");
        File.SetUnixFileMode(deployment.Store.Directory, ReadOnly | UnixFileMode.UserWrite);

        Assert.Contains("it cannot be written to", run.Exits(1).Error);
        Assert.IsEmpty(deployment.Lines);
    }

    [TestMethod]
    public async Task Several_projects_and_nobody_to_ask_are_listed_and_no_key_is_made()
    {
        await using Deployment deployment = (await Deployment.StartAsync()).WithLogin();
        deployment.Server.On(Api.Projects, Deployment.TwoProjects);
        string before = deployment.Rows;

        Outcome run = Login(deployment).Exits(1);

        Assert.Contains($"- Project 1  {Sample.Project} (0 deployments)\n- Project 2  {Sample.OtherProject} (1 deployments)\n", run.Error);
        Assert.Contains("Pass --project ID to choose one.", run.Error);
        Assert.DoesNotContain(Minted, deployment.Lines);
        Assert.AreEqual(before, deployment.Rows);
    }

    [TestMethod]
    public async Task A_project_that_is_named_is_looked_for_in_every_organization()
    {
        await using Deployment deployment = (await Deployment.StartAsync()).WithLogin();
        deployment.Server.On(Api.Projects, Deployment.TwoProjects);

        Login(deployment, "--project", Sample.OtherProject).Exits(0);

        Assert.Contains($"GET {Api.Projects}", deployment.Lines);
        Assert.AreEqual(Sample.OtherProject, deployment.Store.Database.ListProfiles().Current!.ProjectId);
    }

    [TestMethod]
    public async Task A_server_without_login_says_what_to_do()
    {
        await using Deployment deployment = await Deployment.StartAsync();

        Outcome run = deployment.Tool("auth", "login").Exits(1);

        Assert.StartsWith($"llama-env : error LLENV0055: the server at {deployment.Url} has no login, only keys. Use 'dotnet llama-env auth token'", run.Error);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Ctrl_C_ends_the_login_and_changes_nothing()
    {
        await using Deployment deployment = (await Deployment.StartAsync()).WithLogin();
        deployment.Server.On(FakeProvider.Token, FakeProvider.Pending);
        deployment.SaveLogin();
        string before = deployment.Rows;

        Outcome run = deployment.Login(static (_, process) =>
        {
            using Process kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }).Exits(130);

        Assert.AreEqual("", run.Error);
        Assert.AreEqual(before, deployment.Rows);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("DISPLAY", ":0", true)]
    [DataRow("SSH_CONNECTION", "here", false)]
    [DataRow("DISPLAY", ":0", false, ".:", DisplayName = "a file of the opener's name in the current folder")]
    [DataRow("DISPLAY", ":0", false, "", DisplayName = "the same without an entry for it")]
    public async Task At_a_terminal_the_time_runs_and_a_browser_opens_where_there_is_a_display(string variable, string value, bool opens, string? path = null)
    {
        await using Deployment deployment = (await Deployment.StartAsync()).WithLogin();
        deployment.Server.On(Api.Projects, Deployment.TwoProjects);
        string opened = Path.Combine(deployment.Store.Root, "opened");
        Script.Make(Path.Combine(deployment.Store.Root, "xdg-open"), $"echo noise\nprintf %s \"$1\" > '{opened}.new' && mv '{opened}.new' '{opened}'");
        PseudoTerminal terminal = new(deployment.Store, Built.Tool, "auth", "login")
        {
            Environment = { ["PATH"] = $"{path ?? deployment.Store.Root + ":"}{Environment.GetEnvironmentVariable("PATH")}", ["DISPLAY"] = "", ["WAYLAND_DISPLAY"] = "", [variable] = value },
        };

        Outcome run = terminal.Type("> 1", "2\r").Exits(0);

        Assert.Contains("confirm the code ABCD-EFGH\n", run.Output);
        Assert.MatchesRegex(@"\rWaiting for you, \d+:\d\d left ", run.Output);
        Assert.DoesNotContain("noise", run.Output);
        Assert.AreEqual(Sample.OtherProject, deployment.Store.Database.ListProfiles().Current!.ProjectId);
        Limits.WaitUntil(() => !opens || File.Exists(opened), "opening the browser");
        Assert.AreEqual(opens ? $"{deployment.Url}/activate?code=ABCD-EFGH" : "", File.Exists(opened) ? await File.ReadAllTextAsync(opened) : "");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow(10)]
    [DataRow(32)]
    [DataRow(200)]
    public async Task The_time_runs_between_the_questions_on_one_line_that_goes_when_it_is_over(int columns)
    {
        await using Deployment deployment = (await Deployment.StartAsync()).WithLogin();
        deployment.Server.On(Api.Projects, Deployment.TwoProjects)
            .On(FakeProvider.Token, FakeProvider.Pending, FakeProvider.Pending, FakeProvider.Tokens("access-canary", "refresh-canary", FakeProvider.IdToken(deployment.Url, DateTimeOffset.UtcNow.AddHours(1))));

        Outcome run = new PseudoTerminal(deployment.Store, Built.Tool, "auth", "login") { Columns = columns }.Type("> 1", "2\r").Exits(0);

        string[][] waiting = [.. run.Screens.Select(screen => screen.Split('\n').Where(line => line.StartsWith("Waiting", StringComparison.Ordinal)).ToArray()).Where(lines => lines.Length > 0)];
        Assert.IsGreaterThan(1, waiting.Select(lines => lines[0]).Distinct().Count());
        foreach (string[] lines in waiting)
            Assert.HasCount(1, lines);
        Assert.DoesNotContain("Waiting", run.Screens[^1]);
    }

    /// <summary>The user has confirmed before the first question.</summary>
    private static Outcome Login(Deployment deployment, params IEnumerable<string> arguments) => deployment.Login(static (_, _) => { }, arguments);
}
