namespace LlamaEnv.Tool.Tests.Online;

/// <summary>Places outside this machine: their programs are stand-ins with the real ones' options, which note what they were started with.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class RotationPlaceTests
{
    /// <summary>As gh 2.60: 'set' reads the value, 'list' shows the time of the last change.</summary>
    private const string GitHub = """
        n=$(cat "$state/n" 2>/dev/null || echo 0)
        case "$1 $2" in
            'secret set') if [ -f "$state/broken" ]; then cat >/dev/null; exit 0; fi; cat >"$state/value"; echo $((n + 1)) >"$state/n" ;;
            'secret list') if [ "$n" = 0 ]; then echo '[]'; else echo "[{\"name\":\"LLAMA_CLOUD_API_KEY\",\"updatedAt\":\"2026-11-0${n}T00:00:00Z\"}]"; fi ;;
            *) exit 1 ;;
        esac
        """;

    [TestMethod]
    public async Task GitHub_gets_the_key_on_standard_input_and_is_seen_to_have_it()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Stand("gh", GitHub);
        folder.Store.Environment["LLAMA_CLOUD_API_KEY"] = "llx-canary-of-the-shell";

        Outcome run = folder.Rotate("--to", "gh:acme/app,env=prod").Exits(0);

        Assert.DoesNotContain("LLAMA_CLOUD_API_KEY=", folder.State("env"));

        Assert.AreEqual(folder.ProfileKey, folder.State("value"));
        Assert.Contains("gh secret set LLAMA_CLOUD_API_KEY --repo acme/app --env prod\n", folder.State("argv"));
        Assert.Contains("the new key key-0002 is in the profile, gh:acme/app,env=prod; the old key key-0001 stays valid until ", run.Error);
        Assert.IsTrue(folder.Server.Has(Sample.KeyText));

        folder.Rotate("--finish", "--revoke-after", "0").Exits(0);
        folder.IsWhole();
    }

    [TestMethod]
    public async Task A_place_outside_this_machine_that_the_next_run_names_gets_a_day()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Stand("gh", GitHub);
        folder.Server.Before = static line => line == $"GET {Api.Projects}" ? Reply.Status(500) : null;
        folder.Rotate().Exits(1);
        folder.Server.Before = static _ => null;

        Assert.Contains("; the old key key-0001 stays valid until ", folder.Rotate("--to", "gh:acme/app").Exits(0).Error);

        Assert.AreEqual(folder.ProfileKey, folder.State("value"));
        Assert.IsTrue(folder.Server.Has(Sample.KeyText));
        Assert.AreEqual(1, folder.Asked);
    }

    [TestMethod]
    public async Task A_place_that_is_gone_for_ever_can_be_left_out()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Stand("gh", GitHub);
        Directory.CreateDirectory(Path.Combine(folder.Store.Root, "state"));
        File.WriteAllText(Path.Combine(folder.Store.Root, "state", "broken"), "");
        Assert.Contains("with '--without gh:acme/app' if that is gone for ever", folder.Rotate("--to", "gh:acme/app", "--revoke-after", "0").Exits(1).Error);

        Assert.Contains("error LLENV0006: no rotation that is not finished has the output 'gh:acme/other'", folder.Rotate("--finish", "--without", "gh:acme/other").Exits(1).Error);
        folder.Rotate("--without", "gh:acme/app").Exits(2);
        Assert.HasCount(2, folder.Server.Keys);

        folder.Rotate("--finish", "--without", "gh:acme/app").Exits(0);

        folder.IsWhole();
        Assert.AreEqual(1, folder.Asked);
    }

    [TestMethod]
    public async Task What_does_not_show_that_it_was_changed_keeps_the_old_key_alive_and_the_next_run_goes_on()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Stand("gh", GitHub);
        Directory.CreateDirectory(Path.Combine(folder.Store.Root, "state"));
        string broken = Path.Combine(folder.Store.Root, "state", "broken");
        File.WriteAllText(broken, "");

        Outcome run = folder.Rotate("--to", "gh", "--revoke-after", "0").Exits(1);

        Assert.Contains("error LLENV0059: gh does not have the new key for certain: GitHub's list does not show that LLAMA_CLOUD_API_KEY was changed. ", run.Error);
        Assert.Contains("The new key is the profile's; the old one is still valid. Run 'dotnet llama-env auth rotate --finish' to go on from here", run.Error);
        Assert.HasCount(2, folder.Server.Keys);
        File.Delete(broken);

        folder.Rotate().Exits(0);

        Assert.AreEqual(folder.ProfileKey, folder.State("value"));
        folder.IsWhole();
    }

    [TestMethod]
    [DataRow("gh", "gh", "exit 4", DisplayName = "gh is not logged in")]
    [DataRow("gh", "gh", "echo nonsense", DisplayName = "gh prints something else")]
    [DataRow("kubectl:llama-cloud", "kubectl", "echo 'error: llx-FakeOnStandardError0123456789' >&2; exit 1", DisplayName = "kubectl repeats a key")]
    [DataRow("az:acme-vault", "az", "echo Forbidden >&2; exit 1", DisplayName = "az may not")]
    public async Task A_place_that_cannot_be_reached_stops_before_a_key_is_made(string output, string program, string script)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Stand(program, script);

        Outcome run = folder.Rotate("--to", output).Exits(1);

        Assert.Contains("error LLENV0059: ", run.Error);
        Assert.DoesNotContain("FakeOnStandardError", run.Error);
        Assert.IsEmpty(folder.Server.Lines);
        Assert.IsFalse(Directory.Exists(folder.Journal));
    }

    [TestMethod]
    public async Task A_program_that_is_not_there_is_named()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Store.Environment["PATH"] = Path.Combine(folder.Store.Root, "bin");

        Assert.Contains("error LLENV0059: az:acme-vault cannot be updated: there is no program 'az' on PATH. ", folder.Rotate("--to", "az:acme-vault").Exits(1).Error);
        Assert.IsEmpty(folder.Server.Lines);
    }

    [TestMethod]
    public async Task A_secret_of_Kubernetes_gets_one_entry_and_keeps_the_others()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Stand("kubectl", """
            case "$1" in
                get) if [ -f "$state/value" ]; then cat "$state/value"; else echo '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"llama-cloud","resourceVersion":"7"},"type":"Opaque","data":{"OTHER":"eA=="}}'; fi ;;
                replace) cat >"$state/value" ;;
                *) exit 1 ;;
            esac
            """);

        folder.Rotate("--to", "kubectl:prod/llama-cloud,context=blue", "--revoke-after", "0").Exits(0);

        using System.Text.Json.JsonDocument secret = System.Text.Json.JsonDocument.Parse(folder.State("value"));
        System.Text.Json.JsonElement data = secret.RootElement.GetProperty("data");
        Assert.AreEqual("eA==", data.GetProperty("OTHER").GetString());
        Assert.AreEqual(folder.ProfileKey, System.Text.Encoding.UTF8.GetString(data.GetProperty("LLAMA_CLOUD_API_KEY").GetBytesFromBase64()));
        Assert.AreEqual("7", secret.RootElement.GetProperty("metadata").GetProperty("resourceVersion").GetString());
        Assert.Contains("kubectl replace --filename - --output name --validate=false --namespace prod --context blue\n", folder.State("argv"));
        folder.IsWhole();
    }

    [TestMethod]
    public async Task A_key_vault_gets_the_key_from_standard_input_and_shows_it()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Stand("az", """
            case "$3" in
                show) [ -f "$state/value" ] || { echo 'ERROR: (SecretNotFound)' >&2; exit 3; }; cat "$state/value"; echo ;;
                set) file=; while [ $# -gt 0 ]; do [ "$1" = --file ] && file=$2; shift; done; cat "$file" >"$state/value" ;;
                *) exit 1 ;;
            esac
            """);

        folder.Rotate("--to", "az:acme-vault/llama-key", "--revoke-after", "0s").Exits(0);

        Assert.AreEqual(folder.ProfileKey, folder.State("value"));
        Assert.Contains("az keyvault secret set --vault-name acme-vault --name llama-key --file /dev/stdin --encoding utf-8 --output none --only-show-errors\n", folder.State("argv"));
        folder.IsWhole();
    }

    private const string Kubernetes = """
        case "$1" in
            get) [ ! -f "$state/broken" ] || { echo 'no login' >&2; exit 1; }; cat "$state/value" 2>/dev/null || true ;;
            create|replace) cat >"$state/value" ;;
            *) exit 1 ;;
        esac
        """;

    private const string Vault = """
        case "$3" in
            show) [ ! -f "$state/broken" ] || { echo 'no login' >&2; exit 1; }; [ -f "$state/value" ] || exit 3; cat "$state/value"; echo ;;
            set) file=; while [ $# -gt 0 ]; do [ "$1" = --file ] && file=$2; shift; done; cat "$file" >"$state/value" ;;
        esac
        """;

    [TestMethod]
    [DataRow("kubectl:prod/llama-cloud", "kubectl", Kubernetes, "other", "has another one")]
    [DataRow("kubectl:prod/llama-cloud", "kubectl", Kubernetes, "none", "has none")]
    [DataRow("az:acme-vault", "az", Vault, "old", "has the old one")]
    public async Task A_place_that_lost_the_new_key_meanwhile_keeps_the_old_one_alive(string output, string program, string script, string what, string fault)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Stand(program, script);
        folder.Rotate("--to", output).Exits(0);
        string file = Path.Combine(folder.Store.Root, "state", "value");
        string good = File.ReadAllText(file);
        string key = what == "old" ? Sample.KeyText : "llx-FakeOfSomebodyElse0123456789";
        string value = program == "az" ? key : $$"""{"data":{"LLAMA_CLOUD_API_KEY":"{{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(key))}}"} }""";
        if (what == "none")
            File.Delete(file);
        else
            File.WriteAllText(file, value);

        Outcome run = folder.Rotate("--finish", "--revoke-after", "0").Exits(1);

        Assert.Contains($"error LLENV0059: {output} does not have the new key any more: it {fault}. The old key was not revoked. ", run.Error);
        Assert.DoesNotContain("FakeOfSomebodyElse", run.Error);
        Assert.IsTrue(folder.Server.Has(Sample.KeyText));
        Assert.HasCount(1, folder.Records);
        if (what != "none")
            Assert.AreEqual(value, File.ReadAllText(file)); // Nobody's change is written over.
        folder.Rotate("--finish").Exits(1);

        if (what == "other")
            folder.Rotate("--finish", "--without", output).Exits(0);
        else
        {
            File.WriteAllText(file, good);
            folder.Rotate("--finish").Exits(0);
        }

        folder.IsWhole();
    }

    [TestMethod]
    public async Task A_place_that_lost_the_new_key_is_not_among_those_that_have_it()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Stand("kubectl", Kubernetes);
        folder.Rotate("--to", "kubectl:llama-cloud", "--to", "dotenv").Exits(0);
        File.Delete(Path.Combine(folder.Store.Root, "state", "value"));

        // Told before the time has come, when it can still be mended.
        Outcome waiting = folder.Rotate("--finish", "--json").Exits(0);
        Assert.AreEqual("dotenv True, kubectl:llama-cloud False", OutputsIn(waiting));
        Assert.Contains("kubectl:llama-cloud does not have the new key any more: it has none. ", waiting.Output);
        Assert.Contains($"export --source profile:{RotationFolder.Name} --format json' prints it", waiting.Output);
        Assert.AreEqual("dotenv True, kubectl:llama-cloud False", OutputsIn(folder.Rotate("--json").Exits(1)));
        Assert.AreEqual("dotenv True, kubectl:llama-cloud False", OutputsIn(folder.Rotate("--finish", "--json", "--revoke-after", "0").Exits(1)));

        Outcome run = folder.Rotate("--finish", "--json", "--without", "kubectl:llama-cloud").Exits(0);

        Assert.AreEqual("dotenv True", OutputsIn(run));
        folder.IsWhole();
    }

    private static string OutputsIn(Outcome run)
    {
        using System.Text.Json.JsonDocument json = System.Text.Json.JsonDocument.Parse(run.Output);
        return string.Join(", ", json.RootElement.GetProperty("rotations")[0].GetProperty("outputs").EnumerateArray().Select(static output => $"{output.GetProperty("output")} {output.GetProperty("updated")}"));
    }

    [TestMethod]
    public async Task A_place_that_cannot_be_looked_at_keeps_the_old_key_alive()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Stand("kubectl", Kubernetes);
        folder.Rotate("--to", "kubectl:llama-cloud").Exits(0);
        string broken = Path.Combine(folder.Store.Root, "state", "broken");
        File.WriteAllText(broken, "");

        Assert.Contains("error LLENV0059: kubectl:llama-cloud could not be looked at, so the old key was not revoked: kubectl ended with exit code 1 and said: no login. ", folder.Rotate("--finish", "--revoke-after", "0").Exits(1).Error);

        Assert.IsTrue(folder.Server.Has(Sample.KeyText));
        File.Delete(broken);
        folder.Rotate("--finish").Exits(0);
        folder.IsWhole();
    }

    [TestMethod]
    public async Task A_place_that_fails_does_not_keep_the_others_from_getting_the_key()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Stand("gh", """[ "$2" = list ] || exit 7; echo '[]'""");
        folder.Stand("az", """[ "$3" = show ] && exit 3; exit 8""");
        folder.Stand("kubectl", Kubernetes);

        Outcome run = folder.Rotate("--to", "gh", "--to", "az:acme-vault", "--to", "kubectl:llama-cloud", "--to", "dotenv").Exits(1);

        Assert.Contains("error LLENV0059: gh does not have the new key for certain: gh ended with exit code 7. ", run.Error);
        Assert.Contains("error LLENV0059: az:acme-vault does not have the new key for certain: az ended with exit code 8. ", run.Error);
        Assert.Contains(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(folder.ProfileKey)), folder.State("value"));
        Assert.IsTrue(folder.Server.Has(Sample.KeyText));

        folder.Stand("gh", GitHub);
        Outcome finish = folder.Rotate("--finish", "--without", "az:acme-vault").Exits(0);

        // It gave the key to gh just now, and says so.
        Assert.Contains("went on and rotated ", finish.Error);
        Assert.Contains("is in the profile, dotenv, kubectl:llama-cloud, gh; the old key key-0001 stays valid until ", finish.Error);
        Assert.Contains("llama-env: not due yet: ", folder.Rotate("--finish").Exits(0).Error); // The stand-ins have one file for all of them, so kubectl's is gone.
    }
}
