using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LlamaEnv.Files.Sources.Processes;

namespace LlamaEnv.KeyVault.Tests;

/// <summary>The program as it is started: how it logs in, what it prints, that it ends. A start without native code takes most of a second, so they are few.</summary>
[TestClass]
public sealed class ProgramTests
{
    private static readonly string s_program = Repository.GivenKeyVault ?? Repository.Executable("src/LlamaEnv.KeyVault", "llama-env-key-vault");

    /// <summary>A line that no other process on this machine has.</summary>
    private static readonly string s_sleep = string.Create(CultureInfo.InvariantCulture, $"sleep 613.{Environment.ProcessId}");

    private static string Key => Fake.Key("KeyVault");

    [TestInitialize]
    public void NeedTrust()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Inconclusive("SSL_CERT_FILE is a variable of Linux");
    }

    [TestMethod]
    [DataRow("client secret", " secret", DisplayName = "a client's secret")]
    [DataRow("workload identity", " assertion", DisplayName = "a workload identity: Kubernetes, GitHub's OIDC")]
    [DataRow("App Service", "GET /msi/token", DisplayName = "a managed identity: App Service")]
    [DataRow("pod identity", "GET /metadata/identity/oauth2/token", DisplayName = "a managed identity: a machine, a pod")]
    [DataRow("Azure CLI", "", DisplayName = "who logged in with az")]
    public async Task Every_way_to_log_in_reads_the_secrets(string way, string seen)
    {
        await using StandInVault vault = (await StandInVault.StartAsync()).With("LLAMA-CLOUD-API-KEY", Key);
        using TempFolder folder = new();
        Command command = Ask(folder, vault.Address, "--timeout", "1000");

        Outcome outcome = LogIn(command, way, vault, folder).Run();

        AssertHasKey(outcome);
        Assert.IsTrue(seen.Length == 0 || vault.SeenBy(seen).Any(), string.Join('\n', vault.Seen));
        Assert.DoesNotContain("Canary", outcome.Output + outcome.Error);
    }

    [TestMethod]
    [DataRow("nothing", "no login to Azure", DisplayName = "nothing is set up")]
    [DataRow("unknown credential", "AZURE_TOKEN_CREDENTIALS", DisplayName = "a login that there is none of")]
    [DataRow("wrong secret", "AADSTS 7000215", DisplayName = "a wrong secret")]
    [DataRow("hanging CLI", "took longer than 20 seconds", DisplayName = "az hangs")]
    [DataRow("App Service without header", "does not work", DisplayName = "an identity that is refused")]
    public async Task Who_cannot_log_in_is_told_so_and_soon(string way, string expected)
    {
        await using StandInVault vault = (await StandInVault.StartAsync()).With("LLAMA-CLOUD-API-KEY", Key);
        using TempFolder folder = new();

        Outcome outcome = LogIn(way == "hanging CLI" ? Ask(folder, vault.Address) : Ask(folder, vault.Address, "--timeout", "1000"), way, vault, folder).Run().Exits(1);

        Assert.AreEqual("", outcome.Output, outcome.ToString());
        Assert.Contains(expected, outcome.Error);
        Assert.DoesNotContain("Canary", outcome.Error);
        CollectionAssert.AreEqual(new[] { outcome.Error.TrimEnd() }, MaskedText.Lines(outcome.Error, [], KeyVaultSource.KnownWords([])).ToArray(), "one line, in which the source takes no word for a secret");
        if (way == "hanging CLI")
            Limits.WaitUntil(() => !Process.GetProcessesByName("sleep").Any(p => IsOf(p, s_sleep)), "what az started ends with it");
    }

    [TestMethod]
    [DataRow("", DisplayName = "nothing")]
    [DataRow("http://127.0.0.1/", DisplayName = "no https")]
    [DataRow("vault|--timeout|0", DisplayName = "no time")]
    [DataRow("vault|a-b", DisplayName = "no variable")]
    [DataRow("vault|--key|Canary", DisplayName = "an option that there is none of")]
    public void Wrong_usage_is_said_and_not_repeated(string arguments)
    {
        using TempFolder folder = new();

        Outcome outcome = new Command(s_program, arguments.Split('|', StringSplitOptions.RemoveEmptyEntries)) { Directory = folder.Root }.Run().Exits(2);

        Assert.AreEqual("", outcome.Output);
        Assert.DoesNotContain("Canary", outcome.Error);
    }

    [TestMethod]
    public async Task The_tool_writes_what_the_vault_has()
    {
        await using StandInVault vault = (await StandInVault.StartAsync()).With("LLAMA-CLOUD-API-KEY", Key).With("LLAMA-AGENTS-PROJECT-ID", Fake.Project(1));
        using TempFolder folder = new();
        Command command = Ask(folder, vault.Address) with
        {
            Program = Repository.GivenTool ?? Repository.Executable("src/LlamaEnv.Tool", "dotnet-llama-env"),
            Arguments = ["inject", "--no-project", "--source", $"key-vault:{vault.Address}"],
        };
        command = LogIn(command, "client secret", vault, folder).With("PATH", $"{Path.GetDirectoryName(s_program)}:/usr/bin:/bin");

        Outcome outcome = command.Run().Exits(0);

        Assert.DoesNotContain(Key, outcome.Output + outcome.Error);
        string file = await File.ReadAllTextAsync(folder["work", ".env"]);
        Assert.Contains($"LLAMA_CLOUD_API_KEY={Key}\n", file);
        Assert.Contains($"LLAMA_AGENTS_PROJECT_ID={Fake.Project(1)}\n", file);
    }

    private static Command Ask(TempFolder folder, Uri vault, params string[] more)
    {
        Directory.CreateDirectory(folder["work"]);
        Directory.CreateDirectory(folder["home"]);
        Command command = new(s_program, [vault.AbsoluteUri, .. more]) { Directory = folder["work"] };
        foreach (string name in command.Environment.Keys.Where(static n => n.StartsWith("AZURE_", StringComparison.Ordinal) || n.StartsWith("IDENTITY_", StringComparison.Ordinal) || n.StartsWith("KUBERNETES_", StringComparison.Ordinal)))
            command = command.With(name, null);
        return command.With("SSL_CERT_FILE", VaultCertificate.File).With("HOME", folder["home"]).With("PATH", "/usr/bin:/bin");
    }

    private static Command LogIn(Command command, string way, StandInVault vault, TempFolder folder)
    {
        Command client = command.With("AZURE_AUTHORITY_HOST", vault.Address.AbsoluteUri).With("AZURE_TENANT_ID", StandInVault.Tenant).With("AZURE_CLIENT_ID", Fake.Project(9));
        switch (way)
        {
            case "client secret":
                return client.With("AZURE_CLIENT_SECRET", "FakeClient0Canary1");
            case "wrong secret":
                vault.Login = static context => StandInVault.Json(context, 401, """{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret. MessageOfLogin0Canary1","error_codes":[7000215]}""");
                return client.With("AZURE_CLIENT_SECRET", "FakeClient0Canary1");
            case "workload identity":
                return client.With("AZURE_FEDERATED_TOKEN_FILE", folder.Write("token", "Fake.Assertion0.Canary1"));
            case "App Service":
                return command.With("IDENTITY_ENDPOINT", $"{vault.Address}msi/token").With("IDENTITY_HEADER", StandInVault.IdentityHeader);
            case "App Service without header":
                return command.With("IDENTITY_ENDPOINT", $"{vault.Address}msi/token").With("IDENTITY_HEADER", "WrongHeader0Canary1");
            case "pod identity":
                return command.With("AZURE_POD_IDENTITY_AUTHORITY_HOST", vault.Address.AbsoluteUri);
            case "unknown credential":
                return command.With("AZURE_TOKEN_CREDENTIALS", "Canary");
            case "Azure CLI":
                string token = $"{{\"accessToken\":\"{StandInVault.Token}\",\"expires_on\":4102444800,\"expiresOn\":\"2100-01-01 00:00:00.000000\",\"tokenType\":\"Bearer\"}}";
                Script.Make(folder["bin", "az"], $"echo '{token}'");
                return command.With("PATH", $"{folder["bin"]}:/usr/bin:/bin");
            case "hanging CLI":
                Script.Make(folder["bin", "az"], $"echo Please sign in. CliOfAzure0Canary1 >&2; {s_sleep} & wait");
                return command.With("PATH", $"{folder["bin"]}:/usr/bin:/bin").With("AZURE_TOKEN_CREDENTIALS", "AzureCliCredential");
            default:
                return command;
        }
    }

    private static bool IsOf(Process process, string commandLine)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline").Replace('\0', ' ').Trim() == commandLine;
        }
        catch (IOException)
        {
            return false; // It has ended.
        }
    }

    private static void AssertHasKey(Outcome outcome)
    {
        using JsonDocument answer = JsonDocument.Parse(outcome.Exits(0).Output);
        Assert.AreEqual(1, answer.RootElement.GetProperty("Version").GetInt32());
        Assert.AreEqual(Key, answer.RootElement.GetProperty("Variables").GetProperty("LLAMA_CLOUD_API_KEY").GetString());
    }
}
