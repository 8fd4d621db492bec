namespace LlamaEnv.Package.Tests;

/// <summary>What the task and its program say of settings that hold a key, or text that would act on a pipeline.</summary>
[TestClass]
public sealed class HostileTextTests
{
    private static readonly (string Property, string Value)[] s_settings =
    [
        ("LlamaEnvFile", "no/{0}/x"), ("LlamaEnvSources", "dotenv:{0}"), ("LlamaEnvSources", "profile:{0}"), ("LlamaEnvOutput", "{0}"), ("LlamaEnvProfile", "{0}"),
        ("LlamaEnvProject", "{0}"), ("LlamaEnvBaseUrl", "https://{0}/"), ("LlamaEnvMissing", "{0}"),
    ];

    public static IEnumerable<object[]> Settings =>
        from setting in s_settings from useExec in (bool[])[false, true] where !useExec || setting.Property is "LlamaEnvFile" or "LlamaEnvMissing" select new object[] { setting.Property, setting.Value, useExec };

    [TestMethod]
    [DynamicData(nameof(Settings))]
    public void A_key_in_a_setting_is_not_said_again(string property, string value, bool useExec)
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKeyAndProject().WithProperty(property, string.Format(System.Globalization.CultureInfo.InvariantCulture, value, canary.Key)).WithProperty("LlamaEnvUseExec", useExec ? "true" : "");

        Outcome outcome = project.BuildInject();

        Assert.DoesNotContain(canary.Marker, outcome.Output, property);
        Assert.DoesNotContain(canary.Marker, outcome.Error, property);
        Assert.DoesNotContain("LLENV0999", outcome.Output, property);
    }

    [TestMethod]
    [DynamicData(nameof(Settings))]
    public void Text_in_a_setting_does_not_act(string property, string value, bool useExec)
    {
        const string Hostile = "a&#x202E;b##vso[task.setvariable variable=x]&#x2028;##teamcity[x]&#x85;::error::c&#xFEFF;";
        using TestProject project = TestProject.App().WithKeyAndProject().WithProperty(property, value.Replace("{0}", Hostile, StringComparison.Ordinal)).WithProperty("LlamaEnvUseExec", useExec ? "true" : "");

        Outcome outcome = project.BuildInject();

        foreach (string acting in (IEnumerable<string>)["##vso[", "##teamcity[", "::error::", "\u202E", "\u2028", "\u0085", "\uFEFF"])
            Assert.DoesNotContain(acting, outcome.Output, property);
        Assert.DoesNotContain("LLENV0999", outcome.Output, property);
    }

    [TestMethod]
    [DataRow("LlamaEnvFile", "a%00b", "LLENV0006")]
    [DataRow("LlamaEnvFile", "file:///a", "LLENV0006")]
    [DataRow("LlamaEnvSources", "dotenv:a%00b", "LLENV0006")]
    [DataRow("LlamaEnvProfile", "a%00b", "LLENV0006")]
    [DataRow("LlamaEnvLaunchProfile", "a%00b", "LLENV0006")]
    [DataRow("UserSecretsId", "a%00b", "LLENV0006")]
    [DataRow("LlamaEnvBaseUrl", "file:///a", "LLENV0015")]
    [DataRow("LlamaEnvBaseUrl", "https://a%00b", "LLENV0012")]
    public void What_no_file_or_host_can_be_called_has_a_code(string property, string value, string code)
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithProperty(property, value);

        Assert.Contains(code, project.BuildInject().Exits(1).Codes);
    }
}
