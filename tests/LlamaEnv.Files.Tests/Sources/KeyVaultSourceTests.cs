using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Sources.Processes;

namespace LlamaEnv.Files.Tests.Sources;

/// <summary>The source key-vault: how it finds and calls the program that knows Azure. That program's own tests are LlamaEnv.KeyVault.Tests.</summary>
[TestClass]
public sealed class KeyVaultSourceTests
{
    private const string Program = "llama-env-key-vault";

    private const string Ours = "[LLAMA_CLOUD_API_KEY][LLAMA_CLOUD_BASE_URL][LLAMA_AGENTS_PROJECT_ID]";

    private static string Key => Fake.Key("KeyVault");

    private static string Prints => $$$"""
        for a in "$@"; do printf '[%s]' "$a"; done > args
        echo '{"Version":1,"Variables":{"LLAMA_CLOUD_API_KEY":"{{{Key}}}"},"Expiration":"2999-01-01T00:00:00Z"}'
        """;

    [TestMethod]
    [DataRow("https://my-vault.vault.azure.net/", "https://my-vault.vault.azure.net/")]
    [DataRow("https://my-vault.vault.azure.net", "https://my-vault.vault.azure.net/")]
    [DataRow("https://MY-vault.vault.azure.net:443/", "https://my-vault.vault.azure.net/")]
    [DataRow("my-vault.vault.azure.net", "https://my-vault.vault.azure.net/")]
    [DataRow("my-vault", "https://my-vault.vault.azure.net/")]
    [DataRow("https://my-vault.vault.azure.cn/", "https://my-vault.vault.azure.cn/")]
    [DataRow("my-vault.vault.usgovcloudapi.net", "https://my-vault.vault.usgovcloudapi.net/")]
    [DataRow("https://127.0.0.1:8443/", "https://127.0.0.1:8443/")]
    [DataRow("localhost:8443", "https://localhost:8443/")]
    [DataRow("https://[::1]:8443", "https://[::1]:8443/")]
    public void A_vault_may_be_written_as_people_do(string text, string address) => Assert.AreEqual(address, VaultAddress.Parse(text)?.AbsoluteUri);

    [TestMethod]
    [DataRow("http://my-vault.vault.azure.net/", "https only")]
    [DataRow("https://my-hsm.managedhsm.azure.net/", "managed HSM")]
    [DataRow("https://my-vault.vault.azure.net/secrets/LLAMA-CLOUD-API-KEY", "the vault's address alone")]
    [DataRow("https://my-vault.vault.azure.net/?api-version=7.4", "the vault's address alone")]
    [DataRow("https://me:secret@my-vault.vault.azure.net/", "https://NAME.vault.azure.net/")]
    [DataRow("ftp://my-vault.vault.azure.net/", "https://NAME.vault.azure.net/")]
    [DataRow("my_vault", "https://NAME.vault.azure.net/")]
    [DataRow("-my-vault", "https://NAME.vault.azure.net/")]
    [DataRow("a-name-that-is-longer-than-24", "https://NAME.vault.azure.net/")]
    [DataRow("my-vault/LLAMA-CLOUD-API-KEY", "https://NAME.vault.azure.net/")]
    [DataRow("$(VaultName)", "https://NAME.vault.azure.net/")]
    [DataRow("https://", "https://NAME.vault.azure.net/")]
    public void What_is_no_vault_is_said_before_anything_starts(string text, string usage)
    {
        using Machine machine = MachineWith(Prints);

        InjectResult result = machine.Inject($"key-vault:{text}");

        Assert.AreEqual("LLENV0006", result.Codes);
        StringAssert.Contains(result.Messages, usage);
        Assert.IsFalse(File.Exists(Path.Combine(machine.Project, "args")));
    }

    [TestMethod]
    public void The_program_is_asked_for_our_variables_and_the_declared_ones()
    {
        using Machine machine = MachineWith(Prints);

        InjectResult result = machine.Inject(new Settings
        {
            [Setting.Sources] = ["key-vault:my-vault"],
            [Setting.ProcessTimeout] = "60",
            Variables = [new("OpenAI__ApiKey"), new("APP_TOKEN"), new(new string('A', 128))],
        });

        Assert.AreEqual("", result.Codes, result.Messages);
        Assert.AreEqual(Key, result.Key);
        Assert.AreEqual($"[https://my-vault.vault.azure.net/]{Ours}[APP_TOKEN][OpenAI__ApiKey][--timeout][40]", Arguments(machine));
    }

    [TestMethod]
    public void Where_it_is_not_installed_the_message_has_the_command()
    {
        using Machine machine = new Machine().Set("PATH", "/usr/bin:/bin").WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("Old")}\n");

        InjectResult result = machine.Inject("key-vault:my-vault", "dotenv");

        Assert.AreEqual("LLENV0002", result.Codes);
        StringAssert.Contains(result.Messages, "dotnet tool install --global LlamaEnv.KeyVault");
        Assert.IsEmpty(result.Credentials);
    }

    [TestMethod]
    [DataRow("home", DisplayName = "the user's home folder")]
    [DataRow("cli-home", DisplayName = "DOTNET_CLI_HOME")]
    public void A_global_tool_is_found_without_PATH(string folder)
    {
        using Machine machine = new Machine().Set("PATH", "/usr/bin:/bin");
        Script.Make(machine.Folder.At(folder, ".dotnet", "tools", Program), Prints);
        if (folder != "home")
            machine.Set("DOTNET_CLI_HOME", machine.Folder.At(folder));

        InjectResult result = machine.Inject("key-vault:my-vault");

        Assert.AreEqual(Key, result.Key, result.Messages);
    }

    [TestMethod]
    public void A_global_tool_of_native_code_is_a_link()
    {
        using Machine machine = new Machine().Set("PATH", "/usr/bin:/bin");
        const string Stored = ".store/llamaenv.keyvault/0.1.0/llamaenv.keyvault.linux-x64/0.1.0/tools/any/linux-x64/llama-env-key-vault";
        Script.Make(machine.Folder.At("home", ".dotnet", "tools", Stored), Prints);
        File.CreateSymbolicLink(machine.Folder.At("home", ".dotnet", "tools", Program), Stored);

        InjectResult result = machine.Inject("key-vault:my-vault");

        Assert.AreEqual(Key, result.Key, result.Messages);
    }

    [TestMethod]
    [DataRow(HostPlatform.Windows, @"C:\Users\me", @"C:\Users\me/.dotnet/tools/llama-env-key-vault.exe C:\Users\me/.dotnet/tools/llama-env-key-vault.cmd", DisplayName = "Windows: on .NET a program, of native code a batch file")]
    [DataRow(HostPlatform.Linux, "/home/me", "/home/me/.dotnet/tools/llama-env-key-vault", DisplayName = "Linux")]
    [DataRow(HostPlatform.MacOS, "/Users/me", "/Users/me/.dotnet/tools/llama-env-key-vault", DisplayName = "macOS")]
    public void A_global_tool_has_the_name_that_the_SDK_gives_it(HostPlatform platform, string home, string paths)
    {
        HostEnvironment host = new() { Variables = [], CurrentDirectory = home, HomeDirectory = home, Platform = platform };

        Assert.AreEqual(paths, string.Join(' ', KeyVaultProgram.GlobalTools(host, platform)));
    }

    [TestMethod]
    [DataRow(".config/dotnet-tools.json", "llamaenv.keyvault", DisplayName = "where dotnet new puts it")]
    [DataRow("dotnet-tools.json", "llamaenv.keyvault", DisplayName = "beside the solution")]
    [DataRow("dotnet-tools.json", "llamaenv.keyvault.any", DisplayName = "without native code")]
    public void A_local_tool_is_run_by_dotnet(string manifest, string package)
    {
        using Machine machine = new Machine().Set("PATH", "");
        machine.Set("PATH", $"{machine.Folder.At("bin")}:/usr/bin:/bin");
        Script.Make(machine.Folder.At("bin", "dotnet"), Prints);
        machine.Folder.Write(manifest, $$$$"""{"version":1,"isRoot":true,"tools":{"{{{{package}}}}":{"version":"0.1.0","commands":["llama-env-key-vault"]}}}""");

        InjectResult result = machine.Inject("key-vault:my-vault");

        Assert.AreEqual(Key, result.Key, result.Messages);
        Assert.StartsWith($"[tool][run][{Program}][--][https://my-vault.vault.azure.net/]{Ours}", Arguments(machine));
    }

    [TestMethod]
    public void Its_reason_is_passed_on_and_a_secret_in_it_is_not()
    {
        using Machine machine = MachineWith($"""
            echo 'the secret LLAMA-CLOUD-API-KEY of https://my-vault.vault.azure.net/ expired at 2026-01-01 00:00:00 UTC. Set LLAMA_CLOUD_API_KEY, Canary7Secret9Text, AZURE_TOKEN_CREDENTIALS' >&2
            echo '{Key}' >&2
            exit 1
            """);

        InjectResult result = machine.Inject("key-vault:my-vault");

        Diagnostic error = result.Diagnostics.Single(static d => d.Severity == DiagnosticSeverity.Error);
        Assert.AreEqual("LLENV0002", error.Code);
        StringAssert.Contains(error.Message, "'llama-env-key-vault' ended with exit code 1");
        Assert.AreEqual(
            "llama-env-key-vault: the secret LLAMA-CLOUD-API-KEY of https://my-vault.vault.azure.net/ expired at 2026-01-01 00:00:00 UTC. Set LLAMA_CLOUD_API_KEY, ***, AZURE_TOKEN_CREDENTIALS",
            result.Diagnostics.First(static d => d.Severity == DiagnosticSeverity.Notice).Message);
        Assert.DoesNotContain(Key, string.Join('\n', result.Diagnostics.Select(static d => d.Message)));
    }

    [TestMethod]
    [DataRow("""{"Version":1,"Variables":{}}""", "printed no variable", DisplayName = "nothing in the vault")]
    [DataRow("""{"Version":1,"Variables":{"LLAMA_CLOUD_API_KEY":"KEY"},"Expiration":"2001-01-01T00:00:00Z"}""", "expired at 2001", DisplayName = "expired")]
    [DataRow("<html>", "neither JSON", DisplayName = "something else of that name")]
    public void What_it_prints_is_held_against_the_protocol(string output, string reason)
    {
        using Machine machine = MachineWith($"echo '{output.Replace("\"KEY\"", $"\"{Key}\"", StringComparison.Ordinal)}'");

        InjectResult result = machine.Inject("key-vault:my-vault");

        Assert.AreEqual("LLENV0002", result.Codes);
        StringAssert.Contains(result.Messages, reason);
    }

    [TestMethod]
    public void It_has_a_row_in_the_documentation() => StringAssert.Contains(File.ReadAllText(Path.Combine(Repository.Root, "docs", "sources.md")), "| `key-vault:VAULT-URI` |");

    private static Machine MachineWith(string script)
    {
        Machine machine = new();
        Script.Make(machine.Folder.At("bin", Program), script);
        return machine.Set("PATH", $"{machine.Folder.At("bin")}:/usr/bin:/bin");
    }

    private static string Arguments(Machine machine) => File.ReadAllText(Path.Combine(machine.Project, "args"));
}
