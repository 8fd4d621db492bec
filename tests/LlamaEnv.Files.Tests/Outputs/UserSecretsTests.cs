using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Files.Sources;
using LlamaEnv.Resolving;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Tests.Outputs;

[TestClass]
public sealed class UserSecretsTests
{
    [TestMethod]
    [DataRow("{\"LLAMA_CLOUD_API_KEY\":\"k\"}", "k", "", "")]
    [DataRow("{\"llama_cloud_api_key\":\"k\",\"LLAMA_CLOUD_BASE_URL\":\"u\",\"LLAMA_AGENTS_PROJECT_ID\":\"p\"}", "k", "u", "p")]
    [DataRow("{\"LlamaCloud:ApiKey\":\"k\",\"LlamaCloud:BaseUrl\":\"u\",\"LlamaCloud:ProjectId\":\"p\"}", "k", "u", "p")]
    [DataRow("{\"llamacloud\":{\"apikey\":\"k\",\"BASEURL\":\"u\"},\"LLAMACLOUD\":{\"ProjectId\":\"p\"}}", "k", "u", "p")]
    [DataRow("{\"LlamaCloud:ApiKey\":\"other\",\"LLAMA_CLOUD_API_KEY\":\"k\"}", "k", "", "")]
    [DataRow("{\"LLAMA_CLOUD_API_KEY\":\"\",\"LlamaCloud:ApiKey\":\"k\"}", "k", "", "")]
    [DataRow("\uFEFF{ // mine\n\"LLAMA_CLOUD_API_KEY\":\"\\u006b\",}", "k", "", "")]
    public void A_store_is_read_as_configuration_is(string content, string key, string url, string project)
    {
        using TempFolder folder = new();
        folder.Write("home/.microsoft/usersecrets/id/secrets.json", content);
        CredentialSet set = Ask(folder, "id", isNamed: false)!;
        Assert.AreEqual((key, url, project), (set.ApiKey.Value.Reveal(), set.BaseUrl?.Value.Reveal() ?? "", set.ProjectId?.Value.Reveal() ?? ""));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("{}")]
    [DataRow("{\"LLAMA_CLOUD_API_KEY\":\"\"}")]
    [DataRow("{\"LLAMA_CLOUD_API_KEY\":null}")]
    [DataRow("{\"LLAMA_CLOUD_BASE_URL\":\"u\"}")]
    public void A_store_without_a_key_is_absent(string? content)
    {
        using TempFolder folder = new();
        if (content is not null)
            folder.Write("home/.microsoft/usersecrets/id/secrets.json", content);
        Assert.IsNull(Ask(folder, "id", isNamed: false));
    }

    [TestMethod]
    public void A_store_that_is_named_and_not_there_is_broken()
    {
        using TempFolder folder = new();
        Assert.AreEqual(DiagnosticCodes.SourceBroken, Assert.ThrowsExactly<DiagnosticException>(() => Ask(folder, null, isNamed: true)).Diagnostic.Code);
        Assert.AreEqual(DiagnosticCodes.SourceBroken, Assert.ThrowsExactly<DiagnosticException>(() => Ask(folder, "id", isNamed: true)).Diagnostic.Code);
        Assert.IsNull(Ask(folder, null, isNamed: false));
    }

    [TestMethod]
    public void A_store_that_is_no_json_is_broken_and_nothing_of_it_is_repeated()
    {
        using TempFolder folder = new();
        folder.Write("home/.microsoft/usersecrets/id/secrets.json", $"{{\n\"LLAMA_CLOUD_API_KEY\": {Given.OldKey}\n}}");
        Diagnostic diagnostic = Assert.ThrowsExactly<DiagnosticException>(() => Ask(folder, "id", isNamed: false)).Diagnostic;
        Assert.AreEqual(DiagnosticCodes.SourceBroken, diagnostic.Code);
        Assert.Contains("line 2", diagnostic.Message);
        Assert.DoesNotContain("Fake", diagnostic.Message);
    }

    [TestMethod]
    [DataRow("../id")]
    [DataRow("a\\b")]
    [DataRow("..")]
    [DataRow(".")]
    [DataRow("a/b")]
    public void An_id_that_is_no_name_is_refused(string id)
    {
        List<Diagnostic> diagnostics = [];
        Given.Plan(new Settings { [Setting.UserSecretsId] = id }, "/p", diagnostics);
        Assert.AreEqual(DiagnosticCodes.UnknownSetting, diagnostics.Single().Code);
    }

    [TestMethod]
    public void An_output_without_an_id_is_refused()
    {
        List<Diagnostic> diagnostics = [];
        Given.Plan(new Settings { [Setting.Outputs] = ["user-secrets"] }, "/p", diagnostics);
        Assert.AreEqual(DiagnosticCodes.UnknownSetting, diagnostics.Single().Code);
    }

    [TestMethod]
    [DataRow(HostPlatform.Linux, "/home/u", "", "/home/u/.microsoft/usersecrets/id/secrets.json")]
    [DataRow(HostPlatform.MacOS, "/Users/u", "", "/Users/u/.microsoft/usersecrets/id/secrets.json")]
    [DataRow(HostPlatform.Windows, "", "/AppData", "/AppData/Microsoft/UserSecrets/id/secrets.json")]
    [DataRow(HostPlatform.Linux, "/home/u", "/AppData", "/AppData/Microsoft/UserSecrets/id/secrets.json")]
    [DataRow(HostPlatform.Linux, "", "", "/account/.config/.microsoft/usersecrets/id/secrets.json")]
    public void The_store_is_where_the_configuration_system_looks(HostPlatform platform, string home, string appData, string expected)
    {
        HostEnvironment host = new() { Variables = [new("HOME", home), new("APPDATA", appData)], CurrentDirectory = "/", HomeDirectory = "/account", Platform = platform };
        Assert.AreEqual(Path.GetFullPath(expected), Path.GetFullPath(UserSecretsLocation.PathOf("id", host)));
    }

    [TestMethod]
    public void A_new_store_is_its_owners_alone()
    {
        using TempFolder folder = new();
        InjectResult result = Inject(folder, []);
        string path = folder["home", ".microsoft", "usersecrets", "id", "secrets.json"];
        Assert.AreEqual($"{{\n  \"LLAMA_CLOUD_API_KEY\": \"{Given.Key}\",\n  \"LLAMA_CLOUD_BASE_URL\": \"{Given.Url}\",\n  \"LLAMA_AGENTS_PROJECT_ID\": \"{Given.Project}\"\n}}\n", File.ReadAllText(path));
        Assert.IsTrue(result.Succeeded);
        if (!OperatingSystem.IsWindows())
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [TestMethod]
    [DataRow("\uFEFF{\r\n  \"Mine\": \"1\"\r\n}", "\uFEFF{\r\n  \"Mine\": \"1\",\r\n  \"LLAMA_CLOUD_API_KEY\": \"k\",\r\n  \"LLAMA_CLOUD_BASE_URL\": \"u\"\r\n}")]
    [DataRow("{\n  \"LlamaCloud:ApiKey\": \"old\"\n}", "{\n  \"LlamaCloud:ApiKey\": \"k\",\n  \"LLAMA_CLOUD_BASE_URL\": \"u\"\n}")]
    [DataRow("{\n  \"LlamaCloud\": {\n    \"ApiKey\": \"old\", // mine\n    \"BaseUrl\": null\n  }\n}", "{\n  \"LlamaCloud\": {\n    \"ApiKey\": \"k\", // mine\n    \"BaseUrl\": \"u\"\n  }\n}")]
    [DataRow("{\"LlamaCloud:ApiKey\":\"old\",\"llama_cloud_api_key\":\"older\",\"LLAMA_CLOUD_BASE_URL\":\"u\"}", "{\"LlamaCloud:ApiKey\":\"k\",\"llama_cloud_api_key\":\"k\",\"LLAMA_CLOUD_BASE_URL\":\"u\"}")]
    public void An_edit_keeps_what_is_there_and_its_names(string before, string after) =>
        Bytes.AreEqual(Bytes.Of(after), UserSecretsOutput.Render(Bytes.Of(before), Given.Set("k", "u", null), "secrets.json").Content);

    [TestMethod]
    [DataRow("{\"LlamaCloud\":{\"projectid\":\"old\"}}", true)]
    [DataRow("{\"LLAMA_AGENTS_PROJECT_ID\":\"old\"}", true)]
    [DataRow("{\"Other\":\"x\"}", false)]
    public void A_project_is_stale_under_any_of_its_names(string before, bool isStale)
    {
        Assert.AreEqual(isStale, IsStale(before, null));
        Assert.IsFalse(IsStale(before, Given.Project));

        static bool IsStale(string before, string? project) =>
            UserSecretsOutput.Render(Bytes.Of(before), Given.Set(project: project), "s.json").Diagnostics.Any(d => d.Code == DiagnosticCodes.ForeignProject);
    }

    private static CredentialSet? Ask(TempFolder folder, string? id, bool isNamed) =>
        Given.Read(new UserSecretsSource(SourceReference.Parse("user-secrets", isNamed)), new Settings { [Setting.UserSecretsId] = id }, folder);

    private static InjectResult Inject(TempFolder folder, string[] more) =>
        Injector.Inject(new Settings { [Setting.Sources] = ["environment"], [Setting.Outputs] = ["user-secrets", .. more], [Setting.UserSecretsId] = "id" }, folder.Path, Given.Host(folder));
}
