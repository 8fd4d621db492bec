using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Tests;

/// <summary>Variables that a project declares beside the three of LlamaCloud.</summary>
[TestClass]
public sealed class DeclaredVariableTests
{
    [TestMethod]
    public void They_are_written_behind_the_three_in_the_order_of_the_project()
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("ZULU", "26").Set("Alpha", "1");

        machine.Inject(Declare(new("ZULU"), new("ALPHA")));

        Assert.EndsWith("\nZULU=26\nALPHA=1\n", File.ReadAllText(machine.EnvFile));
    }

    [TestMethod]
    public void Each_comes_from_the_first_source_that_has_it()
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("FIRST", "environment").Set("SECOND", "")
            .WithEnvFile("FIRST=file\nSECOND=file\n");

        InjectResult result = machine.Inject(Declare(new("FIRST"), new("SECOND"), new("THIRD") { Default = "default" }));

        Assert.AreEqual("FIRST from environment, SECOND from dotenv .env, THIRD from default", Describe(result));
    }

    [TestMethod]
    public void User_secrets_hold_them_under_their_names()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        machine.Set("HOME", machine.Folder.At("home")).Folder.Write("home/.microsoft/usersecrets/demo/secrets.json", """{ "MINE": "42" }""");

        InjectResult result = machine.Inject(Declare(new VariableDeclaration("MINE")).With(Setting.UserSecretsId, "demo"));

        Assert.AreEqual("MINE from user-secrets", Describe(result));
    }

    [TestMethod]
    public void The_choice_of_the_profile_does_not_keep_them_from_the_environment()
    {
        using Machine machine = new Machine().WithProfile().Set("LLAMA_CLOUD_USE_PROFILE", "1").Set("MINE", "42");

        Assert.AreEqual("MINE from environment", Describe(machine.Inject(Declare(new VariableDeclaration("MINE")))));
    }

    [TestMethod]
    public void One_that_is_absent_and_not_required_is_not_written()
    {
        using Machine machine = new Machine().WithKeyAndProject();

        InjectResult result = machine.Inject(Declare(new VariableDeclaration("MINE")));

        Assert.AreEqual("", result.Codes);
        Assert.DoesNotContain("MINE", File.ReadAllText(machine.EnvFile));
    }

    [TestMethod]
    public void A_source_that_is_broken_and_has_its_turn_stops_everything()
    {
        using Machine machine = new Machine().WithKeyAndProject().WithEnvFile("MINE=\"open\n");

        Assert.AreEqual("LLENV0002", machine.Inject(Declare(new VariableDeclaration("MINE")).With(Setting.Outputs, ["none"])).Codes);
    }

    [TestMethod]
    public void A_source_whose_turn_does_not_come_may_be_broken()
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("MINE", "42").WithEnvFile("MINE=\"open\n");

        Assert.AreEqual("", machine.Inject(Declare(new VariableDeclaration("MINE")).With(Setting.Outputs, ["none"])).Codes);
    }

    [TestMethod]
    public void A_required_one_that_is_missing_is_reported_with_every_source()
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("MINE", "");

        InjectResult result = machine.Inject(Declare(new VariableDeclaration("MINE") { Required = "true" }));

        Assert.AreEqual("LLENV0001", result.Codes);
        foreach (string part in (string[])["MINE is missing", "environment (MINE is empty)", "profile (", "user-secrets (the project has no UserSecretsId)", $"dotenv ({machine.EnvFile} does not exist)", "Default"])
            Assert.Contains(part, result.Messages);
        Assert.IsFalse(File.Exists(machine.EnvFile));
    }

    [TestMethod]
    public void They_are_written_also_without_a_key_where_that_may_be_missing()
    {
        using Machine machine = new Machine().Set("MINE", "42").Set("LLAMA_CLOUD_BASE_URL", "nonsense").WithEnvFile("LLAMA_AGENTS_PROJECT_ID=kept\n");

        InjectResult result = machine.Inject(Declare(new VariableDeclaration("MINE")).With(Setting.Missing, "warning"));

        Assert.AreEqual("LLENV0001", result.Codes);
        Assert.AreEqual("LLAMA_AGENTS_PROJECT_ID=kept\nMINE=42\n", File.ReadAllText(machine.EnvFile));
    }

    [TestMethod]
    public void Everything_missing_and_invalid_is_reported_in_one_go()
    {
        using Machine machine = new Machine().Set("LLAMA_CLOUD_BASE_URL", "cloud.llamaindex.ai").Set("SHAPED", "wrong");

        InjectResult result = machine.Inject(Declare(new("MINE") { Required = "true" }, new("SHAPED") { Pattern = "^right$" }).With(Setting.RequireProject, "true"));

        Assert.AreEqual("LLENV0001 LLENV0001 LLENV0001 LLENV0019 LLENV0015", result.Codes);
        Assert.Contains("LLAMA_CLOUD_API_KEY is missing", result.Messages);
        Assert.Contains("LLAMA_AGENTS_PROJECT_ID is missing", result.Messages);
        Assert.Contains("MINE is missing", result.Messages);
    }

    [TestMethod]
    public void A_project_that_stands_ready_for_the_key_is_not_missing()
    {
        using Machine machine = new Machine().Set("LLAMA_AGENTS_PROJECT_ID", Fake.Project(1));

        Assert.AreEqual("LLENV0001", machine.Inject(new Settings { [Setting.RequireProject] = "true" }).Codes);
    }

    [TestMethod]
    [DataRow("", "has no name")]
    [DataRow("  ", "has no name")]
    [DataRow("2ND", "do not start with a digit")]
    [DataRow("MY-NAME", "letters, digits and _")]
    [DataRow("ÄRGER", "letters, digits and _")]
    [DataRow("A B", "letters, digits and _")]
    [DataRow("LLAMA_CLOUD_API_KEY", "always required")]
    [DataRow("llama_cloud_base_url", "LlamaEnvBaseUrl")]
    [DataRow("LLAMA_AGENTS_PROJECT_ID", "LlamaEnvRequireProject")]
    [DataRow("LLAMA_CLOUD_USE_PROFILE", "chooses between sources")]
    public void A_name_that_cannot_be_declared_is_an_error(string name, string reason)
    {
        using Machine machine = new Machine().WithKeyAndProject();

        InjectResult result = machine.Inject(Declare(new VariableDeclaration(name)));

        Assert.AreEqual("LLENV0006", result.Codes);
        Assert.Contains(reason, result.Messages);
        Assert.IsFalse(File.Exists(machine.EnvFile));
    }

    [TestMethod]
    public void A_name_declared_twice_is_an_error_in_any_case()
    {
        using Machine machine = new Machine().WithKeyAndProject();

        InjectResult result = machine.Inject(Declare(new("MINE"), new("mine")));

        Assert.AreEqual("LLENV0006", result.Codes);
        Assert.Contains("'mine' is declared twice", result.Messages);
    }

    [TestMethod]
    public void Metadata_that_mean_nothing_are_errors_together()
    {
        using Machine machine = new Machine().WithKeyAndProject();

        InjectResult result = machine.Inject(Declare(new VariableDeclaration("MINE") { Required = "yes", Secret = "no", Pattern = "([a-z" }));

        Assert.AreEqual("LLENV0006 LLENV0006 LLENV0006", result.Codes);
        foreach (string part in (string[])["Required of LlamaEnvVariable MINE", "Secret of LlamaEnvVariable MINE", "'([a-z' is not a valid value for Pattern"])
            Assert.Contains(part, result.Messages);
    }

    [TestMethod]
    [DataRow("llx-FakeFakeFake", "LLENV0011", DisplayName = "LlamaCloud's key")]
    [DataRow("sk-FakeFakeFake", "", DisplayName = "another provider's key")]
    [DataRow("your-api-key", "LLENV0010", DisplayName = "placeholder")]
    [DataRow("$(MINE)", "LLENV0018", DisplayName = "reference that nothing expanded")]
    [DataRow("Server=db; Password=\"a b\"", "", DisplayName = "blanks and quotes inside")]
    [DataRow(" value", "LLENV0012", DisplayName = "blank in front")]
    [DataRow("value\n", "LLENV0012", DisplayName = "line end")]
    [DataRow("'value'", "LLENV0012", DisplayName = "quotes around")]
    [DataRow("a\u0007b", "LLENV0012", DisplayName = "control character inside")]
    public void A_secret_value_is_checked(string value, string codes)
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("MINE", value);

        Assert.AreEqual(codes, machine.Inject(Declare(new VariableDeclaration("MINE")).With(Setting.Outputs, ["none"])).Codes);
    }

    [TestMethod]
    public void A_variable_with_llama_in_its_name_may_hold_a_key_of_LlamaCloud()
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("MY_LLAMA_KEY", Fake.Key("Second"));

        Assert.AreEqual("", machine.Inject(Declare(new VariableDeclaration("MY_LLAMA_KEY"))).Codes);
    }

    [TestMethod]
    public void A_public_value_may_be_a_common_word_and_is_shown()
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("CACHE", "none");

        InjectResult result = machine.Inject(Declare(new VariableDeclaration("CACHE") { Secret = "false" }));

        Assert.AreEqual("", result.Codes);
        Assert.AreEqual("CACHE=none", result.Credentials[^1].ToString());
    }

    [TestMethod]
    public void A_value_is_secret_unless_the_project_says_otherwise()
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("MINE", "hidden-text");

        Assert.AreEqual("MINE=*** (11 characters)", machine.Inject(Declare(new VariableDeclaration("MINE"))).Credentials[^1].ToString());
    }

    [TestMethod]
    [DataRow("^sk-", "sk-FakeFakeFake", "")]
    [DataRow("^sk-", "FakeFakeFake-sk-", "LLENV0019")]
    [DataRow("[0-9]{3}", "a123b", "")]
    public void A_value_has_to_match_the_pattern(string pattern, string value, string codes)
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("MINE", value);

        InjectResult result = machine.Inject(Declare(new VariableDeclaration("MINE") { Pattern = pattern }));

        Assert.AreEqual(codes, result.Codes);
        Assert.DoesNotContain("FakeFakeFake", result.Messages);
    }

    [TestMethod]
    [DataRow("^(a+)+$", "does not match", DisplayName = "the engine that does not backtrack tells")]
    [DataRow("^(?=a)(a+)+$", "took longer than the 2 s", DisplayName = "only the other one knows the pattern")]
    [DataRow(@"^(a+)+\1$", "took longer than the 2 s", DisplayName = "a backreference")]
    public void A_pattern_that_never_ends_is_given_up(string pattern, string because)
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("MINE", new string('a', 60) + "!");

        InjectResult result = machine.Inject(Declare(new VariableDeclaration("MINE") { Pattern = pattern }));

        Assert.AreEqual("LLENV0019", result.Codes);
        Assert.Contains(because, result.Messages);
    }

    [TestMethod]
    public void A_value_that_a_backtracking_pattern_matches_is_right()
    {
        // Forty letters take an engine that backtracks years.
        using Machine machine = new Machine().WithKeyAndProject().Set("MINE", new string('a', 40) + "!");

        Assert.AreEqual("", machine.Inject(Declare(new VariableDeclaration("MINE") { Pattern = "^(a+)+$|!$" })).Codes);
    }

    [TestMethod]
    public void All_patterns_of_a_run_share_one_time_limit()
    {
        VariableDeclaration[] declarations = [.. Enumerable.Range(0, 20).Select(i => new VariableDeclaration($"MINE_{i}") { Pattern = "^(?=a)(a+)+$" })];
        using Machine machine = new Machine().WithKeyAndProject();
        foreach (VariableDeclaration declaration in declarations)
            machine.Set(declaration.Name, new string('a', 60) + "!");

        InjectResult result = machine.Inject(Declare([.. declarations, new("LAST") { Pattern = "^yes$", Default = "yes" }]));

        Assert.AreEqual(string.Join(' ', Enumerable.Repeat("LLENV0019", 21)), result.Codes);
        Assert.HasCount(21, result.Diagnostics.Where(d => d.Message.Contains("took longer", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_pattern_of_hundreds_of_kilobytes_is_none()
    {
        using Machine machine = new Machine().WithKeyAndProject();

        InjectResult result = machine.Inject(Declare(new VariableDeclaration("MINE") { Pattern = new string('(', 200_000) }));

        Assert.AreEqual("LLENV0006", result.Codes);
        Assert.IsLessThan(2_000, result.Messages.Length);
    }

    [TestMethod]
    public void Launch_settings_refer_to_secrets_and_hold_what_is_public()
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("MINE", "hidden").Set("CACHE", "none");

        machine.Inject(Declare(new("MINE"), new("CACHE") { Secret = "false" }).With(Setting.Outputs, ["launch-settings"]).With(Setting.LaunchSettingsMode, "reference"));

        string text = File.ReadAllText(machine.Folder.At("project/Properties/launchSettings.json".Split("/")));
        Assert.Contains("\"MINE\": \"%MINE%\"", text);
        Assert.Contains("\"CACHE\": \"none\"", text);
    }

    [TestMethod]
    public void User_secrets_are_written_under_their_names()
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("MINE", "42");
        machine.Set("HOME", machine.Folder.At("home"));

        machine.Inject(Declare(new VariableDeclaration("MINE")).With(Setting.Outputs, ["user-secrets"]).With(Setting.UserSecretsId, "demo"));

        Assert.Contains("\"MINE\": \"42\"", File.ReadAllText(machine.Folder.At("home/.microsoft/usersecrets/demo/secrets.json".Split("/"))));
    }

    [TestMethod]
    [DataRow("DOTNET_TOKEN", "true", null, "LLENV0040")]
    [DataRow("msbuild_token", "true", null, "LLENV0040")]
    [DataRow("DOTNET_TOKEN", "false", null, "")]
    [DataRow("MINE", "true", "sk-FakeFakeFakeFakeFakeFake", "LLENV0040")]
    [DataRow("MINE", "true", "local", "")]
    public void What_MSBuild_logs_in_any_case_is_a_warning_in_a_build(string name, string secret, string? value, string codes)
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("DOTNET_TOKEN", "42").Set("MSBUILD_TOKEN", "42");
        Settings settings = Declare(new VariableDeclaration(name) { Secret = secret, Default = value });

        Assert.AreEqual(codes, machine.Inject(settings.With(Setting.Outputs, ["none"]) with { InBuild = true }).Codes);
        Assert.AreEqual("", machine.Inject(settings.With(Setting.Outputs, ["none"])).Codes);
    }

    [TestMethod]
    public void A_secret_given_as_a_global_property_is_noticed()
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("MINE", "42");

        InjectResult result = machine.Inject(Declare(new VariableDeclaration("MINE")) with { InBuild = true, GlobalProperties = ["Configuration", "mine"] });

        Assert.AreEqual(DiagnosticSeverity.Warning, result.Diagnostics.Single(d => d.Code == DiagnosticCodes.MayBeLogged).Severity);
    }

    private static Settings Declare(params VariableDeclaration[] variables) => new() { Variables = variables };

    private static string Describe(InjectResult result) =>
        string.Join(", ", result.Credentials.Where(c => c.Variable.IsDeclared).Select(c => $"{c.Variable} from {c.Source}"));
}
