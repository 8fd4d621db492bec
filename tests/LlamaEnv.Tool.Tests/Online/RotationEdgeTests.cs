using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlamaEnv.Tool.Tests.Online;

/// <summary>What happens to a rotation from outside: a login that ends, a profile that is renamed, a user who has enough.</summary>
[TestClass]
public sealed class RotationEdgeTests
{
    [TestMethod]
    public async Task Where_the_login_has_ended_the_key_of_the_profile_asks()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync(canRenew: false);
        folder.Server.AccessToken = "another";

        folder.Rotate("--revoke-after", "1h").Exits(0);
        folder.Rotate("--finish", "--revoke-after", "0").Exits(0);

        folder.IsWhole();
        Assert.AreNotEqual(Sample.KeyText, folder.ProfileKey);
    }

    [TestMethod]
    public async Task Where_the_key_may_not_either_the_login_is_to_be_renewed()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync(canRenew: false);
        folder.Rotate("--revoke-after", "1h").Exits(0);
        folder.Server.AccessToken = "another";
        int asked = 0; // By the login, and then by the key.
        folder.Server.Before = line => line == $"DELETE {Api.Keys}/key-0001" ? Reply.Status(asked++ == 0 ? 401 : 403) : null;

        // A new login may do it, so it is not forgotten.
        Assert.Contains("error LLENV0056: the old key key-0001 was not revoked and stays valid: the login of 'user@example.com' has ended", folder.Rotate("--finish", "--revoke-after", "0").Exits(1).Error);
        Assert.HasCount(1, folder.Records);
        folder.Server.Before = static _ => null;
        folder.Rotate("--finish").Exits(0);

        asked = 0;
        folder.Server.Before = line => line == $"GET {Api.Keys}" ? Reply.Status(asked++ == 0 ? 401 : 403) : null;
        Outcome run = folder.Rotate().Exits(1);

        Assert.Contains("error LLENV0055: the login of 'user@example.com' has ended, and its key may not list, make and delete keys there. Run 'dotnet llama-env auth login' again", run.Error);
        folder.IsWhole();
    }

    [TestMethod]
    public async Task A_login_of_another_user_than_the_keys_makes_no_key()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Server.UserOf = static bearer => bearer == RotationFolder.Access ? "user-1" : "user-2";
        folder.Store.With("UPDATE profiles SET api_key_id = NULL");

        Assert.Contains("error LLENV0007: the key of 'user@example.com' belongs to another user than its login", folder.Rotate().Exits(1).Error);

        Assert.AreEqual(0, folder.Asked);
        Assert.AreEqual(Sample.KeyText, folder.ProfileKey);
    }

    [TestMethod]
    public async Task A_key_that_was_made_by_a_request_that_failed_and_deleted_again_is_told_as_that()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Server.Done = static line => line == $"POST {Api.Keys}" ? throw new InvalidOperationException("the server breaks") : Task.CompletedTask;

        Outcome run = folder.Rotate().Exits(1);

        Assert.Contains("error LLENV0052: ", run.Error);
        Assert.Contains("It made the key 'user@example.com llama-env on ", run.Error);
        Assert.Contains("' all the same, which was found and deleted, so all is as it was. Try again later", run.Error);
        Assert.DoesNotContain("may have taken effect", run.Error);
        Assert.IsFalse(Directory.Exists(folder.Journal));
        folder.IsWhole();
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("--finish")]
    public async Task A_profile_that_was_renamed_is_the_same(string option)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Rotate("--to", "dotenv", "--revoke-after", "1s").Exits(0);
        folder.Store.With("UPDATE profiles SET name = 'renamed'; UPDATE settings SET value = 'renamed' WHERE value = 'user@example.com'");
        await Task.Delay(TimeSpan.FromSeconds(1.1));

        Outcome run = folder.Rotate(option.Length == 0 ? ["renamed"] : [option]).Exits(0);

        Assert.Contains("went on and rotated renamed: the new key key-0002 is in the profile, dotenv; the old key key-0001 is revoked", run.Error);
        Assert.AreEqual("key-0002", folder.Server.Keys.Single().Id);
        Assert.AreEqual(1, folder.Asked);
        Assert.IsFalse(Directory.Exists(folder.Journal));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("kubectl:llama-cloud", 0)]
    [DataRow("gh:acme/app", 0)]
    [DataRow("gh", 1)]
    public async Task A_place_that_needs_no_folder_does_without_and_gh_says_that_its_own_is_gone(string output, int exitCode)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Stand("kubectl", """[ "$1" = get ] && { cat "$state/value" 2>/dev/null || true; } || { [ ! -f "$state/broken" ] && cat >"$state/value"; }""");
        folder.Stand("gh", """n=$(cat "$state/n" 2>/dev/null || echo 0); if [ "$2" = list ]; then echo "[{\"name\":\"LLAMA_CLOUD_API_KEY\",\"updatedAt\":\"2026-11-0$((n + 1))T00:00:00Z\"}]"; else [ ! -f "$state/broken" ] && cat >/dev/null && echo $((n + 1)) >"$state/n"; fi""");
        string broken = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Store.Root, "state")).FullName, "broken");
        File.WriteAllText(broken, "");
        folder.Rotate("--to", output).Exits(1);
        File.Delete(broken);
        string record = Directory.EnumerateFiles(folder.Journal, "*.json").Single();
        JsonNode json = JsonNode.Parse(File.ReadAllText(record))!;
        json["directory"] = Path.Combine(folder.Store.Root, "gone");
        File.WriteAllText(record, json.ToJsonString());

        Outcome run = folder.Rotate("--finish").Exits(exitCode);

        if (exitCode == 1)
            Assert.Contains($"error LLENV0059: gh cannot be updated: the folder {Path.Combine(folder.Store.Root, "gone")}, in which the rotation was begun, and whose repository is meant, is gone. ", run.Error);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow(true, false)]
    [DataRow(false, false)]
    [DataRow(false, true)]
    [DataRow(true, true)]
    public async Task Interrupted_while_a_key_is_made_it_ends_after_that_and_says_what_is_left(bool isMade, bool isJson)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        folder.Server.Done = async line =>
        {
            if (line != $"POST {Api.Keys}")
                return;

            asked.TrySetResult();
            await go.Task;
            if (!isMade)
                throw new InvalidOperationException("the server breaks");
        };
        using Process process = folder.Start(isJson ? ["--json"] : []);
        await asked.Task.WaitAsync(Limits.Hang);
        using (Process kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
            kill.WaitForExit();
        await Task.Delay(300); // It is asked to end by then; a machine on which it is not yet makes no difference to what follows.
        go.SetResult();

        Outcome run = folder.Check(Built.Wait(process)).Exits(130);

        if (isJson)
        {
            using JsonDocument json = JsonDocument.Parse(run.Output);
            Assert.AreEqual(1, json.RootElement.GetProperty("rotations").GetArrayLength());
            Assert.AreEqual(1, json.RootElement.GetProperty("errorCount").GetInt32());
            Assert.Contains(isMade ? "it was cancelled, and the rotation is not finished. " : "found and deleted", json.RootElement.GetProperty("diagnostics")[0].GetProperty("message").GetString()!);
        }
        else
            Assert.Contains(isMade ? "the rotation is not finished; 'dotnet llama-env auth rotate' goes on with it" : "which was found and deleted, so all is as it was", run.Error);
        folder.Server.Done = static _ => Task.CompletedTask;
        folder.Rotate("--finish").Exits(0);
        folder.IsWhole();
    }

    /// <summary>A second profile with the same key, as somebody pasted it.</summary>
    private static void AddTwin(RotationFolder folder) =>
        folder.Store.With($"INSERT INTO profiles (name, api_url, project_id, api_key, id) VALUES ('twin', '{folder.Server.Url}', '{Sample.Project}', '{Sample.KeyText}', 't')");

    [TestMethod]
    public async Task A_rotation_of_another_profile_with_the_new_key_goes_on_with_the_one_that_gave_it_away()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        AddTwin(folder);
        folder.Rotate("--to", "dotenv", "--revoke-after", "2h").Exits(0);

        Outcome waiting = folder.Rotate("twin").Exits(1);
        Assert.Contains("error LLENV0058: the last rotation of 'user@example.com' is not finished: its old key key-0001 stays valid until ", waiting.Error);
        folder.Rotate("twin", "--revoke-after", "0").Exits(0);

        Assert.AreEqual("key-0002", folder.Server.Keys.Single().Id);
        Assert.AreEqual(1, folder.Asked);
        Assert.Contains(folder.ProfileKey, File.ReadAllText(Path.Combine(folder.Store.Root, ".env")));
        Assert.IsFalse(Directory.Exists(folder.Journal));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task The_key_of_a_profile_that_goes_stays_where_another_one_has_it(bool isWaiting)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        AddTwin(folder);
        folder.Rotate("--to", "dotenv", "--revoke-after", isWaiting ? "2h" : "0").Exits(0);

        Outcome logout = folder.Tool("auth", "logout", "twin").Exits(0);

        Assert.Contains("warning LLENV0056: the key key-0002 was not deleted on the server, as profile 'user@example.com' has it, too. ", logout.Error);
        Assert.IsTrue(folder.Server.Has(folder.ProfileKey));
        Outcome last = folder.Tool("auth", "logout", RotationFolder.Name).Exits(0);
        Assert.DoesNotContain("was not deleted", last.Error);
        Assert.IsEmpty(folder.Server.Keys);
    }

    [TestMethod]
    public async Task The_key_of_an_environment_that_goes_stays_where_the_same_server_has_another_name()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        string other = folder.Server.Url + "/";
        folder.Store.With($"INSERT INTO environments (api_url, requires_auth) VALUES ('{other}', 1); INSERT INTO profiles (name, api_url, project_id, api_key, api_key_id, id) VALUES ('twin', '{other}', '{Sample.Project}', '{Sample.KeyText}', 'key-0001', 't')");

        Outcome run = folder.Tool("environments", "delete", other).Exits(0);

        Assert.Contains("warning LLENV0056: the key key-0001 was not deleted on the server, as profile 'user@example.com' has it, too", run.Error);
        folder.IsWhole();
    }

    [TestMethod]
    public async Task The_same_time_given_again_does_not_put_off_what_is_due()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Rotate("--to", "dotenv", "--revoke-after", "1s").Exits(0);
        await Task.Delay(TimeSpan.FromSeconds(1.1));

        folder.Rotate("--to", "dotenv", "--revoke-after", "1s").Exits(0);

        Assert.AreEqual("key-0002", folder.Server.Keys.Single().Id);
        Assert.AreEqual(1, folder.Asked);
        folder.IsWhole();
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task An_id_whose_key_is_gone_does_not_pass_for_the_key_that_was_pasted_over_it(bool hasLogin)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync(hasLogin);
        folder.Server.Add("llx-canary-that-was-pasted", "pasted");
        folder.Store.With("UPDATE profiles SET api_key_id = 'key-gone', api_key = 'llx-canary-that-was-pasted'");

        Outcome run = folder.Rotate().Exits(0);

        Assert.Contains("warning LLENV0056: the old key of ", run.Error);
        Assert.Contains("By what is shown of it, it is key-0002 ('pasted', made ", run.Error);
        Assert.HasCount(3, folder.Server.Keys);
    }

    [TestMethod]
    public async Task A_key_that_was_deleted_at_the_server_is_replaced_and_no_warning_speaks_of_it()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Server.Remove(folder.Old);

        Outcome run = folder.Rotate().Exits(0);

        Assert.DoesNotContain("LLENV0056", run.Error);
        folder.IsWhole();
    }

    [TestMethod]
    public async Task A_key_that_has_ended_is_not_said_to_stay_valid()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync(hasLogin: false);
        folder.Store.With("UPDATE profiles SET api_key_id = 'key-0001'");
        folder.Server.Remove(folder.Old);

        Outcome logout = folder.Tool("auth", "logout", folder.Rows).Exits(0);

        Assert.Contains("warning LLENV0056: the server does not accept the key key-0001 any more, so it has ended already", logout.Error);
        Assert.DoesNotContain("stays valid", logout.Error);
    }

    [TestMethod]
    public async Task What_a_killed_run_had_not_put_in_place_goes_with_the_journal()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Rotate("--revoke-after", "2h").Exits(0);
        File.WriteAllText(Path.Combine(folder.Journal, "0123456789abcdef.json.llama-env.tmp"), "{");

        folder.Rotate("--finish", "--revoke-after", "0").Exits(0);

        Assert.IsFalse(Directory.Exists(folder.Journal));
    }
}
