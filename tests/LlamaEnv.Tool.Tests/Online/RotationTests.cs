using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool.Tests.Online;

[TestClass]
public sealed class RotationTests
{
    [TestMethod]
    public async Task A_new_key_is_made_stored_proved_and_put_in_place_before_the_old_one_is_revoked()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();

        Outcome run = folder.Rotate().Exits(0);

        CollectionAssert.AreEqual(
            new[]
            {
                $"GET {Api.Keys}", $"POST {Api.Keys}", $"GET {Api.Me}", $"GET {Api.Projects}", $"GET {Api.Me}", $"DELETE {Api.Keys}/{folder.Old.Id}",
            },
            folder.Server.Lines.ToArray());
        folder.IsWhole();
        Assert.AreEqual($"llama-env: rotated {RotationFolder.Name}: the new key key-0002 is in the profile; the old key key-0001 is revoked, which may take a minute\n", run.Error);
        Assert.StartsWith($"{RotationFolder.Name} llama-env on ", folder.Server.Keys.Single().Name);
        // The login asks for what the key does not do itself.
        Assert.IsTrue(folder.Server.Seen.Where(static seen => seen.Line.Contains(Api.Keys, StringComparison.Ordinal)).All(static seen => seen.Authorization == "Bearer " + RotationFolder.Access));
        Assert.IsTrue(folder.Server.Seen.Where(static seen => seen.Line == $"GET {Api.Me}").All(static seen => seen.Authorization.Contains("canaryMade", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task A_pasted_key_makes_the_new_one_and_stays_as_nobody_knows_its_id()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync(hasLogin: false, project: Sample.Project);

        Outcome run = folder.Rotate().Exits(0);

        Assert.Contains("warning LLENV0056: the old key of 'llx-Fa****Fake' was not revoked and stays valid", run.Error);
        Assert.Contains("By what is shown of it, it is key-0001 ('the first one', made ", run.Error);
        Assert.HasCount(2, folder.Server.Keys);
        Assert.AreEqual(Sample.Project, folder.Server.Keys[1].ProjectId);
        Assert.AreEqual(folder.Server.Keys[1].Text, folder.Store.Query("SELECT api_key FROM profiles"));
        Assert.IsFalse(Directory.Exists(folder.Journal));

        folder.Rotate().Exits(0); // This one knows the id.

        Assert.HasCount(2, folder.Server.Keys);
        Assert.IsTrue(folder.Server.Has(Sample.KeyText));
    }

    [TestMethod]
    public async Task An_old_key_that_is_to_live_on_is_revoked_when_its_time_has_come()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();

        Assert.Contains("; the old key key-0001 stays valid until ", folder.Rotate("--revoke-after", "2h").Exits(0).Error);
        Assert.IsTrue(folder.Server.Has(Sample.KeyText));
        if (!OperatingSystem.IsWindows())
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.GetFiles(folder.Journal).Single()));

        Assert.StartsWith($"llama-env : error LLENV0058: the last rotation of '{RotationFolder.Name}' is not finished: its old key key-0001 stays valid until ", folder.Rotate().Exits(1).Error);
        Assert.StartsWith($"llama-env: not due yet: the old key key-0001 of {RotationFolder.Name} stays valid until ", folder.Rotate("--finish").Exits(0).Error);
        Assert.IsTrue(folder.Server.Has(Sample.KeyText));

        folder.Rotate("--finish", "--revoke-after", "0").Exits(0);

        folder.IsWhole();
        Assert.AreEqual("llama-env: no rotation is unfinished\n", folder.Rotate("--finish").Exits(0).Error);
    }

    [TestMethod]
    [DataRow(401, "LLENV0050")]
    [DataRow(403, "LLENV0051")]
    [DataRow(404, "LLENV0054")]
    [DataRow(409, "LLENV0054")]
    [DataRow(429, "LLENV0052")]
    [DataRow(500, "LLENV0052")]
    [DataRow(200, "LLENV0054", DisplayName = "A page in place of an answer")]
    [DataRow(0, "LLENV0052", DisplayName = "The connection is cut")]
    public async Task A_key_that_is_not_made_changes_nothing(int status, string code)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync(hasLogin: false);
        folder.Server.Before = line => line != $"POST {Api.Keys}" ? null
            : status switch { 0 => Reply.Reset, 200 => Reply.Text("<html>canary</html>", "text/html"), 429 => Reply.RetryAfter("1"), _ => Reply.Status(status) };

        Outcome run = folder.Rotate().Exits(1);

        Assert.Contains($"error {code}: ", run.Error);
        if (status == 429)
            Assert.Contains("answered 429 and asks to retry after 1 seconds, so it did not do what it was asked for. ", run.Error);
        Assert.AreEqual(status is 0 or 500, run.Error.Contains("may have taken effect", StringComparison.Ordinal));
        if (status is 401 or 403)
            Assert.Contains("Log in with 'dotnet llama-env auth login', then run 'dotnet llama-env auth rotate'", run.Error);
        Assert.AreEqual(Sample.KeyText, folder.Server.Keys.Single().Text);
        Assert.AreEqual(Sample.KeyText, folder.Store.Query("SELECT api_key FROM profiles"));
        // A word of the server's is certain; a fault is not: the key may come yet.
        Assert.AreEqual(status is 0 or 200 or 500, folder.Records.Length == 1);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_key_that_the_server_makes_later_is_looked_for_again_and_deleted(bool isFinishing)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Server.Before = static line => line == $"POST {Api.Keys}" ? Reply.Status(500) : null;
        Outcome first = folder.Rotate().Exits(1);
        Assert.Contains("may be made yet. Run 'dotnet llama-env auth rotate --finish' in a while", first.Error);
        using System.Text.Json.JsonDocument record = System.Text.Json.JsonDocument.Parse(folder.Records.Single());
        string name = record.RootElement.GetProperty("keyName").GetString()!;
        Assert.Contains($"'{name}'", first.Error);
        folder.Server.Before = static _ => null;

        Assert.Contains("made no key so far. The server may still make it ('", folder.Rotate("--finish").Exits(0).Error);
        Assert.HasCount(1, folder.Records);
        ServerKey late = folder.Server.Add("llx-canary-of-a-late-answer", name);

        folder.Rotate(isFinishing ? ["--finish"] : []).Exits(0);

        Assert.IsFalse(folder.Server.Has(late.Text));
        Assert.IsEmpty(folder.Records);
        folder.IsWhole();
        Assert.AreEqual(isFinishing, folder.ProfileKey == Sample.KeyText);
    }

    [TestMethod]
    public async Task A_key_that_never_came_is_forgotten_after_an_hour()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Server.Before = static line => line == $"POST {Api.Keys}" ? Reply.Status(500) : null;
        folder.Rotate().Exits(1);
        string file = Directory.EnumerateFiles(folder.Journal, "*.json").Single();
        System.Text.Json.Nodes.JsonNode record = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(file))!;
        record["started"] = DateTimeOffset.UtcNow.AddMinutes(-61).ToString("O");
        File.WriteAllText(file, record.ToJsonString());

        Assert.Contains("was taken back: its new key never reached the store", folder.Rotate("--finish").Exits(0).Error);

        Assert.IsFalse(Directory.Exists(folder.Journal));
    }

    [TestMethod]
    [DataRow($"GET {Api.Me}", 2)]
    [DataRow($"DELETE {Api.Keys}/key-0001", 1)]
    public async Task The_run_after_one_that_could_not_revoke_makes_no_second_key(string failing, int time)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        int seen = 0;
        folder.Server.Before = line => line == failing && ++seen >= time ? Reply.Status(500) : null;
        folder.Rotate().Exits(1);
        string key = folder.ProfileKey;
        folder.Server.Before = static _ => null;

        Assert.StartsWith($"llama-env: went on and rotated {RotationFolder.Name}: the new key key-0002 ", folder.Rotate().Exits(0).Error);

        Assert.AreEqual(1, folder.Asked);
        Assert.AreEqual(key, folder.ProfileKey);
        folder.IsWhole();
    }

    [TestMethod]
    public async Task The_run_after_the_waiting_revokes_and_makes_no_second_key()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Rotate("--revoke-after", "1s").Exits(0);
        await Task.Delay(TimeSpan.FromSeconds(1.1));

        Assert.StartsWith("llama-env: went on and rotated ", folder.Rotate().Exits(0).Error);

        Assert.AreEqual(1, folder.Asked);
        folder.IsWhole();
    }

    [TestMethod]
    public async Task What_the_next_run_asks_for_counts_for_all_that_is_left()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Server.Before = static line => line == $"GET {Api.Projects}" ? Reply.Status(500) : null;
        folder.Rotate().Exits(1);
        folder.Server.Before = static _ => null;
        string file = Path.Combine(folder.Store.Root, ".env");

        Outcome run = folder.Rotate("--to", "dotenv", "--revoke-after", "24h").Exits(0);

        Assert.Contains("went on and rotated ", run.Error);
        Assert.Contains("the old key key-0001 stays valid until ", run.Error);
        Assert.IsTrue(folder.Server.Has(Sample.KeyText));
        Assert.Contains(folder.ProfileKey, File.ReadAllText(file));
        File.Delete(file);

        // Also while it waits: a place more gets it, and a shorter time counts from now.
        Directory.CreateDirectory(Path.Combine(folder.Store.Root, "Properties"));
        File.WriteAllText(Path.Combine(folder.Store.Root, "Properties", "launchSettings.json"), """{"profiles":{"app":{"commandName":"Project"}}}""");
        Assert.Contains("stays valid until ", folder.Rotate("--to", "launch-settings", "--revoke-after", "1h").Exits(0).Error);
        Assert.Contains(folder.ProfileKey, File.ReadAllText(Path.Combine(folder.Store.Root, "Properties", "launchSettings.json")));
        Assert.Contains("\"waitSeconds\": 3600", folder.Records.Single());
        Assert.DoesNotContain("holds the old key", folder.Rotate("--revoke-after", "0").Exits(0).Error);
        Assert.AreEqual(1, folder.Asked);
        folder.IsWhole();
    }

    [TestMethod]
    public async Task A_time_that_finish_is_given_is_kept()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Rotate("--revoke-after", "1s").Exits(0);

        string told = folder.Rotate("--finish", "--revoke-after", "3h").Exits(0).Error;
        await Task.Delay(TimeSpan.FromSeconds(1.1));

        Assert.StartsWith("llama-env: not due yet: ", told);
        Assert.AreEqual(told, folder.Rotate("--finish").Exits(0).Error);
        Assert.IsTrue(folder.Server.Has(Sample.KeyText));
    }

    [TestMethod]
    [DataRow("INSERT INTO profiles (name, api_url, project_id, api_key, id) VALUES ('again', '{0}', 'p', '{1}', 'x')", DisplayName = "another profile")]
    [DataRow("INSERT INTO profiles (name, api_url, project_id, api_key, id) VALUES ('again', '{0}/', 'p', '{1}', 'x')", DisplayName = "another profile, another way to write the URL")]
    [DataRow("UPDATE profiles SET api_key = '{1}', api_key_id = NULL", DisplayName = "the profile itself")]
    public async Task An_old_key_that_was_pasted_again_is_not_revoked(string sql)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Rotate("--revoke-after", "2h").Exits(0);
        folder.Store.With(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, folder.Server.Url, Sample.KeyText));

        Assert.Contains("error LLENV0058: the old key key-0001 is the key of profile '", folder.Rotate("--finish", "--revoke-after", "0").Exits(1).Error);

        Assert.IsTrue(folder.Server.Has(Sample.KeyText));
    }

    [TestMethod]
    public async Task A_third_key_in_the_profile_is_told_as_it_is()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Rotate("--revoke-after", "2h").Exits(0);
        ServerKey third = folder.Server.Add("llx-canary-of-a-third", "third");
        folder.Store.With($"UPDATE profiles SET api_key = '{third.Text}', api_key_id = '{third.Id}'");

        Outcome run = folder.Rotate("--finish", "--revoke-after", "0").Exits(0);

        Assert.DoesNotContain("is in the profile", run.Error);
        Assert.Contains("in place of the new key key-0002 called '", run.Error);
        Assert.Contains("its profile does not have the new key key-0002; the old key key-0001 is revoked", run.Error);
        Assert.AreEqual(third, folder.Server.Keys.Single());
        Assert.IsFalse(Directory.Exists(folder.Journal));
    }

    [TestMethod]
    public async Task A_profile_that_is_gone_leaves_both_keys_which_are_named()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Rotate("--revoke-after", "2h").Exits(0);
        folder.Store.With("DELETE FROM profiles");

        Outcome run = folder.Rotate("--finish", "--revoke-after", "0").Exits(0);

        Assert.Contains("warning LLENV0056: the profile 'user@example.com', which could have revoked its keys, is gone, so both stay valid: the old key key-0001, and the new key key-0002 called '", run.Error);
        Assert.DoesNotContain("is in the profile", run.Error);
        Assert.HasCount(2, folder.Server.Keys);
    }

    [TestMethod]
    public async Task A_key_that_is_not_found_and_still_listed_is_not_revoked()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Server.Before = static line => line.StartsWith("DELETE", StringComparison.Ordinal) ? Reply.Status(404) : null;

        Assert.Contains("error LLENV0056: the old key key-0001 was not revoked and stays valid: ", folder.Rotate().Exits(1).Error);

        Assert.HasCount(1, folder.Records);
    }

    [TestMethod]
    public async Task A_file_that_cannot_be_written_once_there_is_a_new_key_does_not_say_that_nothing_was_changed()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        string file = Path.Combine(folder.Store.Root, ".env");
        folder.Server.Before = line =>
        {
            if (line == $"GET {Api.Me}")
                Directory.CreateDirectory(file);
            return null;
        };

        Outcome run = folder.Rotate("--to", "dotenv").Exits(1);

        Assert.Contains("error LLENV0032: ", run.Error);
        Assert.DoesNotContain("Nothing was changed", run.Error);
        Assert.Contains("The new key is the profile's; the old one is still valid. Run 'dotnet llama-env auth rotate --finish' to go on from here", run.Error);
        Directory.Delete(file);
        folder.Server.Before = static _ => null;
        folder.Rotate("--finish").Exits(0);
        folder.IsWhole();
    }

    [TestMethod]
    public async Task To_finish_a_profile_that_is_not_there_is_an_error()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        Assert.Contains("error LLENV0007: profile 'nobody' does not exist", folder.Rotate("--finish", "nobody").Exits(1).Error);
        Assert.AreEqual("llama-env: no rotation is unfinished\n", folder.Rotate("--finish", RotationFolder.Name).Exits(0).Error);
        folder.Rotate("--revoke-after", "2h").Exits(0);
        Assert.Contains("error LLENV0007: profile 'nobody' does not exist", folder.Rotate("--finish", "nobody").Exits(1).Error);
    }

    [TestMethod]
    public async Task A_key_that_was_made_although_its_answer_was_lost_is_deleted_again()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        bool isLost = true;
        folder.Server.Done = async line =>
        {
            if (line == $"POST {Api.Keys}" && isLost)
            {
                isLost = false;
                await Task.Yield();
                throw new IOException("The connection is gone."); // Kestrel resets it; the key is there.
            }
        };

        Assert.Contains("error LLENV0052: ", folder.Rotate().Exits(1).Error);

        folder.IsWhole();
        Assert.AreEqual(Sample.KeyText, folder.ProfileKey);
    }

    [TestMethod]
    public async Task What_the_server_does_not_know_at_once_is_asked_again()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        int asked = 0;
        folder.Server.Before = line => line == $"GET {Api.Me}" && asked++ < 2 ? Reply.Status(401) : null;

        folder.Rotate().Exits(0);

        folder.IsWhole();
        Assert.AreNotEqual(Sample.KeyText, folder.ProfileKey);
    }

    [TestMethod]
    [DataRow(Api.Projects, 500)]
    [DataRow(Api.Me, 503)]
    public async Task Where_the_server_fails_the_next_run_goes_on(string path, int status)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        bool isDown = true;
        folder.Server.Before = line => isDown && line == $"GET {path}" ? Reply.Status(status) : null;

        Outcome run = folder.Rotate().Exits(1);

        Assert.Contains("error LLENV0052: ", run.Error);
        Assert.Contains("The old key is still the profile's; the new one, '", run.Error);
        Assert.AreEqual(Sample.KeyText, folder.ProfileKey);
        isDown = false;

        Assert.StartsWith($"llama-env: went on and rotated {RotationFolder.Name}: the new key key-0002 ", folder.Rotate().Exits(0).Error);

        folder.IsWhole();
        Assert.HasCount(1, folder.Server.Lines.Where(static line => line == $"POST {Api.Keys}").ToArray());
    }

    [TestMethod]
    public async Task An_old_key_that_cannot_be_revoked_is_named_and_tried_again()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        bool isDown = true;
        folder.Server.Before = line => isDown && line.StartsWith("DELETE", StringComparison.Ordinal) ? Reply.Status(500) : null;

        Assert.Contains("error LLENV0056: the old key key-0001 was not revoked and stays valid: ", folder.Rotate().Exits(1).Error);
        isDown = false;
        folder.Rotate("--finish").Exits(0);

        folder.IsWhole();
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task An_old_key_that_may_not_be_revoked_today_is_tried_again_or_seen_to_be_gone(bool isDeletedByHand)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        bool isForbidden = true;
        folder.Server.Before = line => isForbidden && line.StartsWith("DELETE", StringComparison.Ordinal) ? Reply.Status(403) : null;

        foreach (string option in (string[])["--json", "--finish"])
        {
            Outcome run = folder.Rotate(option).Exits(1);
            Assert.Contains("the old key key-0001 was not revoked and stays valid: the server at ", run.Error + run.Output);
            Assert.Contains("later; or delete the key at https://cloud.llamaindex.ai (API Key in the side bar), or at the page of your own deployment, and run it then", run.Error + run.Output);
            Assert.HasCount(1, folder.Records);
        }

        if (isDeletedByHand)
            folder.Server.Remove(folder.Old);
        else
            isForbidden = false;

        Assert.Contains("the old key key-0001 is revoked", folder.Rotate("--finish").Exits(0).Error);
        folder.IsWhole();
        Assert.IsFalse(Directory.Exists(folder.Journal));
    }

    [TestMethod]
    public async Task Of_a_pasted_key_that_has_ended_the_way_out_is_another_profile()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync(hasLogin: false);
        folder.Rotate().Exits(0); // From now on the id is known.
        folder.Rotate("--revoke-after", "2h").Exits(0);
        string name = folder.Rows;
        folder.Server.Remove(folder.Server.Keys[^1]);

        string said = folder.Rotate("--finish", "--revoke-after", "0").Exits(1).Error;

        Assert.Contains($"error LLENV0050: the server at {folder.Server.Url} does not accept the profile's key key-0003 any more, so the old one, key-0002, was not revoked. End this rotation with 'dotnet llama-env auth logout {ShellWord.Quote(name)}', make a profile of another key with 'dotnet llama-env auth token', and rotate that one; delete the old key at ", said);
        Outcome logout = folder.Tool("auth", "logout", name).Exits(0);
        Assert.DoesNotContain("which the login created", logout.Error);
        Assert.Contains("the old key key-0002 was not revoked and stays valid", logout.Error);
        Assert.IsFalse(Directory.Exists(folder.Journal));
    }

    [TestMethod]
    [DataRow("GET")]
    [DataRow("POST")]
    public async Task A_login_that_may_make_no_key_is_not_sent_to_itself(string method)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Server.Before = line => line == $"{method} {Api.Keys}" ? Reply.Status(403) : null;

        string said = folder.Rotate().Exits(1).Error;

        Assert.Contains("error LLENV0051: ", said);
        Assert.Contains("the login of 'user@example.com' may not list and make keys there. No key was made. ", said);
        Assert.DoesNotContain("auth login'", said);
    }

    [TestMethod]
    public async Task An_old_key_of_another_source_than_a_profile_is_not_sent_to_the_rotation_of_a_profile()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        ServerKey shell = folder.Server.Add("llx-canaryOfTheShell-0123456789-9876", "another", DateTimeOffset.UtcNow.AddDays(-400));
        folder.Store.Environment["LLAMA_CLOUD_API_KEY"] = shell.Text;
        folder.Store.Environment["LLAMA_CLOUD_BASE_URL"] = folder.Server.Url;

        string said = folder.Tool("check", "--no-project", "--source", "environment", "--max-age", "90").Exits(0).Error;

        Assert.Contains("warning LLENV0022: LLAMA_CLOUD_API_KEY (from environment) is 400 days old, and 90 are allowed. Set a new one there: ", said);
    }

    [TestMethod]
    public async Task A_profile_that_is_deleted_meanwhile_leaves_no_key()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Server.Before = line =>
        {
            if (line == $"GET {Api.Me}")
                folder.Store.Query($"DELETE FROM profiles WHERE name = '{RotationFolder.Name}' RETURNING 1");
            return null;
        };

        Outcome run = folder.Rotate().Exits(1);

        Assert.Contains("error LLENV0058: the profile was deleted in the meantime, so the rotation of ", run.Error);
        Assert.AreEqual("", folder.Rows);
        Assert.AreEqual(Sample.KeyText, folder.Server.Keys.Single().Text);
        Assert.IsFalse(Directory.Exists(folder.Journal));
    }

    [TestMethod]
    public async Task A_key_that_a_login_put_into_the_profile_meanwhile_stays()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        ServerKey other = folder.Server.Add("llx-canary-of-a-login-meanwhile", "of a login");
        folder.Server.Before = line =>
        {
            if (line == $"GET {Api.Me}")
                folder.Store.Query($"UPDATE profiles SET api_key = '{other.Text}', api_key_id = '{other.Id}' WHERE name = '{RotationFolder.Name}' RETURNING 1");
            return null;
        };

        Assert.Contains("error LLENV0058: the profile got another key in the meantime", folder.Rotate().Exits(1).Error);

        Assert.AreEqual(RotationFolder.Name, folder.Rows);
        Assert.AreEqual(other.Text, folder.ProfileKey);
        CollectionAssert.AreEqual(new[] { folder.Old.Id, other.Id }, folder.Server.Keys.Select(static key => key.Id).ToArray());
    }

    [TestMethod]
    public async Task Profiles_with_the_same_key_get_the_new_one_and_are_named()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Store.With($"INSERT INTO profiles (name, api_url, project_id, api_key, id) VALUES ('ci', '{folder.Server.Url}', '{Sample.Project}', '{Sample.KeyText}', 'x'), ('slash', '{folder.Server.Url}/', '{Sample.Project}', '{Sample.KeyText}', 'z'), ('other', '{Sample.Cloud}', '{Sample.Project}', '{Sample.KeyText}', 'y')");

        Outcome run = folder.Rotate().Exits(1);

        Assert.Contains("also updated, as they had the same key: ci, slash\n", run.Error);
        Assert.AreEqual(folder.ProfileKey, folder.Store.Query("SELECT api_key FROM profiles WHERE name = 'ci'"));
        Assert.AreEqual(Sample.KeyText, folder.Store.Query("SELECT api_key FROM profiles WHERE name = 'other'"));
        // The same server may have another name, so the key is not taken away from whoever has it there.
        Assert.Contains($"error LLENV0058: the old key key-0001 is the key of profile 'other' of {Sample.Cloud}, too, so it was not revoked. ", run.Error);
        Assert.IsTrue(folder.Server.Has(Sample.KeyText));
        folder.Store.With("DELETE FROM profiles WHERE name = 'other'");
        folder.Rotate("--finish").Exits(0);
        Assert.IsFalse(folder.Server.Has(Sample.KeyText));
    }

    [TestMethod]
    public async Task A_profile_of_another_server_that_has_a_key_which_the_user_is_to_delete_is_named()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync(hasLogin: false);
        folder.Store.With($"INSERT INTO profiles (name, api_url, project_id, api_key, id) VALUES ('other', '{Sample.Cloud}', '{Sample.Project}', '{Sample.KeyText}', 'y')");

        Assert.Contains($"warning LLENV0059: profile 'other' of {Sample.Cloud} has the old key, too. ", folder.Rotate().Exits(0).Error);
    }

    [TestMethod]
    [DataRow(Api.Me, 401, "LLENV0050")]
    [DataRow(Api.Projects, 403, "LLENV0051")]
    public async Task A_new_key_that_the_server_never_accepts_is_taken_back(string path, int status, string code)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Server.Before = line => line == $"GET {path}" ? Reply.Status(status) : null;

        DiagnosticException failure = await folder.RotateHereAsync();

        Assert.AreEqual(code, failure.Diagnostic.Code);
        Assert.Contains("so the rotation was taken back. The old key is as it was", failure.Diagnostic.Message);
        folder.IsWhole();
        Assert.AreEqual(Sample.KeyText, folder.ProfileKey);
    }

    [TestMethod]
    public async Task A_project_that_the_new_key_cannot_use_takes_it_back()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Server.Projects = [Sample.OtherProject];

        Assert.AreEqual("LLENV0051", (await folder.RotateHereAsync()).Diagnostic.Code);

        folder.IsWhole();
        Assert.AreEqual(Sample.KeyText, folder.ProfileKey);
    }

    [TestMethod]
    public async Task A_new_key_that_is_refused_and_cannot_be_deleted_is_not_forgotten()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Server.Projects = [Sample.OtherProject];
        folder.Server.Before = static line => line.StartsWith("DELETE", StringComparison.Ordinal) ? Reply.Status(404) : null;

        Diagnostic said = (await folder.RotateHereAsync()).Diagnostic;

        Assert.AreEqual("LLENV0056", said.Code);
        Assert.StartsWith($"the key or login has no access to project '{Sample.Project}' at {folder.Server.Url}, or it does not exist, asked with the new key; and the rotation could not be taken back: the server says that there is no key key-0002 to delete, and still lists it. ", said.Message);
        Assert.HasCount(1, folder.Records);

        folder.Server.Before = static _ => null;
        folder.Server.Projects = [Sample.Project];
        folder.Rotate("--finish").Exits(0);
        folder.IsWhole();
    }

    [TestMethod]
    public async Task A_key_that_may_have_been_made_for_a_profile_that_is_gone_is_named_as_such()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Server.Before = static line => line == $"POST {Api.Keys}" ? Reply.Status(500) : null;
        folder.Rotate().Exits(1);
        folder.Server.Before = static _ => null;
        folder.Store.With("DELETE FROM profiles");

        string said = folder.Rotate("--finish").Exits(0).Error;

        Assert.Contains("warning LLENV0056: the server may have a key called ", said);
        Assert.DoesNotContain("was deleted", said);
        Assert.DoesNotContain("key deleted", said);
    }

    [TestMethod]
    public async Task A_second_one_that_waited_replaces_the_key_of_the_first()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        folder.Server.Done = async line =>
        {
            if (line == $"POST {Api.Keys}" && asked.TrySetResult())
                await go.Task;
        };
        using System.Diagnostics.Process first = folder.Start();
        await asked.Task;
        using System.Diagnostics.Process second = folder.Start();
        await Task.Delay(500); // Long enough for it to read the profile, and short enough for it to wait.
        go.SetResult();

        folder.Check(Built.Wait(first)).Exits(0);
        folder.Check(Built.Wait(second)).Exits(0);
        folder.IsWhole();
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_profile_that_is_deleted_takes_the_old_key_along_that_waits_for_its_end_and_says_so(bool isLogout)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Rotate("--to", "dotenv", "--to", "launch-settings", "--revoke-after", "2h").Exits(0);
        Assert.HasCount(2, folder.Server.Keys);

        Outcome run = folder.Tool(isLogout ? ["auth", "logout", RotationFolder.Name] : ["environments", "delete", folder.Server.Url]).Exits(0);

        Assert.Contains($"warning LLENV0058: the rotation of '{RotationFolder.Name}' was not finished, and ends with the profile: its old key key-0001, which was to stay valid until ", run.Error);
        Assert.Contains($"warning LLENV0058: the key key-0002, which the rotation of '{RotationFolder.Name}' gave to dotenv, launch-settings, is deleted on the server with the profile. ", run.Error);
        Assert.IsEmpty(folder.Server.Keys);
        Assert.AreEqual("", folder.Rows);
        Assert.IsFalse(Directory.Exists(folder.Journal));
    }

    [TestMethod]
    [DataRow(422, """{"detail":[{"loc":["body","name"],"msg":"String should have at most 64 characters","type":"string_too_long"}]}""", "name: String should have at most 64 characters")]
    [DataRow(400, """{"detail":"Project does not exist.\nAsk its owner."}""", "Project does not exist. Ask its owner")]
    [DataRow(409, """{"message":"You have too many keys, such as llx-canaryOfTheServer0123456789"}""", "You have too many keys, such as ")]
    [DataRow(400, """{"error":{"message":"No more keys"}}""", "No more keys")]
    public async Task The_reason_for_which_a_server_makes_no_key_is_shown(int status, string body, string reason)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Server.Before = line => line == $"POST {Api.Keys}" ? Reply.Json(body, status) : null;

        Outcome run = folder.Rotate().Exits(1);

        Assert.Contains($"error LLENV0054: the server at {folder.Server.Url} refused the request with status {status} ", run.Error);
        Assert.Contains($", and says: {reason}", run.Error);
        Assert.DoesNotContain("proxy", run.Error);
        Assert.IsEmpty(folder.Records);
        folder.IsWhole();
    }

    [TestMethod]
    public async Task A_key_that_was_pasted_over_another_does_not_take_that_one_along()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        ServerKey pasted = folder.Server.Add("llx-canary-that-was-pasted", "pasted");
        folder.Store.With($"UPDATE profiles SET api_key = '{pasted.Text}'"); // And not its id.

        Outcome run = folder.Rotate().Exits(0);

        Assert.Contains("warning LLENV0056: the old key of 'user@example.com' was not revoked and stays valid", run.Error);
        Assert.Contains("By what is shown of it, it is key-0002 ('pasted', made ", run.Error);
        Assert.HasCount(3, folder.Server.Keys);
        Assert.AreEqual("key-0003", folder.Profile!.ApiKeyId);
        Assert.IsFalse(Directory.Exists(folder.Journal));
    }

    [TestMethod]
    public async Task A_logout_names_the_key_that_the_server_may_still_make()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Server.Before = static line => line == $"POST {Api.Keys}" ? Reply.Status(500) : null;
        folder.Rotate().Exits(1);
        folder.Server.Before = static _ => null;

        Outcome logout = folder.Tool("auth", "logout", RotationFolder.Name).Exits(0);

        Assert.Contains("warning LLENV0056: the server may still make a key called '", logout.Error);
        Assert.IsFalse(Directory.Exists(folder.Journal));
    }

    [TestMethod]
    public async Task A_new_key_that_has_ended_meanwhile_keeps_the_old_one()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Rotate("--revoke-after", "2h").Exits(0);
        bool isEnded = true;
        folder.Server.Before = line => isEnded && line == $"GET {Api.Me}" ? Reply.Status(401) : null;

        Assert.Contains("error LLENV0050: ", folder.Rotate("--finish", "--revoke-after", "0").Exits(1).Error);

        Assert.IsTrue(folder.Server.Has(Sample.KeyText));
        isEnded = false;
        folder.Rotate("--finish", "--revoke-after", "0").Exits(0);
        folder.IsWhole();
    }

    [TestMethod]
    public async Task Two_at_once_do_not_meet()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        folder.Server.Done = async line =>
        {
            if (line == $"POST {Api.Keys}")
            {
                asked.TrySetResult();
                await go.Task;
            }
        };
        using System.Diagnostics.Process first = folder.Start();
        await asked.Task;

        Assert.Contains("error LLENV0058: another rotation is under way: ", folder.Rotate().Exits(1).Error);
        Assert.HasCount(2, folder.Server.Keys);
        go.SetResult();

        folder.Check(Built.Wait(first)).Exits(0);
        folder.IsWhole();
    }

    [TestMethod]
    public async Task Where_the_store_cannot_be_changed_no_key_is_made()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Store.With("PRAGMA user_version = 3");

        Assert.Contains("error LLENV0002: ", folder.Rotate().Exits(1).Error);

        Assert.IsEmpty(folder.Server.Lines);
        Assert.IsFalse(Directory.Exists(folder.Journal));
    }

    [TestMethod]
    public async Task The_files_of_this_machine_are_checked_before_and_written_before_the_end()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        string file = Path.Combine(folder.Store.Root, ".env");
        Directory.CreateDirectory(file);
        Assert.Contains("error LLENV0032: ", folder.Rotate("--to", "dotenv").Exits(1).Error);
        Assert.IsEmpty(folder.Server.Lines);

        Directory.Delete(file);
        File.WriteAllText(file, $"A=1\nLLAMA_CLOUD_API_KEY={Sample.KeyText}\n");
        TempFolder.Close(file);
        Outcome run = folder.Rotate("--to", "dotenv").Exits(0);

        Assert.StartsWith($"A=1\nLLAMA_CLOUD_API_KEY={folder.ProfileKey}\n", File.ReadAllText(file));
        Assert.DoesNotContain("holds the old key", run.Error);
        folder.IsWhole();
        Assert.Contains("warning LLENV0059: this file holds the old key", folder.Rotate().Exits(0).Error);
    }

    [TestMethod]
    public async Task Json_says_what_was_done_in_the_good_case_and_the_bad()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();

        Outcome good = folder.Rotate("--json", "--revoke-after", "1h").Exits(0);
        Outcome bad = folder.Rotate("--json").Exits(1);
        Outcome nobody = folder.Rotate("nobody", "--json").Exits(1);

        Assert.AreEqual("", good.Error + bad.Error + nobody.Error);
        using System.Text.Json.JsonDocument json = System.Text.Json.JsonDocument.Parse(good.Output);
        System.Text.Json.JsonElement rotation = json.RootElement.GetProperty("rotations")[0];
        Assert.AreEqual("waiting key-0002 key-0001 False", $"{rotation.GetProperty("state")} {rotation.GetProperty("keyId")} {rotation.GetProperty("oldKeyId")} {rotation.GetProperty("revoked")}");
        Assert.IsTrue(json.RootElement.GetProperty("valid").GetBoolean());
        Assert.Contains("\"code\": \"LLENV0058\"", bad.Output);
        Assert.Contains("\"state\": \"waiting\"", bad.Output);
        Assert.Contains("\"code\": \"LLENV0007\"", nobody.Output);
    }

    [TestMethod]
    public async Task A_name_of_another_environment_is_told_where_it_is()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Store.With($"INSERT INTO profiles (name, api_url, project_id, api_key, id) VALUES ('there', '{Sample.Cloud}', '{Sample.Project}', '{Sample.KeyText}', 'y')");

        Assert.Contains($"error LLENV0007: profile 'there' does not exist in the current environment, {folder.Server.Url}, but in {Sample.Cloud}. ", folder.Rotate("there").Exits(1).Error);
        Assert.Contains("error LLENV0007: profile 'nobody' does not exist in environment ", folder.Rotate("nobody").Exits(1).Error);
        Assert.IsEmpty(folder.Server.Lines);
    }

    [TestMethod]
    [DataRow("--revoke-after", "soon")]
    [DataRow("--revoke-after", "2")]
    [DataRow("--revoke-after", "400d")]
    [DataRow("--finish", "--to", "dotenv")]
    public void What_makes_no_sense_is_a_usage_error(params string[] arguments)
    {
        using Store store = new();
        Built.Run(store, Built.Tool, ["auth", "rotate", .. arguments]).Exits(2);
    }

    [TestMethod]
    [DataRow("run")]
    [DataRow("gh:not a repository")]
    [DataRow("kubectl")]
    [DataRow("kubectl:Upper")]
    [DataRow("az:vault/name/more")]
    [DataRow("gh,colour=red")]
    [DataRow("gh,name=GITHUB_KEY")]
    [DataRow("gh:acme/app,name=github_key")]
    [DataRow("gh:acme/app,name=1KEY")]
    [DataRow("gh:acme/app,name=MY-KEY")]
    [DataRow("gh:--help/x")]
    public async Task An_output_that_is_none_is_refused_before_anything_is_asked(string output)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();

        Assert.Contains("error LLENV0006: ", folder.Rotate("--to", output).Exits(1).Error);

        Assert.IsEmpty(folder.Server.Lines);
    }

    [TestMethod]
    public async Task An_old_key_is_a_warning_where_the_server_tells_its_age()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        await using KeyServer server = folder.Server;
        server.Add("llx-" + Sample.AlikeKey.Reveal()[4..], "another", DateTimeOffset.UtcNow.AddDays(-400));
        folder.Store.With($"UPDATE profiles SET api_key_id = 'key-0002', api_key = '{Sample.AlikeKey.Reveal()}'");

        Outcome old = folder.Tool("check", "--source", "profile", "--max-age", "90").Exits(0);
        Assert.Contains("warning LLENV0022: LLAMA_CLOUD_API_KEY (from profile", old.Error);
        Assert.Contains($"is 400 days old, and 90 are allowed. Replace it with 'dotnet llama-env auth rotate {RotationFolder.Name}'", old.Error);
        Assert.Contains(", 400 days old\n", old.Output);
        Assert.AreEqual("", folder.Tool("check", "--source", "profile", "--max-age", "400").Exits(0).Error);

        // What is shown of the key of that id is not this key's: another was pasted over it. Two others look like it.
        server.Add("llx-canary-of-another-one", "another");
        folder.Store.With("UPDATE profiles SET api_key_id = 'key-0003'");
        Assert.Contains(", of unknown age\n", folder.Tool("check", "--source", "profile", "--max-age", "90").Exits(0).Output);

        server.Remove(folder.Old);
        foreach (string id in (string[])["key-0003", "key-gone"])
        {
            folder.Store.With($"UPDATE profiles SET api_key_id = '{id}'");
            Assert.Contains(", 400 days old\n", folder.Tool("check", "--source", "profile", "--max-age", "90").Exits(0).Output);
        }

        server.Before = static line => line == $"GET {Api.Keys}" ? Reply.Status(403) : null;
        Outcome unknown = folder.Tool("check", "--source", "profile", "--max-age", "90").Exits(0);
        Assert.AreEqual("", unknown.Error);
        Assert.Contains(", of unknown age\n", unknown.Output);
        Built.Run(folder.Store, Built.Tool, "check", "--max-age", "-1").Exits(2);
    }
}
