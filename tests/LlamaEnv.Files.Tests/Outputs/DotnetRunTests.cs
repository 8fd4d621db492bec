using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Outputs;

namespace LlamaEnv.Files.Tests.Outputs;

/// <summary>What <c>dotnet run</c> would not use is written all the same, and said. That it does not is asked of the SDK in LlamaEnv.Package.Tests.</summary>
[TestClass]
public sealed class DotnetRunTests
{
    [TestMethod]
    [DataRow("{\"profiles\":{\"A\":{\n/* c */\"commandName\":\"Project\"}}}", 2)]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"Project\" // c\n}}}", 1)]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"Project\",\n}}}", 6, DisplayName = "the line in the file as it is then")]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"Project\",\"environmentVariables\":{\"X\":\"1\",\n}}}}", 4)]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"project\"}}}", 1)]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"Project\",\n\"dotnetRunMessages\":\"true\"}}}", 2)]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"Project\",\"launchBrowser\":null}}}", 1)]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"Project\",\"applicationUrl\":8080}}}", 1)]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"Project\",\"environmentVariables\":{\n\"PORT\":8080}}}}", 2)]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"Project\",\"environmentVariables\":{\"X\":null}}}}", 1)]
    [DataRow("{\"profiles\":{\"E\":{\"commandName\":\"Executable\"},\n\"A\":{\"commandName\":\"Project\"}}}", 1)]
    [DataRow("{\"profiles\":{\"A\":{},\"a\":{\"commandName\":\"Project\"}}}", 1, "a", 3, DisplayName = "two of one name, one of them without a command")]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"executable\"}}}", 1, "A")]
    public void Settings_that_it_does_not_use_are_a_warning(string before, int line, string? profile = null, int count = 1)
    {
        Diagnostic[] warnings = [.. Render(before, profile).Diagnostics];
        Assert.AreEqual((DiagnosticCodes.MalformedFile, DiagnosticSeverity.Warning, line), (warnings[0].Code, warnings[0].Severity, warnings[0].Line));
        Assert.HasCount(profile == "a" ? 2 : count, warnings);
        Assert.Contains("dotnet run", warnings[0].Message);
    }

    [TestMethod]
    [DataRow("{ // c\n\"profiles\": { /* d */ \"A\":{\"commandName\":\"Project\"}, }, }")]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"Project\",\"sslPort\":{\"x\":[1]},\"launchUrl\":null}}}")]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"Project\"},\"E\":{\"commandName\":\"Executable\"}}}")]
    [DataRow("{\"profiles\":{\"I\":{\"commandName\":\"IISExpress\", /* c */},\"A\":{\"commandName\":\"Project\"}}}")]
    [DataRow("{\"profiles\":{\"I\":{\"commandName\":\"IISExpress\"}}}", "I", DisplayName = "for Visual Studio")]
    [DataRow("{\"profiles\":{\"E\":{\"commandName\":\"Executable\"}}}", "E")]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"Project\",\"environmentVariables\":{\"LLAMA_CLOUD_API_KEY\":5}}}}", DisplayName = "a number of ours becomes a string")]
    [DataRow(null)]
    public void What_it_uses_is_none(string? before, string? profile = null) => Assert.IsEmpty(Render(before, profile).Diagnostics);

    [TestMethod]
    [DataRow("aPP")]
    [DataRow("App")]
    public void A_profile_is_found_in_any_case(string name)
    {
        Rendering rendering = Render("{\"profiles\":{\"App\":{\"commandName\":\"Project\"}}}", name);
        JsonTree profiles = JsonTree.Parse(rendering.Content).Last("profiles")!;
        Assert.AreEqual("App", profiles.Members.Single().Name);
        Assert.IsNotNull(profiles.Last("App")!.Last("environmentVariables"));
        Assert.IsEmpty(rendering.Diagnostics);
    }

    [TestMethod]
    public void A_new_profile_takes_no_name_that_is_there_in_another_case() =>
        CollectionAssert.AreEqual(new[] { "app", "App (Project)" }, JsonTree.Parse(Render("{\"profiles\":{\"app\":{\"commandName\":\"IISExpress\"}}}").Content).Last("profiles")!.Members.Select(m => m.Name).ToArray());

    [TestMethod]
    [DataRow("{\"profiles\":null}", "{\"profiles\":{\"App\":{\"commandName\":\"Project\",\"environmentVariables\":{\"LLAMA_CLOUD_API_KEY\":\"k\",\"LLAMA_CLOUD_BASE_URL\":\"u\"}}}}")]
    [DataRow("{\n  \"profiles\": {\n    \"A\": {\n      \"commandName\": \"Project\",\n      \"environmentVariables\": null\n    }\n  }\n}", "{\n  \"profiles\": {\n    \"A\": {\n      \"commandName\": \"Project\",\n      \"environmentVariables\": {\n        \"LLAMA_CLOUD_API_KEY\": \"k\",\n        \"LLAMA_CLOUD_BASE_URL\": \"u\"\n      }\n    }\n  }\n}")]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"Project\",\"environmentVariables\":{\"LLAMA_CLOUD_API_KEY\":null,\"LLAMA_CLOUD_BASE_URL\":true}}}}", "{\"profiles\":{\"A\":{\"commandName\":\"Project\",\"environmentVariables\":{\"LLAMA_CLOUD_API_KEY\":\"k\",\"LLAMA_CLOUD_BASE_URL\":\"u\"}}}}")]
    public void Null_is_nothing_and_numbers_and_switches_are_values(string before, string after) => Bytes.AreEqual(Bytes.Of(after), Render(before).Content);

    [TestMethod]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"Project\",\"environmentVariables\":{\n\"LLAMA_CLOUD_API_KEY\":{\"Value\":\"x\"}}}}}", "object", 2)]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"Project\",\"environmentVariables\":{\"LLAMA_CLOUD_BASE_URL\":[]}}}}", "array", 1)]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"Project\",\"environmentVariables\":\"x\"}}}", "'environmentVariables' that is not an object", 1)]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"Project\",\"environmentVariables\":5}}}", "'environmentVariables' that is not an object", 1)]
    [DataRow("{\n\"profiles\":\"x\"}", "'profiles' that is not an object", 2)]
    [DataRow("{\"profiles\":{\"A\":{\"commandName\":\"Project\",\"environmentVariables\":{\"LLAMA_CLOUD_API_KEY\":\"old\",\"LLAMA_CLOUD_API_KEY\":[\"x\"]}}}}", "array", 1, DisplayName = "the second of two")]
    public void More_than_a_value_is_an_error_and_stays(string before, string because, int line)
    {
        Rendering rendering = Render(before);
        Diagnostic error = rendering.Diagnostics.Single();
        Assert.AreEqual((DiagnosticCodes.MalformedFile, DiagnosticSeverity.Error, line), (error.Code, error.Severity, error.Line));
        Assert.Contains(because, error.Message);
        Bytes.AreEqual(Bytes.Of(before), rendering.Content);
    }

    [TestMethod]
    [DataRow("{\"LLAMA_CLOUD_API_KEY\":{\"Value\":\"x\"}}", "object")]
    [DataRow("{\"LLAMA_CLOUD_API_KEY\":[\"x\"]}", "array")]
    [DataRow("{\"LlamaCloud\":{\"ApiKey\":{\"Value\":\"x\"}}}", "object")]
    [DataRow("{\"LlamaCloud:BaseUrl\":[]}", "array")]
    public void More_than_a_value_in_user_secrets_is_an_error_and_stays(string before, string because)
    {
        Rendering rendering = UserSecretsOutput.Render(Bytes.Of(before), Given.Set("k", "u", null), "secrets.json");
        Diagnostic error = rendering.Diagnostics.Single();
        Assert.AreEqual((DiagnosticCodes.MalformedFile, DiagnosticSeverity.Error), (error.Code, error.Severity));
        Assert.Contains(because, error.Message);
        Bytes.AreEqual(Bytes.Of(before), rendering.Content);
    }

    private static Rendering Render(string? before, string? profile = null) =>
        LaunchSettingsOutput.Render(before is null ? null : Bytes.Of(before), Given.Set("k", "u", null), Given.Plan(new Settings { [Setting.ProjectFile] = "/p/App.csproj", [Setting.LaunchProfile] = profile }, "/p"), "launchSettings.json");
}
