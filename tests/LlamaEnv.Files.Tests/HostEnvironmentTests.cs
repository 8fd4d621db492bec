
namespace LlamaEnv.Files.Tests;

[TestClass]
public sealed class HostEnvironmentTests
{
    [TestMethod]
    public void Of_several_spellings_the_last_one_counts()
    {
        HostEnvironment host = With(("llama_cloud_api_key", "first"), ("LLAMA_CLOUD_API_KEY", "second"), ("Llama_Cloud_Api_Key", "last"));
        Assert.AreEqual("last", host.GetInAnyCase("LLAMA_CLOUD_API_KEY"));
    }

    [TestMethod]
    public void The_last_one_counts_even_when_it_is_empty() =>
        Assert.AreEqual("", With(("LLAMA_CLOUD_API_KEY", "first"), ("llama_cloud_api_key", "")).GetInAnyCase("LLAMA_CLOUD_API_KEY"));

    [TestMethod]
    public void An_exact_name_is_exact_but_on_Windows()
    {
        HostEnvironment host = With(("llamactl_config_dir", "x"));

        Assert.IsNull(host.Get("LLAMACTL_CONFIG_DIR"));
        Assert.AreEqual("x", (host with { Platform = HostPlatform.Windows }).Get("LLAMACTL_CONFIG_DIR"));
    }

    [TestMethod]
    public void Capture_sees_this_process_and_the_directory_it_is_given()
    {
        HostEnvironment host = HostEnvironment.Capture("/shell");

        Assert.AreEqual("/shell", host.CurrentDirectory);
        Assert.AreEqual(Environment.GetEnvironmentVariable("PATH"), host.Get("PATH"));
    }

    [TestMethod]
    public void Capture_of_given_variables_sees_nothing_of_this_process()
    {
        HostEnvironment host = HostEnvironment.Capture("/shell", new Dictionary<string, string> { ["HOME"] = "/home/other", ["USERPROFILE"] = "/home/other" });

        Assert.IsNull(host.Get("PATH"));
        Assert.AreEqual("/home/other", host.HomeDirectory);
    }

    [TestMethod]
    public void Without_a_home_in_the_variables_the_system_is_asked() => Assert.AreEqual(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        HostEnvironment.Capture("/shell", [KeyValuePair.Create("HOME", "")]).HomeDirectory);

    [TestMethod]
    [OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
    public void Of_several_spellings_set_since_the_process_started_the_canonical_one_counts()
    {
        Dictionary<string, string> variables = new() { ["LLAMA_CLOUD_API_KEY"] = "canonical", ["llama_cloud_api_key"] = "lower", ["PATH"] = "x" };

        HostEnvironment host = HostEnvironment.Capture("/shell", variables);

        Assert.AreEqual("canonical", host.GetInAnyCase("LLAMA_CLOUD_API_KEY"));
        Assert.AreEqual("LLAMA_CLOUD_API_KEY", host.Variables[^1].Key);
    }

    [TestMethod]
    public void A_key_in_lower_case_is_used()
    {
        using Machine machine = new Machine().Set("llama_cloud_api_key", Fake.Key("Lower")).Set("Llama_Agents_Project_Id", Fake.Project(1));

        InjectResult result = machine.Inject();

        Assert.AreEqual((Fake.Key("Lower"), Fake.Project(1)), (result.Key, result.ProjectId));
    }

    private static HostEnvironment With(params (string Name, string Value)[] variables) => new()
    {
        Variables = [.. variables.Select(v => KeyValuePair.Create(v.Name, v.Value))],
        CurrentDirectory = "/shell",
        HomeDirectory = "/home/me",
        Platform = HostPlatform.Linux,
    };
}
