namespace LlamaEnv.Tool.Tests.Online;

[TestClass]
public sealed class LogoutTests
{
    private const string Delete = $"DELETE {Api.Keys}/key-1";

    [TestMethod]
    public async Task A_logout_does_not_take_the_old_key_of_a_rotation_from_another_profile()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Rotate("--revoke-after", "2h").Exits(0);
        folder.Store.With($"INSERT INTO profiles (name, api_url, project_id, api_key, id) VALUES ('again', '{folder.Server.Url}', '{Sample.Project}', '{Sample.KeyText}', 'x')");

        Outcome run = folder.Tool("auth", "logout", RotationFolder.Name).Exits(0);

        Assert.Contains("warning LLENV0056: the old key key-0001 was not revoked and stays valid, as profile 'again' has it. ", run.Error);
        Assert.IsTrue(folder.Server.Has(Sample.KeyText));
        Assert.IsFalse(Directory.Exists(folder.Journal));
    }

    [TestMethod]
    [DataRow(200)]
    [DataRow(404)]
    public async Task The_key_that_the_login_made_goes_with_it(int status)
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.Server.On($"{Api.Keys}/key-1", Reply.Status(status));
        deployment.SaveLogin();

        Outcome run = deployment.Tool("auth", "logout", "user@example.com").Exits(0);

        Assert.AreEqual("llama-env: logged out user@example.com\n", run.Error);
        Assert.AreEqual($"{Delete} Bearer fake-access", $"{deployment.Server.Seen.Single().Line} {deployment.Server.Seen.Single().Authorization}");
        Assert.AreEqual("0", deployment.Store.Query("SELECT count(*) FROM profiles"));
    }

    [TestMethod]
    [DataRow(403)]
    [DataRow(401)]
    public async Task A_key_that_could_not_be_deleted_is_named_by_its_id(int status)
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.WithLogin().Server.On($"{Api.Keys}/key-1", Reply.Status(status)).On(FakeProvider.Token, FakeProvider.Error("invalid_grant"));
        deployment.SaveLogin();

        Outcome run = deployment.Tool("auth", "logout", "user@example.com").Exits(0);

        Assert.StartsWith("llama-env : warning LLENV0056: the key key-1, which the login created, was not deleted on the server and stays valid: ", run.Error);
        Assert.DoesNotContain("Nothing was changed", run.Error);
        Assert.EndsWith("llama-env: logged out user@example.com\n", run.Error);
        Assert.AreEqual("0", deployment.Store.Query("SELECT count(*) FROM profiles"));
    }

    [TestMethod]
    [DataRow("auth", "logout", "user@example.com")]
    [DataRow("environments", "delete")]
    [DataRow("projects", "use", Sample.Project)]
    [DataRow("auth", "token", "--project", Sample.Project, "--api-key", Sample.KeyText)]
    public async Task Where_the_store_cannot_be_changed_nobody_takes_trouble_for_it(params string[] arguments)
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.SaveLogin();
        deployment.Store.With("PRAGMA user_version = 3");

        Outcome run = deployment.Tool(arguments is [_, "delete"] ? [.. arguments, deployment.Url] : arguments).Exits(1);

        Assert.Contains("error LLENV0002: ", run.Error);
        Assert.IsEmpty(deployment.Lines);
    }

    [TestMethod]
    public async Task A_profile_with_a_key_of_the_users_own_asks_no_server()
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.Store.Database.SaveKey(deployment.Url, Sample.Project, Sample.Key);

        deployment.Tool("auth", "logout", "llx-Fa****Fake").Exits(0);

        Assert.IsEmpty(deployment.Lines);
        Assert.AreEqual("0", deployment.Store.Query("SELECT count(*) FROM profiles"));
    }
}
