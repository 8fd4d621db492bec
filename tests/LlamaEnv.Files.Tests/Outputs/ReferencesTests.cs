using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Tests.Outputs;

/// <summary>A reference is not a value to overwrite.</summary>
[TestClass]
public sealed class ReferencesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static VariableDeclaration Declared => new("DECLARED") { Secret = "true", Default = "value" };

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("LLAMA_CLOUD_API_KEY=op://vault/item/field\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=\"op://vault/item/field\" # from 1Password\n")]
    [DataRow("LLAMA_CLOUD_API_KEY='op://vault/my item/field'\n")]
    [DataRow("export LLAMA_CLOUD_API_KEY = op://vault/item/field\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=old\nLLAMA_CLOUD_API_KEY=op://vault/item/field\n", 2, DisplayName = "the second of two")]
    [DataRow("LLAMA_CLOUD_API_KEY=encrypted:BDqDBibm4wsYqMpCjTQ6\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=ENC[AES256_GCM,data:Zm9v,type:str]\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=${OTHER}\n")]
    [DataRow("LLAMA_CLOUD_API_KEY='${OTHER}'\n", DisplayName = "python-dotenv expands it in single quotes, too")]
    [DataRow("LLAMA_CLOUD_API_KEY=llx-$OTHER\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=\"llx-$OTHER\"\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=$(op read x)\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=\"$(\n  op read x\n)\"\n", DisplayName = "a command of several lines")]
    [DataRow("LLAMA_CLOUD_API_KEY=`op read x`\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=\"`key`\"\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=exec('op read x')\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=#{LlamaKey}#\n", DisplayName = "a token that begins like a comment")]
    [DataRow("LLAMA_CLOUD_API_KEY=__LLAMA_KEY__\n")]
    [DataRow("LLAMA_CLOUD_API_KEY={{ llama_key }}\n")]
    [DataRow("LLAMA_CLOUD_BASE_URL=https://$HOST/api\n")]
    [DataRow("LLAMA_AGENTS_PROJECT_ID=${{ vars.PROJECT }}\n")]
    [DataRow("DECLARED=vault:secret/data/app#declared\n")]
    [DataRow("A=1\r\nLLAMA_CLOUD_API_KEY=op://vault/item/field", 2)]
    [DataRow("LLAMA_CLOUD_API_KEY=bws:1234\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=aws:llama\n")]
    [DataRow("LLAMA_CLOUD_API_KEY='our-tool:llama'\n", DisplayName = "a prefix that nobody else knows")]
    [DataRow("LLAMA_CLOUD_API_KEY=az-kv://vault/llama\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=<secret:llama>\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=$ecret\n", DisplayName = "shells and half of the libraries expand it")]
    public void One_in_a_dotenv_file_is_an_error_and_stays(string before, int line = 1)
    {
        string path = _folder.Write(".env", before);

        InjectResult result = Inject(new Settings { [Setting.Outputs] = ["dotenv", "user-secrets"], [Setting.UserSecretsId] = "id" });

        Diagnostic error = result.Diagnostics.Single(d => d.Severity == DiagnosticSeverity.Error);
        Assert.AreEqual((DiagnosticCodes.ReferenceKept, path, line), (error.Code, error.File, error.Line));
        Assert.Contains("--overwrite-references", error.Message);
        Assert.Contains("LlamaEnvOutput to none", error.Message);
        Assert.AreEqual(before, File.ReadAllText(path));
        Assert.IsFalse(Directory.Exists(_folder["home"]), "another output was written");
    }

    [TestMethod]
    [DataRow("LLAMA_CLOUD_API_KEY=op://vault/item/field\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=\"${OTHER}\" # why\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=`op read x`\n")]
    public void One_is_replaced_where_that_is_asked_for(string before)
    {
        string path = _folder.Write(".env", before);

        InjectResult result = Inject(new Settings { [Setting.OverwriteReferences] = "true" });

        Assert.IsTrue(result.Succeeded);
        Assert.Contains($"LLAMA_CLOUD_API_KEY={Given.Key}\n", File.ReadAllText(path));
    }

    [TestMethod]
    [DataRow("LLAMA_CLOUD_API_KEY=your-key\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=<your key>\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=`old`\n", DisplayName = "backticks are quotes to Node.js")]
    [DataRow("LLAMA_CLOUD_API_KEY='pa$sword'\n", DisplayName = "single quotes keep a dollar sign")]
    [DataRow("LLAMA_CLOUD_API_KEY=\"pa\\$sword\"\n")]
    [DataRow("LLAMA_CLOUD_API_KEY='$2b$10$abc'\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=llx-old #{note}\n", DisplayName = "a comment")]
    [DataRow("LLAMA_CLOUD_API_KEY= # {note}\n")]
    [DataRow("#LLAMA_CLOUD_API_KEY=op://vault/item/field\n", DisplayName = "commented out")]
    [DataRow("OTHER=op://vault/item/field\n", DisplayName = "somebody else's")]
    [DataRow("LLAMA_CLOUD_API_KEY='50%off%sale'\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=\nDECLARED=our-tool:old\n", DisplayName = "a declared secret may have a colon")]
    public void What_is_no_reference_is_replaced_as_ever(string before)
    {
        string path = _folder.Write(".env", before);
        Assert.IsTrue(Inject().Succeeded);
        Assert.Contains($"LLAMA_CLOUD_API_KEY={Given.Key}\n", File.ReadAllText(path));
    }

    [TestMethod]
    public void One_for_each_variable_is_named()
    {
        _folder.Write(".env", "LLAMA_CLOUD_API_KEY=op://a/b/c\nLLAMA_CLOUD_BASE_URL=${URL}\nLLAMA_CLOUD_API_KEY=op://a/b/d\n");
        Assert.AreEqual("1 2", string.Join(' ', Inject().Diagnostics.Where(d => d.Code == DiagnosticCodes.ReferenceKept).Select(d => d.Line)));
    }

    [TestMethod]
    public void A_reference_to_a_project_that_is_not_resolved_is_in_nobodys_way()
    {
        string path = _folder.Write(".env", "LLAMA_AGENTS_PROJECT_ID=${PROJECT}\n");
        Assert.IsTrue(Injector.Inject(new Settings { [Setting.Sources] = ["environment"] }, _folder.Path, Given.Host(_folder, project: null)).Succeeded);
        Assert.Contains("LLAMA_AGENTS_PROJECT_ID=${PROJECT}\n", File.ReadAllText(path));
    }

    [TestMethod]
    [DataRow("op://vault/item/field")]
    [DataRow("%OTHER_NAME%")]
    [DataRow("%LLAMA_CLOUD_API_KEY%")]
    [DataRow("$(LlamaKey)")]
    [DataRow("#{LlamaKey}#")]
    public void One_in_launch_settings_is_an_error_and_stays(string reference)
    {
        string before = $"{{\n\"profiles\":{{\"A\":{{\"commandName\":\"Project\",\"environmentVariables\":{{\n\"LLAMA_CLOUD_API_KEY\":\"{reference}\"}}}}}}}}";
        string path = _folder.Write("Properties/launchSettings.json", before);

        InjectResult result = Inject(new Settings { [Setting.Outputs] = ["launch-settings"] });

        Diagnostic error = result.Diagnostics.Single(d => d.Severity == DiagnosticSeverity.Error);
        Assert.AreEqual((DiagnosticCodes.ReferenceKept, 3), (error.Code, error.Line));
        Assert.AreEqual(before, File.ReadAllText(path));
        Assert.IsTrue(Inject(new Settings { [Setting.Outputs] = ["launch-settings"], [Setting.OverwriteReferences] = "true" }).Succeeded);
        Assert.Contains(Given.Key, File.ReadAllText(path));
    }

    [TestMethod]
    [DataRow("%LLAMA_CLOUD_API_KEY%", true, DisplayName = "ours")]
    [DataRow("llx-old", true)]
    [DataRow("%OTHER%", false)]
    [DataRow("op://vault/item/field", false)]
    public void In_reference_mode_our_own_reference_is_ours(string standing, bool isOurs)
    {
        string path = _folder.Write("Properties/launchSettings.json", $"{{\"profiles\":{{\"A\":{{\"commandName\":\"Project\",\"environmentVariables\":{{\"LLAMA_CLOUD_API_KEY\":\"{standing}\"}}}}}}}}");
        Assert.AreEqual(isOurs, Inject(new Settings { [Setting.Outputs] = ["launch-settings"], [Setting.LaunchSettingsMode] = "reference" }).Succeeded);
        Assert.AreEqual(isOurs, File.ReadAllText(path).Contains("%LLAMA_CLOUD_API_KEY%", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("{\n\"LLAMA_CLOUD_API_KEY\":\"op://vault/item/field\"}")]
    [DataRow("{\"LlamaCloud\":{\n\"ApiKey\":\"@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/k/)\"}}")]
    [DataRow("{\"llama_cloud_api_key\":\"old\",\n\"LlamaCloud:ApiKey\":\"${KEY}\"}")]
    public void One_in_user_secrets_is_an_error_and_stays(string before)
    {
        string path = _folder.Write("home/.microsoft/usersecrets/id/secrets.json", before);

        InjectResult result = Inject(new Settings { [Setting.Outputs] = ["user-secrets", "dotenv"], [Setting.UserSecretsId] = "id" });

        Diagnostic error = result.Diagnostics.Single(d => d.Severity == DiagnosticSeverity.Error);
        Assert.AreEqual((DiagnosticCodes.ReferenceKept, path, 2), (error.Code, error.File, error.Line));
        Assert.AreEqual(before, File.ReadAllText(path));
        Assert.IsFalse(File.Exists(_folder[".env"]));
        Assert.IsTrue(Inject(new Settings { [Setting.Outputs] = ["user-secrets"], [Setting.UserSecretsId] = "id", [Setting.OverwriteReferences] = "true" }).Succeeded);
    }

    [TestMethod]
    [DataRow("op://FakeVault/item/field", "a reference to 1Password (op://)")]
    [DataRow("keyring:FakeService/llama", "a reference to the key ring (keyring:)")]
    [DataRow("@Microsoft.KeyVault(SecretUri=https://fake)", "a reference to Azure Key Vault (@Microsoft.KeyVault(…))")]
    [DataRow("encrypted:FakeFake", "an encrypted value (dotenvx)")]
    [DataRow("llx-$FakeName", "a reference that a shell, a library or a pipeline expands ($NAME)")]
    [DataRow("`op read fake`", "a reference that a shell, a library or a pipeline expands (`command`)")]
    [DataRow("#{FakeName}#", "a token that a template's tool replaces (#{NAME}#)")]
    public void A_message_names_the_kind_and_nothing_of_the_text(string reference, string words)
    {
        _folder.Write(".env", $"LLAMA_CLOUD_API_KEY={reference}\n");
        string message = Inject().Diagnostics.Single(d => d.Code == DiagnosticCodes.ReferenceKept).Message;
        Assert.Contains(words, message);
        Assert.DoesNotContain("Fake", message.Replace(_folder.Path, "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [TestMethod]
    public void A_message_never_quotes_the_reference()
    {
        _folder.Write(".env", "LLAMA_CLOUD_API_KEY=op://FakeSecretVault/item/field\n");
        Assert.DoesNotContain("FakeSecretVault", string.Join('\n', Inject().Diagnostics));
    }

    private InjectResult Inject(Settings? settings = null) =>
        Injector.Inject((settings ?? new Settings()).With(Setting.Sources, ["environment"]) with { Variables = [Declared] }, _folder.Path, Given.Host(_folder));
}
