namespace LlamaEnv.Files.Tests;

/// <summary><c>LlamaEnvEnvironment</c>: the values of one environment, and none of another's.</summary>
[TestClass]
public sealed class EnvironmentNameTests
{
    [TestMethod]
    [DataRow("Production", ".env.Production", ".env.Production")]
    [DataRow("production", ".env.production", ".env.production")]
    [DataRow("Production", ".env.production", ".env.production")]
    [DataRow("production", ".env.PRODUCTION", ".env.PRODUCTION")]
    [DataRow(" staging ", ".env.staging", ".env.staging")]
    [DataRow("eu-west.1", ".env.eu-west.1", ".env.eu-west.1")]
    [DataRow("Production", ".env.production.local", ".env.production.local")]
    public void The_file_of_the_environment_is_read(string environment, string file, string source)
    {
        using Machine machine = new Machine().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("Dev")}\n");
        machine.Folder.Write($"project/{file}", $"LLAMA_CLOUD_API_KEY={Fake.Key("Environment")}\n");

        InjectResult result = machine.Inject(For(environment));

        Assert.AreEqual("", result.Codes, result.Messages);
        Assert.AreEqual(Fake.Key("Environment"), result.Key);
        Assert.AreEqual($"dotenv {source}", result.Credentials[0].Source);
    }

    [TestMethod]
    public void What_is_this_machines_own_goes_before_what_is_committed_and_both_are_one_set()
    {
        using Machine machine = new();
        machine.Folder.Write("project/.env.Staging", $"LLAMA_CLOUD_API_KEY={Fake.Key("Committed")}\nLLAMA_CLOUD_BASE_URL=https://api.cloud.eu.llamaindex.ai\n");
        machine.Folder.Write("project/.env.Staging.local", $"LLAMA_CLOUD_API_KEY={Fake.Key("Local")}\n");

        InjectResult result = machine.Inject(For("Staging"));

        Assert.AreEqual(Fake.Key("Local"), result.Key);
        Assert.AreEqual("https://api.cloud.eu.llamaindex.ai", result.Url);
    }

    [TestMethod]
    [DataRow("Production", false)]
    [DataRow("Staging", false)]
    [DataRow("Development", true)]
    [DataRow("development", true)]
    public void What_is_a_developers_own_is_asked_for_development_alone(string environment, bool isAsked)
    {
        using Machine machine = new Machine().WithProfile();

        InjectResult result = machine.Inject(For(environment));

        Assert.AreEqual(isAsked ? "" : "LLENV0001", result.Codes, result.Messages);
        Assert.AreEqual(isAsked ? Fake.Key("Profile") : null, result.Key);
    }

    [TestMethod]
    public void A_profile_or_source_that_is_named_is_asked()
    {
        using Machine machine = new Machine().WithProfile();

        Assert.AreEqual(Fake.Key("Profile"), machine.Inject(For("Production").With(Setting.Profile, "work")).Key);
        Assert.AreEqual(Fake.Key("Profile"), machine.Inject(For("Production").With(Setting.Sources, "profile")).Key);
    }

    [TestMethod]
    public void The_process_environment_goes_before_the_files()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        machine.Folder.Write("project/.env.Production", $"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");
        Assert.AreEqual(Fake.Key("Environment"), machine.Inject(For("Production")).Key);
    }

    [TestMethod]
    public void Without_its_file_no_other_is_read_and_the_message_names_the_one_to_write()
    {
        using Machine machine = new Machine().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("Dev")}\n");

        InjectResult result = machine.Inject(For("Production"));

        Assert.AreEqual("LLENV0001", result.Codes);
        Assert.Contains("in .env.Production.local", result.Messages);
        Assert.DoesNotContain("auth login", result.Messages);
    }

    [TestMethod]
    public void Where_the_source_was_named_a_missing_file_stops()
    {
        using Machine machine = new Machine().WithProfile();
        Assert.AreEqual("LLENV0002", machine.Inject(For("Production").With(Setting.Sources, "dotenv", "profile")).Codes);
    }

    [TestMethod]
    public void Two_files_that_differ_in_case_stop_whichever_is_asked_for()
    {
        using Machine machine = new();
        machine.Folder.Write("project/.env.prod", $"LLAMA_CLOUD_API_KEY={Fake.Key("Lower")}\n");
        machine.Folder.Write("project/.env.Prod", $"LLAMA_CLOUD_API_KEY={Fake.Key("Upper")}\n");
        if (Directory.GetFiles(machine.Project).Length < 2)
            Assert.Inconclusive("This file system takes both for one.");

        foreach (string environment in new[] { "prod", "Prod", "PROD" })
        {
            InjectResult result = machine.Inject(For(environment));
            Assert.AreEqual("LLENV0002", result.Codes);
            Assert.Contains(".env.Prod and .env.prod differ only in case", result.Messages);
        }
    }

    [TestMethod]
    public void A_link_that_leads_nowhere_stops()
    {
        using Machine machine = new();
        machine.Folder.Write("project/.env.Staging", $"LLAMA_CLOUD_API_KEY={Fake.Key("Old")}\n");
        File.CreateSymbolicLink(Path.Combine(machine.Project, ".env.Staging.local"), "gone");

        Assert.AreEqual("LLENV0002", machine.Inject(For("Staging")).Codes);
    }

    [TestMethod]
    [DataRow("conf/app.env", "conf/app.env.Staging")]
    [DataRow(".env.staging", ".env.staging")]
    public void Its_file_stands_beside_the_one_that_is_written(string file, string read)
    {
        using Machine machine = new();
        machine.Folder.Write($"project/{read}", $"LLAMA_CLOUD_API_KEY={Fake.Key("Beside")}\n");
        Assert.AreEqual(Fake.Key("Beside"), machine.Inject(For("Staging").With(Setting.File, file)).Key);
    }

    [TestMethod]
    public void A_path_is_read_as_it_is()
    {
        using Machine machine = new();
        machine.Folder.Write("project/shared.env", $"LLAMA_CLOUD_API_KEY={Fake.Key("Shared")}\n");
        machine.Folder.Write("project/shared.env.Staging", $"LLAMA_CLOUD_API_KEY={Fake.Key("Staging")}\n");
        Assert.AreEqual(Fake.Key("Shared"), machine.Inject(For("Staging").With(Setting.Sources, "dotenv:shared.env")).Key);
    }

    [TestMethod]
    public void A_wrong_name_is_looked_for_in_the_file_of_the_environment()
    {
        using Machine machine = new Machine().WithEnvFile("LLAMACLOUD_API_KEY=x\n");
        machine.Folder.Write("project/.env.Staging", $"LLAMA_PARSE_API_KEY={Fake.Key("Wrong")}\n");

        string message = machine.Inject(For("Staging")).Messages;

        Assert.Contains(".env.Staging sets LLAMA_PARSE_API_KEY", message);
    }

    [TestMethod]
    [DataRow("../secret")]
    [DataRow("a/b")]
    [DataRow("a\\b")]
    [DataRow("..")]
    [DataRow(".")]
    [DataRow("a b")]
    [DataRow("größe")]
    [DataRow("a;b")]
    [DataRow("-x")]
    [DataRow("local")]
    [DataRow("Production.Local")]
    [DataRow("llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFak1")]
    public void A_name_that_is_none_is_refused(string environment)
    {
        using Machine machine = new Machine().WithKeyAndProject();
        InjectResult result = machine.Inject(For(environment));
        Assert.AreEqual("LLENV0006", result.Codes);
        Assert.IsFalse(File.Exists(machine.EnvFile));
    }

    [TestMethod]
    public void A_key_in_its_place_is_not_shown()
    {
        using Machine machine = new();
        Assert.DoesNotContain(Fake.Key("Misplaced"), machine.Inject(For(Fake.Key("Misplaced"))).Messages);
    }

    private static Settings For(string environment) => new Settings().With(Setting.EnvironmentName, environment);
}
