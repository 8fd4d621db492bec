using LlamaEnv.Diagnostics;
using LlamaEnv.Validation;

[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.MethodLevel)]

namespace LlamaEnv.Hosting.Tests;

/// <summary>What a program gets of its environment and its file: one set, or nothing and a word.</summary>
[TestClass]
public sealed class LoadTests
{
    private const string KeyName = "LLAMA_CLOUD_API_KEY";
    private const string UrlName = "LLAMA_CLOUD_BASE_URL";
    private const string ProjectName = "LLAMA_AGENTS_PROJECT_ID";
    private const string FileSet = $"{Fake.FileKey} {Fake.Europe} {Fake.FileProject}";

    // The environment, separated by blanks; whether the build had its set from a profile; what the program has; what is said.
    [TestMethod]
    [DataRow("", false, FileSet, "")]
    [DataRow("", true, FileSet, "")]
    [DataRow($"{KeyName}={Fake.Key}", false, $"{Fake.Key} {Fake.DefaultUrl} -", "LLENV0003")]
    [DataRow($"{KeyName}={Fake.Key}", true, FileSet, "LLENV0004")]
    [DataRow($"{KeyName}={Fake.Key} {UrlName}={Fake.Europe}", false, $"{Fake.Key} {Fake.Europe} -", "LLENV0003")]
    [DataRow($"{KeyName}={Fake.Key} {ProjectName}={Fake.Project}", false, $"{Fake.Key} {Fake.DefaultUrl} {Fake.Project}", "LLENV0003")]
    [DataRow($"{KeyName}={Fake.Key} {ProjectName}={Fake.Project}", true, $"{Fake.Key} {Fake.DefaultUrl} {Fake.Project}", "LLENV0003")]
    [DataRow($"{KeyName}={Fake.Key} {ProjectName}={Fake.Project} LLAMA_CLOUD_USE_PROFILE=1", true, FileSet, "")]
    [DataRow($"{KeyName}={Fake.Key} LLAMA_CLOUD_USE_PROFILE=1", false, FileSet, "")]
    [DataRow($"{KeyName}={Fake.FileKey}", false, FileSet, "")]
    [DataRow($"{KeyName}={Fake.FileKey} {UrlName}={Fake.DefaultUrl}", false, $"{Fake.FileKey} {Fake.DefaultUrl} -", "")]
    [DataRow($"{UrlName}=https://other.example.com", false, FileSet, "LLENV0021")]
    [DataRow($"{UrlName}={Fake.Europe}/", false, FileSet, "")]
    [DataRow($"{ProjectName}={Fake.Project}", false, FileSet, "LLENV0020")]
    [DataRow($"llama_cloud_api_key={Fake.Key} llama_agents_project_id={Fake.Project}", true, $"{Fake.Key} {Fake.DefaultUrl} {Fake.Project}", "LLENV0003")]
    [DataRow($"{KeyName}= {ProjectName}=", true, FileSet, "")]
    public void One_set_is_used(string environment, bool fromProfile, string expected, string codes)
    {
        using TempFolder folder = new();
        folder.Write(".env", Fake.File());
        HostEnvironment host = Fake.Host([.. environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => (v.Split('=')[0], v.Split('=')[1]))]);

        LlamaEnvFileResult result = FileLoader.Load(Fake.Built(folder, host, fromProfile), null, required: true);

        Assert.AreEqual(codes, Codes(result), result.ToString());
        Dictionary<string, string> after = Apply(result, host);
        Assert.AreEqual(expected, string.Join(' ', new[] { KeyName, UrlName, ProjectName }.Select(n => after.GetValueOrDefault(n, "-"))));
        Assert.IsEmpty(after.Keys.Where(n => n.Any(char.IsAsciiLetterLower)), "another spelling would say something else");
    }

    [TestMethod]
    public void What_the_build_resolved_is_no_value_to_the_program()
    {
        using TempFolder folder = new();
        folder.Write(".env", Fake.File());
        HostEnvironment host = Fake.Host((KeyName, "op://Private/LlamaCloud/credential"));
        ProgramContext program = Fake.Built(folder, host);

        Assert.AreEqual("LLENV0018", Codes(FileLoader.Load(program, null, required: true)));

        program = program with { Build = program.Build! with { ResolvesReferences = true } };
        LlamaEnvFileResult result = FileLoader.Load(program, null, required: true);

        Assert.AreEqual("", Codes(result), result.ToString());
        Assert.AreEqual(Fake.FileKey, Apply(result, host)[KeyName]);
    }

    /// <summary>Debug and Release of one project write one file.</summary>
    [TestMethod]
    [DataRow("Development", true, "LLENV0023")]
    [DataRow("Development", false, "")]
    [DataRow(null, true, "", DisplayName = "a build for no environment in particular")]
    public void A_file_that_a_build_for_another_environment_may_have_written_is_told(string? environment, bool isChanged, string codes)
    {
        using TempFolder folder = new();
        folder.Write(".env", Fake.File());
        HostEnvironment host = Fake.Host();
        ProgramContext program = Fake.Built(folder, host);
        program = program with { Build = program.Build! with { EnvironmentName = environment, Written = LlamaEnv.Files.IO.FileReader.StampOf(folder.At(".env")) } };
        if (isChanged)
            File.SetLastWriteTimeUtc(folder.At(".env"), DateTime.UtcNow.AddMinutes(1));

        LlamaEnvFileResult result = FileLoader.Load(program, null, required: true);

        Assert.AreEqual(codes, Codes(result), result.ToString());
        Assert.IsTrue(result.Succeeded);
    }

    [TestMethod]
    [DataRow(null, "a", null, "a", "", DisplayName = "the other configuration, which asks for the same")]
    [DataRow(null, "a", null, "b", "a build that asks other sources wrote it", DisplayName = "one that asks other sources")]
    [DataRow(null, "a", "Production", "a", "a build for Production wrote it", DisplayName = "one for an environment")]
    [DataRow("Staging", "a", "Production", "a", "a build for Production wrote it", DisplayName = "one for another environment")]
    [DataRow("Staging", "a", "staging", "a", "", DisplayName = "one for the same environment")]
    [DataRow(null, "a", null, null, "", DisplayName = "nobody knows")]
    public void A_file_that_another_build_wrote_is_told_where_that_asked_for_another_key(string? environment, string asked, string? theirEnvironment, string? theirAsked, string says)
    {
        using TempFolder folder = new();
        folder.Write(".env", Fake.File());
        HostEnvironment host = Fake.Host();
        ProgramContext program = Fake.Built(folder, host);
        program = program with { Build = program.Build! with { EnvironmentName = environment, Asked = asked, Written = "1", Writer = folder.At("obj", "writer") } };
        if (theirAsked is not null)
            folder.Write("obj/writer", (program.Build! with { EnvironmentName = theirEnvironment, Asked = theirAsked, Written = LlamaEnv.Files.IO.FileReader.StampOf(folder.At(".env")) }).Encode());

        LlamaEnvFileResult result = FileLoader.Load(program, null, required: true);

        Assert.AreEqual(says.Length == 0 ? "" : "LLENV0023", Codes(result), result.ToString());
        Assert.Contains(says, string.Concat(result.Diagnostics.Select(static d => d.Message)));
        Assert.IsTrue(result.Succeeded);
    }

    // Started by dotnet run with the set (LlamaEnvOutput=run), and the file that another output left is an older one's.
    [TestMethod]
    [DataRow("")]
    [DataRow("LLAMA_CLOUD_USE_PROFILE=1")]
    public void A_set_that_the_program_was_started_with_is_used_without_a_word(string more)
    {
        foreach (bool fromProfile in new[] { true, false })
        {
            using TempFolder folder = new();
            folder.Write(".env", Fake.File());
            HostEnvironment host = Fake.Host([(KeyName, Fake.Key), (UrlName, Fake.Europe), ("LLAMA_ENV_RUN", "1"), .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => (v.Split('=')[0], v.Split('=')[1]))]);

            LlamaEnvFileResult result = FileLoader.Load(Fake.Built(folder, host, fromProfile), null, required: true);

            Assert.AreEqual("", Codes(result), result.ToString());
            Assert.IsTrue(result.Succeeded);
            Dictionary<string, string> after = Apply(result, host);
            Assert.AreEqual($"{Fake.Key} {Fake.Europe} -", string.Join(' ', new[] { KeyName, UrlName, ProjectName }.Select(n => after.GetValueOrDefault(n, "-"))));
        }
    }

    [TestMethod]
    [DataRow(Fake.Key, "LLENV0023")]
    [DataRow(Fake.FileKey, "")]
    public void The_key_that_the_build_expected_is_expected_here(string key, string codes)
    {
        using TempFolder folder = new();
        folder.Write(".env", Fake.File());
        Settings settings = new Settings().With(Setting.KeyFingerprint, KeyFingerprint.Of(new Secret(Fake.FileKey)).ToString());
        HostEnvironment host = Fake.Host((KeyName, key), (ProjectName, Fake.Project));

        LlamaEnvFileResult result = FileLoader.Load(Fake.Built(folder, host, settings: settings), null, required: true);

        Assert.AreEqual(codes, Codes(result), result.ToString());
    }

    [TestMethod]
    public void A_project_beside_a_file_that_has_none_goes()
    {
        using TempFolder folder = new();
        folder.Write(".env", Fake.File(project: null));
        HostEnvironment host = Fake.Host((ProjectName, Fake.Project));

        LlamaEnvFileResult result = FileLoader.Load(Fake.Built(folder, host), null, required: false);

        Assert.AreEqual("LLENV0020", Codes(result));
        Assert.IsFalse(Apply(result, host).ContainsKey(ProjectName));
    }

    [TestMethod]
    public void Without_a_key_it_says_where_it_looked_and_changes_nothing()
    {
        using TempFolder folder = new();
        HostEnvironment host = Fake.Host((UrlName, Fake.Europe));

        LlamaEnvFileResult result = FileLoader.Load(Fake.Built(folder, host), null, required: false);

        Diagnostic finding = result.Diagnostics.Single();
        Assert.AreEqual(("LLENV0001", DiagnosticSeverity.Warning), (finding.Code, finding.Severity));
        Assert.Contains($"environment ({KeyName} is not set), dotenv ({folder.At(".env")} does not exist)", finding.Message);
        Assert.IsFalse(result.Succeeded);
        Assert.HasCount(1, Apply(result, host));
    }

    [TestMethod]
    public void A_key_that_is_required_and_missing_is_an_error()
    {
        using TempFolder folder = new();

        LlamaEnvFileResult result = FileLoader.Load(Fake.Published(folder, Fake.Host()), null, required: true);

        Assert.AreEqual(("LLENV0001", DiagnosticSeverity.Error), (result.Diagnostics.Single().Code, result.Diagnostics.Single().Severity));
        Assert.Contains("this program knows of no file", result.Diagnostics.Single().Message);
    }

    [TestMethod]
    public void A_published_program_has_its_environment_and_no_file_above_it()
    {
        using TempFolder folder = new();
        folder.Write(".env", Fake.File());
        HostEnvironment host = Fake.Host((KeyName, Fake.Key));

        LlamaEnvFileResult result = FileLoader.Load(Fake.Published(folder, host) with { BaseDirectory = folder.At("bin", "publish") }, null, required: true);

        Assert.AreEqual("", Codes(result));
        Assert.IsNull(result.File);
        Assert.AreEqual(Fake.Key, Apply(result, host)[KeyName]);
    }

    [TestMethod]
    public void A_path_goes_before_the_build_and_starts_from_the_project()
    {
        using TempFolder folder = new();
        folder.Write(".env", Fake.File());
        folder.Write("shared/other.env", Fake.File(Fake.Key));

        LlamaEnvFileResult result = FileLoader.Load(Fake.Built(folder, Fake.Host()), "shared/other.env", required: true);

        Assert.AreEqual(folder.At("shared", "other.env"), result.File);
        Assert.AreEqual(Fake.Key, Apply(result, Fake.Host())[KeyName]);
    }

    [TestMethod]
    public void A_path_that_nothing_expanded_is_an_error()
    {
        using TempFolder folder = new();

        LlamaEnvFileResult result = FileLoader.Load(Fake.Published(folder, Fake.Host((KeyName, Fake.Key))), "${HOME}/.env", required: false);

        Assert.AreEqual("LLENV0006", Codes(result));
        Assert.IsFalse(result.Succeeded);
    }

    [TestMethod]
    public void A_file_based_app_has_the_file_beside_its_source()
    {
        using TempFolder folder = new();
        folder.Write(".env", Fake.File());
        ProgramContext program = new() { Host = Fake.Host(), EntryPointDirectory = folder.Root, BaseDirectory = Path.GetTempPath() };

        Assert.AreEqual(Fake.FileKey, Apply(FileLoader.Load(program, null, required: true), program.Host)[KeyName]);
    }

    [TestMethod]
    public void What_the_project_sets_goes_before_what_the_environment_has()
    {
        using TempFolder folder = new();
        folder.Write(".env", Fake.File());
        HostEnvironment host = Fake.Host((KeyName, Fake.Key), (ProjectName, Fake.Project));
        Settings settings = new Settings().With(Setting.BaseUrl, "https://llama.example.com").With(Setting.Project, Fake.FileProject);

        Dictionary<string, string> after = Apply(FileLoader.Load(Fake.Built(folder, host, settings: settings), null, required: true), host);

        Assert.AreEqual($"{Fake.Key} https://llama.example.com {Fake.FileProject}", $"{after[KeyName]} {after[UrlName]} {after[ProjectName]}");
    }

    [TestMethod]
    public void Declared_variables_come_one_by_one_and_those_that_are_set_stay()
    {
        using TempFolder folder = new();
        folder.Write(".env", Fake.File() + "MAIL_PASSWORD=from-the-file\nOTHER_PASSWORD=from-the-file\nUNDECLARED=from-the-file\n");
        HostEnvironment host = Fake.Host(("OTHER_PASSWORD", "from-the-environment"));
        Settings settings = new() { Variables = [new("MAIL_PASSWORD"), new("OTHER_PASSWORD"), new("THIRD")] };

        Dictionary<string, string> after = Apply(FileLoader.Load(Fake.Built(folder, host, settings: settings), null, required: true), host);

        Assert.AreEqual("from-the-file from-the-environment", $"{after["MAIL_PASSWORD"]} {after["OTHER_PASSWORD"]}");
        Assert.IsFalse(after.ContainsKey("THIRD") || after.ContainsKey("UNDECLARED"));
    }

    [TestMethod]
    [DataRow("NaN:a line\nLLAMA_CLOUD_API_KEY='llx-unclosed", "LLENV0002")]
    [DataRow("LLAMA_CLOUD_API_KEY=your-api-key\n", "LLENV0010")]
    [DataRow("LLAMA_CLOUD_API_KEY=sk-proj-0123456789abcdefghij\n", "LLENV0011")]
    [DataRow("LLAMA_CLOUD_API_KEY=${OTHER}\n", "LLENV0018")]
    [DataRow($"LLAMA_CLOUD_API_KEY={Fake.FileKey}\nLLAMA_CLOUD_BASE_URL=http://llama.example.com\n", "LLENV0016")]
    public void A_file_with_something_wrong_gets_the_code_of_the_build_and_nothing_of_it_is_used(string content, string code)
    {
        using TempFolder folder = new();
        folder.Write(".env", content + "MAIL_PASSWORD=right\n");
        Settings settings = new() { Variables = [new("MAIL_PASSWORD")] };

        LlamaEnvFileResult result = FileLoader.Load(Fake.Built(folder, Fake.Host(), settings: settings), null, required: false);

        Assert.AreEqual(code, Codes(result));
        Assert.IsEmpty(Apply(result, Fake.Host()));
    }

    [TestMethod]
    public void What_is_no_file_of_text_is_a_broken_source()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder.At("directory.env"));
        folder.Write("utf16.env", System.Text.Encoding.Unicode.GetPreamble());
        File.AppendAllText(folder.At("utf16.env"), Fake.File(), System.Text.Encoding.Unicode);
        using (FileStream huge = File.Create(folder.At("huge.env")))
            huge.SetLength(17 * 1024 * 1024);

        foreach (string name in new[] { "directory.env", "utf16.env", "huge.env" })
        {
            LlamaEnvFileResult result = FileLoader.Load(Fake.Built(folder, Fake.Host()), name, required: false);
            Assert.AreEqual("LLENV0002", Codes(result), name);
            Assert.IsEmpty(result.Values);
        }
    }

    [TestMethod]
    public void A_placeholder_in_the_environment_is_the_error_of_the_build()
    {
        using TempFolder folder = new();
        folder.Write(".env", Fake.File());
        HostEnvironment host = Fake.Host((KeyName, "your-api-key"));

        LlamaEnvFileResult result = FileLoader.Load(Fake.Built(folder, host), null, required: false);

        Assert.AreEqual("LLENV0010", Codes(result));
        Assert.AreEqual("your-api-key", Apply(result, host)[KeyName]);
    }

    [TestMethod]
    public void A_word_for_the_choice_that_is_none_is_the_error_of_the_build()
    {
        using TempFolder folder = new();
        folder.Write(".env", Fake.File());

        Assert.AreEqual("LLENV0005", Codes(FileLoader.Load(Fake.Built(folder, Fake.Host(("LLAMA_CLOUD_USE_PROFILE", "perhaps"))), null, required: false)));
    }

    [TestMethod]
    public void A_wrong_name_is_named()
    {
        using TempFolder folder = new();
        folder.Write(".env", "\nLLAMA_PARSE_API_KEY=" + Fake.Key);

        Diagnostic finding = FileLoader.Load(Fake.Built(folder, Fake.Host()), null, required: true).Diagnostics.Single();

        Assert.AreEqual(("LLENV0001", folder.At(".env"), 2), (finding.Code, finding.File, finding.Line));
        Assert.Contains("LLAMA_PARSE_API_KEY", finding.Message);
    }

    [TestMethod]
    public void Nothing_that_is_printed_holds_a_key()
    {
        using TempFolder folder = new();
        folder.Write(".env", Fake.File());

        foreach (string key in new[] { Fake.Key, "own-shape-of-a-key-0123456789" })
        {
            HostEnvironment host = Fake.Host((KeyName, key), (UrlName, "https://other.example.com"));
            LlamaEnvFileResult result = FileLoader.Load(Fake.Built(folder, host), null, required: false);
            string all = result + string.Join('\n', result.Diagnostics.Select(Messages.Line)) + string.Join('\n', result.Values);

            Assert.DoesNotContain(key[4..], all);
            Assert.DoesNotContain(Fake.FileKey[4..], all);
            Assert.Contains("https://other.example.com", all);
        }
    }

    private static string Codes(LlamaEnvFileResult result) => string.Join(' ', result.Diagnostics.Select(d => d.Code));

    /// <summary>What the environment is afterwards.</summary>
    private static Dictionary<string, string> Apply(LlamaEnvFileResult result, HostEnvironment host)
    {
        Dictionary<string, string> after = host.Variables.Where(v => v.Value.Length > 0).ToDictionary(v => v.Key, v => v.Value);
        result.Apply((name, value) =>
        {
            if (value is null)
                after.Remove(name);
            else
                after[name] = value;
        });
        return after;
    }
}
