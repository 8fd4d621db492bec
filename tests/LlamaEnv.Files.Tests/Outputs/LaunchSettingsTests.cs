using System.Text.Json.Nodes;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.Outputs;

namespace LlamaEnv.Files.Tests.Outputs;

[TestClass]
public sealed class LaunchSettingsTests
{
    private const string Ours = "{\"LLAMA_CLOUD_API_KEY\":\"k\",\"LLAMA_CLOUD_BASE_URL\":\"u\"}";

    [TestMethod]
    public void A_missing_file_is_made_with_one_profile_and_no_comments() => Bytes.AreEqual(
        Bytes.Of("{\n  \"profiles\": {\n    \"App\": {\n      \"commandName\": \"Project\",\n      \"environmentVariables\": {\n        \"LLAMA_CLOUD_API_KEY\": \"k\",\n        \"LLAMA_CLOUD_BASE_URL\": \"u\"\n      }\n    }\n  }\n}\n"),
        Render(null).Content);

    [TestMethod]
    [DataRow("{\"profiles\":{}}", "{\"profiles\":{\"App\":{\"commandName\":\"Project\",\"environmentVariables\":{\"LLAMA_CLOUD_API_KEY\":\"k\",\"LLAMA_CLOUD_BASE_URL\":\"u\"}}}}", DisplayName = "minified stays minified")]
    [DataRow("{\n \"profiles\": {\n  \"A\": { \"commandName\": \"Project\" }\n }\n}", "{\n \"profiles\": {\n  \"A\": { \"commandName\": \"Project\", \"environmentVariables\": " + Ours + " }\n }\n}", DisplayName = "an object on one line stays on it")]
    [DataRow("{\n\t\"profiles\": {\n\t\t\"A\": {\n\t\t\t\"commandName\": \"Project\"\n\t\t}\n\t}\n}", "{\n\t\"profiles\": {\n\t\t\"A\": {\n\t\t\t\"commandName\": \"Project\",\n\t\t\t\"environmentVariables\": {\n\t\t\t\t\"LLAMA_CLOUD_API_KEY\": \"k\",\n\t\t\t\t\"LLAMA_CLOUD_BASE_URL\": \"u\"\n\t\t\t}\n\t\t}\n\t}\n}", DisplayName = "tabs")]
    [DataRow("{\r\n    \"profiles\": {\r\n        \"A\": {\r\n            \"commandName\": \"Project\",\r\n        },\r\n    },\r\n}\r\n", "{\r\n    \"profiles\": {\r\n        \"A\": {\r\n            \"commandName\": \"Project\",\r\n            \"environmentVariables\": {\r\n                \"LLAMA_CLOUD_API_KEY\": \"k\",\r\n                \"LLAMA_CLOUD_BASE_URL\": \"u\"\r\n            },\r\n        },\r\n    },\r\n}\r\n", DisplayName = "four blanks, CRLF, trailing commas")]
    [DataRow("{\n  \"profiles\": {\n    \"A\": {\n      \"commandName\": \"Project\" // starts it\n    }\n  }\n}", "{\n  \"profiles\": {\n    \"A\": {\n      \"commandName\": \"Project\", // starts it\n      \"environmentVariables\": {\n        \"LLAMA_CLOUD_API_KEY\": \"k\",\n        \"LLAMA_CLOUD_BASE_URL\": \"u\"\n      }\n    }\n  }\n}", DisplayName = "a comment stays with its member")]
    [DataRow("{\n  \"profiles\": {\n    \"A\": {\n      \"commandName\": \"Project\" /*/ starts it */\n    }\n  }\n}", "{\n  \"profiles\": {\n    \"A\": {\n      \"commandName\": \"Project\", /*/ starts it */\n      \"environmentVariables\": {\n        \"LLAMA_CLOUD_API_KEY\": \"k\",\n        \"LLAMA_CLOUD_BASE_URL\": \"u\"\n      }\n    }\n  }\n}", DisplayName = "a comment that opens with its own end")]
    [DataRow("{\"profiles\": {\"A\": {\"commandName\": \"Project\", \"environmentVariables\": {\"LLAMA_CLOUD_API_KEY\": \"old\", \"X\": \"1\"}}}}", "{\"profiles\": {\"A\": {\"commandName\": \"Project\", \"environmentVariables\": {\"LLAMA_CLOUD_API_KEY\": \"k\", \"X\": \"1\", \"LLAMA_CLOUD_BASE_URL\": \"u\"}}}}", DisplayName = "a value in place, the other behind the last")]
    public void An_edit_continues_the_layout(string before, string after) => Bytes.AreEqual(Bytes.Of(after), Render(before).Content);

    [TestMethod]
    public void Every_profile_that_starts_the_project_is_written_and_no_other()
    {
        Rendering rendering = Render("{\"profiles\":{\"A\":{\"commandName\":\"Project\"},\"B\":{\"commandName\":\"IISExpress\"},\"C\":{\"commandName\":\"project\"},\"D\":{}}}");
        JsonTree profiles = JsonTree.Parse(rendering.Content).Last("profiles")!;
        CollectionAssert.AreEqual(new[] { "A", "C" }, profiles.Members.Where(p => p.Value.Last("environmentVariables") is not null).Select(p => p.Name).ToArray());
    }

    [TestMethod]
    public void A_named_profile_alone_is_written_whatever_it_starts()
    {
        JsonTree profiles = JsonTree.Parse(Render("{\"profiles\":{\"A\":{\"commandName\":\"Project\"},\"B\":{\"commandName\":\"Executable\"}}}", new Settings { [Setting.LaunchProfile] = "B" }).Content).Last("profiles")!;
        Assert.IsNull(profiles.Last("A")!.Last("environmentVariables"));
        Assert.IsNotNull(profiles.Last("B")!.Last("environmentVariables"));
    }

    [TestMethod]
    public void A_named_profile_that_is_not_there_is_made()
    {
        JsonTree profiles = JsonTree.Parse(Render("{\"profiles\":{\"A\":{\"commandName\":\"Project\"}}}", new Settings { [Setting.LaunchProfile] = "New" }).Content).Last("profiles")!;
        Assert.AreEqual("s:Project", profiles.Last("New")!.Last("commandName")!.Scalar);
        Assert.IsNull(profiles.Last("A")!.Last("environmentVariables"));
    }

    /// <summary>A plain <c>dotnet run</c> takes the first profile of its kind.</summary>
    [TestMethod]
    [DataRow(null, "Staging", "App,Staging", DisplayName = "no file")]
    [DataRow("{}", "Staging", "App,Staging", DisplayName = "no profiles")]
    [DataRow("{\"profiles\":{\"App\":{\"commandName\":\"IISExpress\"}}}", "Staging", "App,App (Project),Staging", DisplayName = "none that starts the project")]
    [DataRow("{\"profiles\":{\"https\":{\"commandName\":\"Project\"}}}", "Staging", "https,Staging", DisplayName = "one that starts the project")]
    [DataRow(null, "Development", "Staging", DisplayName = "a developer's own")]
    [DataRow(null, null, "Staging", DisplayName = "no environment")]
    public void What_is_for_one_environment_is_not_what_starts_by_default(string? before, string? environment, string names)
    {
        byte[] content = Render(before, new Settings { [Setting.LaunchProfile] = "Staging", [Setting.EnvironmentName] = environment, [Setting.ProjectFile] = Path.GetFullPath("App.csproj") }).Content;

        Assert.AreEqual(names, string.Join(',', JsonNode.Parse(content)!["profiles"]!.AsObject().Select(static p => p.Key)));
    }

    [TestMethod]
    public void A_new_profile_does_not_take_the_name_of_one_that_starts_something_else()
    {
        JsonTree profiles = JsonTree.Parse(Render("{\"profiles\":{\"App\":{\"commandName\":\"Executable\"}}}").Content).Last("profiles")!;
        CollectionAssert.AreEqual(new[] { "App", "App (Project)" }, profiles.Members.Select(p => p.Name).ToArray());
    }

    [TestMethod]
    public void A_reference_keeps_the_secret_out_of_the_file_and_the_public_values_in()
    {
        JsonTree variables = JsonTree.Parse(Render(null, new Settings { [Setting.LaunchSettingsMode] = "reference" }).Content).Last("profiles")!.Last("App")!.Last("environmentVariables")!;
        Assert.AreEqual("{LLAMA_CLOUD_API_KEY: s:%LLAMA_CLOUD_API_KEY%, LLAMA_CLOUD_BASE_URL: s:u}", variables.ToString());
    }

    [TestMethod]
    [DataRow("/p/App.csproj", "/p/Properties/launchSettings.json")]
    [DataRow("/p/App.fsproj", "/p/Properties/launchSettings.json")]
    [DataRow("/p/App.vbproj", "/p/My Project/launchSettings.json")]
    [DataRow("/p/app.cs", "/p/app.run.json")]
    [DataRow(null, "/p/Properties/launchSettings.json")]
    public void The_file_is_where_the_sdk_looks(string? project, string expected) =>
        Assert.AreEqual(Path.GetFullPath(expected), Path.GetFullPath(LaunchSettingsLocation.PathOf("/p", project)));

    [TestMethod]
    [DataRow("App.csproj", "App.run.json", "App.run.json")]
    [DataRow("App.csproj", "App.run.json Properties/launchSettings.json", "Properties/launchSettings.json")]
    [DataRow("App.csproj", "Other.run.json", "Properties/launchSettings.json")]
    [DataRow("App.vbproj", "App.run.json Properties/launchSettings.json", "App.run.json")]
    [DataRow("app.cs", "Properties/launchSettings.json", "Properties/launchSettings.json")]
    [DataRow("app.cs", "app.run.json Properties/launchSettings.json", "Properties/launchSettings.json")]
    public void A_file_that_is_there_and_that_the_sdk_reads_is_the_one(string project, string files, string expected)
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder["Properties"]);
        foreach (string file in files.Split(' '))
            File.WriteAllText(folder[file], "{}");

        Assert.AreEqual(folder[expected], LaunchSettingsLocation.PathOf(folder.Path, folder[project]));
    }

    [TestMethod]
    [DataRow("[]", "is not an object")]
    [DataRow("{\"profiles\":[]}", "'profiles' that is not an object")]
    [DataRow("{\"profiles\":{\"App\":1}}", "profile 'App' that is not an object", "App")]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"Project\",\"environmentVariables\":[]}}}", "'environmentVariables' that is not an object")]
    [DataRow("{\n  \"profiles\": {]", "line 2, column 16")]
    [DataRow("{} {}", "line 1, column 4")]
    [DataRow("/", "line 1, column")]
    public void What_cannot_be_edited_is_an_error_and_stays(string before, string because, string? profile = null)
    {
        Rendering rendering = Render(before, new Settings { [Setting.LaunchProfile] = profile });
        Diagnostic error = rendering.Diagnostics.Single();
        Assert.AreEqual((DiagnosticCodes.MalformedFile, DiagnosticSeverity.Error), (error.Code, error.Severity));
        Assert.Contains(because, error.Message);
        Bytes.AreEqual(Bytes.Of(before), rendering.Content);
    }

    [TestMethod]
    public void An_unknown_mode_is_named()
    {
        List<Diagnostic> diagnostics = [];
        Given.Plan(new Settings { [Setting.LaunchSettingsMode] = "values" }, "/p", diagnostics);
        Assert.AreEqual(DiagnosticCodes.UnknownSetting, diagnostics.Single().Code);
    }

    [TestMethod]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"Project\",\"environmentVariables\":{\"LLAMA_AGENTS_PROJECT_ID\":\"old\"}}}}", true)]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"IISExpress\",\"environmentVariables\":{\"LLAMA_AGENTS_PROJECT_ID\":\"old\"}}}}", false)]
    [DataRow("{}", false)]
    public void A_project_is_stale_only_in_a_profile_that_gets_the_key(string before, bool isStale)
    {
        Assert.AreEqual(isStale, IsStale(before, null));
        Assert.IsFalse(IsStale(before, Given.Project));

        static bool IsStale(string before, string? project) =>
            LaunchSettingsOutput.Render(Bytes.Of(before), Given.Set(project: project), Given.Plan(new Settings(), "/p"), "l.json").Diagnostics.Any(d => d.Code == DiagnosticCodes.ForeignProject);
    }

    private static Rendering Render(string? before, Settings? settings = null) =>
        LaunchSettingsOutput.Render(before is null ? null : Bytes.Of(before), Given.Set("k", "u", null), Given.Plan((settings ?? new Settings()).With(Setting.ProjectFile, "/p/App.csproj"), "/p"), "launchSettings.json");
}
