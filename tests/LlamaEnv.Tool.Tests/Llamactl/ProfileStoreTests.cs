using LlamaEnv.Cloud;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Tool.Tests.Llamactl;

[TestClass]
public sealed class ProfileStoreTests
{
    [TestMethod]
    public void A_key_gets_a_profile_with_llamactls_name_that_is_current()
    {
        using Store store = new();

        StoredProfile saved = store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);

        Assert.AreEqual("llx-Fa****Fake", saved.Name);
        Assert.AreEqual(saved, store.Database.ListProfiles().Current);
        Assert.AreEqual($"{saved.Id} {Sample.KeyText} {Sample.Project} NULL NULL", store.Query("SELECT id || ' ' || api_key || ' ' || project_id || ' ' || ifnull(api_key_id, 'NULL') || ' ' || ifnull(device_oidc, 'NULL') FROM profiles"));
    }

    [TestMethod]
    public void A_key_that_looks_like_another_gets_a_number_that_tells_nothing_of_it()
    {
        using Store store = new();
        store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);

        StoredProfile alike = store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.AlikeKey);

        Assert.AreEqual("llx-Fa****Fake-2", alike.Name);
        Assert.AreEqual(Sample.Key, store.Database.Find("llx-Fa****Fake", Sample.Cloud)!.ApiKey);
    }

    [TestMethod]
    public void The_same_key_for_another_project_changes_its_profile()
    {
        using Store store = new();
        StoredProfile first = store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);

        StoredProfile second = store.Database.SaveKey(Sample.Cloud, Sample.OtherProject, Sample.Key);

        Assert.AreEqual(first with { ProjectId = Sample.OtherProject }, second);
        Assert.AreEqual("1", store.Query("SELECT count(*) FROM profiles"));
    }

    [TestMethod]
    public void Without_a_key_the_profile_is_the_default_one()
    {
        using Store store = new();

        store.Database.SaveKey(Sample.Cloud, Sample.Project, key: null);
        store.Database.SaveKey(Sample.Cloud, Sample.OtherProject, key: null);

        Assert.AreEqual($"default {Sample.OtherProject} NULL", store.Query("SELECT name || ' ' || project_id || ' ' || ifnull(api_key, 'NULL') FROM profiles"));
    }

    [TestMethod]
    public void A_second_login_of_a_user_keeps_the_profile_with_its_project_and_key()
    {
        using Store store = new();
        StoredProfile first = store.Database.SaveLogin(Sample.Cloud, Sample.Project, Sample.Login, Sample.Key, "key-1");

        StoredProfile second = store.Database.SaveLogin(Sample.Cloud, Sample.OtherProject, Sample.Login with { Email = "new@example.com", AccessToken = new Secret("fake-second") });

        Assert.AreEqual(first with { LoginJson = second.LoginJson }, second);
        Assert.Contains("fake-second", store.Query("SELECT device_oidc FROM profiles"));
    }

    [TestMethod]
    public void A_new_key_of_a_login_takes_the_place_of_the_old_one()
    {
        using Store store = new();
        store.Database.SaveLogin(Sample.Cloud, Sample.Project, Sample.Login, Sample.Key, "key-1");

        StoredProfile second = store.Database.SaveLogin(Sample.Cloud, Sample.OtherProject, Sample.Login, Sample.AlikeKey, "key-2");

        Assert.AreEqual($"{Sample.AlikeKey.Reveal()} key-2 {Sample.Project}", $"{second.ApiKey!.Value.Reveal()} {second.ApiKeyId} {second.ProjectId}");
        Assert.AreEqual("1", store.Query("SELECT count(*) FROM profiles"));
    }

    [TestMethod]
    public void Another_user_with_the_same_address_gets_another_profile()
    {
        using Store store = new();
        store.Database.SaveLogin(Sample.Cloud, Sample.Project, Sample.Login);

        StoredProfile other = store.Database.SaveLogin(Sample.Cloud, Sample.Project, Sample.Login with { UserId = "user-2" });

        Assert.AreEqual("user@example.com-2", other.Name);
    }

    [TestMethod]
    public void A_change_applies_to_the_row_as_it_is_now()
    {
        using Store store = new();
        StoredProfile read = store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);
        store.Database.Update(read, now => now with { ApiKeyId = "key-1" });

        store.Database.Update(read, now => now with { ProjectId = Sample.OtherProject });

        Assert.AreEqual($"{Sample.OtherProject} key-1", store.Query("SELECT project_id || ' ' || api_key_id FROM profiles"));
    }

    [TestMethod]
    public void A_profile_that_was_made_again_is_not_changed_for_the_old_one()
    {
        using Store store = new();
        StoredProfile old = store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);
        store.Database.Delete(old);
        store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);

        Assert.IsNull(store.Database.Update(old, now => now with { ProjectId = Sample.OtherProject }));
        Assert.IsFalse(store.Database.Delete(old));

        Assert.AreEqual(Sample.Project, store.Query("SELECT project_id FROM profiles"));
    }

    [TestMethod]
    public void A_row_without_an_id_can_be_changed_and_gets_one()
    {
        using Store store = new();
        store.Database.UseEnvironment(Sample.Cloud);
        store.With($"INSERT INTO profiles (name, api_url, project_id) VALUES ('x', '{Sample.Cloud}', 'p')");

        StoredProfile? changed = store.Database.Update(store.Database.Find("x", Sample.Cloud)!, now => now with { ProjectId = "q" });

        Assert.AreEqual("q " + changed!.Id, store.Query("SELECT project_id || ' ' || id FROM profiles"));
        Assert.IsTrue(Guid.TryParse(changed.Id, out _));
    }

    [TestMethod]
    public void Rotated_tokens_are_kept()
    {
        using Store store = new();
        StoredProfile profile = store.Database.SaveLogin(Sample.Cloud, Sample.Project, Sample.Login);
        DeviceLogin rotated = Sample.Login with { AccessToken = new Secret("fake-access-2"), RefreshToken = new Secret("fake-refresh-2") };

        StoredProfile after = store.Database.RotateTokens(profile, Sample.Login.RefreshToken!.Value, rotated)!;

        Assert.AreEqual(rotated, DeviceLogin.Parse(after.LoginJson!.Value));
        Assert.AreEqual(after, store.Database.Find(profile.Name, Sample.Cloud));
    }

    [TestMethod]
    public void Tokens_that_another_process_rotated_first_are_not_overwritten()
    {
        using Store store = new();
        StoredProfile profile = store.Database.SaveLogin(Sample.Cloud, Sample.Project, Sample.Login);
        store.Database.RotateTokens(profile, Sample.Login.RefreshToken!.Value, Sample.Login with { RefreshToken = new Secret("fake-refresh-theirs") });

        StoredProfile after = store.Database.RotateTokens(profile, Sample.Login.RefreshToken!.Value, Sample.Login with { RefreshToken = new Secret("fake-refresh-ours") })!;

        Assert.AreEqual(new Secret("fake-refresh-theirs"), DeviceLogin.Parse(after.LoginJson!.Value)!.RefreshToken);
    }

    [TestMethod]
    public void Tokens_of_a_deleted_profile_are_kept_nowhere()
    {
        using Store store = new();
        StoredProfile profile = store.Database.SaveLogin(Sample.Cloud, Sample.Project, Sample.Login);
        store.Database.Delete(profile);

        Assert.IsNull(store.Database.RotateTokens(profile, Sample.Login.RefreshToken!.Value, Sample.Login));
        Assert.AreEqual("0", store.Query("SELECT count(*) FROM profiles"));
    }

    [TestMethod]
    public void Deleting_the_current_profile_leaves_none_current()
    {
        using Store store = new();

        Assert.IsTrue(store.Database.Delete(store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key)));

        Assert.AreEqual("", store.Query("SELECT value FROM settings WHERE key = 'current_profile'"));
        Assert.AreEqual("", store.Query("SELECT name FROM profiles"));
    }

    [TestMethod]
    public void Deleting_a_profile_of_another_environment_leaves_its_namesake_current()
    {
        using Store store = new();
        store.Database.PutEnvironment(new StoredEnvironment(Sample.Europe, true));
        StoredProfile european = store.Database.SaveKey(Sample.Europe, Sample.Project, Sample.Key);
        store.Database.UseEnvironment(Sample.Cloud);
        StoredProfile current = store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);
        Assert.AreEqual(european.Name, current.Name);

        store.Database.Delete(european);

        Assert.AreEqual(current, store.Database.ListProfiles().Current);
    }

    [TestMethod]
    public void Another_environment_brings_its_first_profile_or_none()
    {
        using Store store = new();
        store.Database.PutEnvironment(new StoredEnvironment(Sample.Europe, true));
        store.Database.SaveLogin(Sample.Europe, Sample.Project, Sample.Login);
        StoredProfile first = store.Database.SaveKey(Sample.Europe, Sample.Project, Sample.Key);

        Assert.IsTrue(store.Database.UseEnvironment(Sample.Cloud));
        Assert.IsNull(store.Database.ListProfiles().Current);
        Assert.AreEqual("", store.Query("SELECT value FROM settings WHERE key = 'current_profile'"));

        Assert.IsTrue(store.Database.UseEnvironment(Sample.Europe));
        Assert.AreEqual(first, store.Database.ListProfiles().Current);
    }

    [TestMethod]
    public void Adding_an_environment_again_keeps_its_profiles_and_the_current_one()
    {
        using Store store = new();
        store.Database.PutEnvironment(new StoredEnvironment(Sample.Europe, false));
        store.Database.SaveKey(Sample.Europe, Sample.Project, Sample.Key);
        StoredProfile current = store.Database.SaveLogin(Sample.Europe, Sample.Project, Sample.Login);

        store.Database.PutEnvironment(new StoredEnvironment(Sample.Europe, true, "0.11"));

        ProfileList profiles = store.Database.ListProfiles();
        Assert.AreEqual(new StoredEnvironment(Sample.Europe, true, "0.11"), profiles.Environment);
        Assert.HasCount(2, profiles.All);
        Assert.AreEqual(current, profiles.Current);
    }

    [TestMethod]
    public void Deleting_the_current_environment_leaves_the_default_one_with_its_own_profile()
    {
        using Store store = new();
        StoredProfile home = store.Database.SaveLogin(Sample.Cloud, Sample.Project, Sample.Login);
        store.Database.PutEnvironment(new StoredEnvironment(Sample.Europe, true));
        store.Database.SaveKey(Sample.Europe, Sample.Project, Sample.Key);

        Assert.IsTrue(store.Database.DeleteEnvironment(Sample.Europe));

        ProfileList profiles = store.Database.ListProfiles();
        Assert.AreEqual(StoredEnvironment.Default, profiles.Environment);
        Assert.AreEqual(home, profiles.Current);
        Assert.AreEqual("1", store.Query("SELECT count(*) FROM profiles"));
    }

    [TestMethod]
    public void Deleting_another_environment_leaves_the_current_profile()
    {
        using Store store = new();
        store.Database.PutEnvironment(new StoredEnvironment(Sample.Europe, true));
        store.Database.SaveKey(Sample.Europe, Sample.Project, Sample.Key);
        store.Database.UseEnvironment(Sample.Cloud);
        StoredProfile current = store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);

        Assert.IsTrue(store.Database.DeleteEnvironment(Sample.Europe));

        Assert.AreEqual(current, store.Database.ListProfiles().Current);
        Assert.AreEqual(Sample.Cloud, store.Query("SELECT api_url FROM environments"));
    }

    [TestMethod]
    public void A_failed_change_changes_nothing()
    {
        using Store store = new();
        StoredProfile profile = store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);

        Assert.ThrowsExactly<InvalidOperationException>(() => store.Database.Update(profile, _ => throw new InvalidOperationException()));
        Assert.ThrowsExactly<ArgumentException>(() => store.Database.SaveKey(Sample.Cloud, " ", Sample.AlikeKey));

        Assert.AreEqual("1", store.Query("SELECT count(*) FROM profiles"));
        Assert.AreEqual(profile, store.Database.ListProfiles().Current);
    }

    [TestMethod]
    public void A_current_name_that_is_empty_is_nobodys()
    {
        using Store store = new();
        store.Database.UseEnvironment(Sample.Cloud);
        store.With($"INSERT INTO profiles (id, name, api_url, project_id) VALUES ('1', '', '{Sample.Cloud}', 'p'); INSERT INTO settings VALUES ('current_profile', '')");

        Assert.IsNull(store.Database.ListProfiles().Current);
    }

    [TestMethod]
    public void The_environment_that_is_listed_where_there_is_none_can_be_used()
    {
        using Store store = new();
        StoredProfile profile = store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);
        store.With($"DELETE FROM environments; UPDATE settings SET value = '{Sample.Europe}' WHERE key = 'current_environment_api_url'");

        Assert.IsTrue(store.Database.UseEnvironment(store.Database.ListEnvironments().All.Single().ApiUrl));

        Assert.AreEqual(profile, store.Database.ListProfiles().Current);
    }
}
