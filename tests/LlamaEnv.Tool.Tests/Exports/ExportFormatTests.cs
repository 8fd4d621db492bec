using LlamaEnv.Diagnostics;
using LlamaEnv.Tool.Exports;

namespace LlamaEnv.Tool.Tests.Exports;

/// <summary>What is special about one format.</summary>
[TestClass]
public sealed class ExportFormatTests
{
    public static IEnumerable<object[]> Formats => ExportFormat.All.Select(format => new object[] { format.Name });

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void No_format_takes_what_is_no_text_or_no_name(string format)
    {
        foreach (Variable variable in (Variable[])[new("A", true), new("A***", true), new("A B", false), new("A=B", false)])
        {
            foreach (string text in (string[])["a\0b", "\uD83E", "a\uDD99b", "plain"])
            {
                bool isFine = variable.Name == "A" && text == "plain";
                Assert.AreEqual(isFine ? 0 : 1, Check(format, Of(variable, text)).Length, $"{variable} {text}");
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void A_finding_names_the_variable_and_the_format_and_not_the_value(string format)
    {
        ExportRendering rendering = new(ExportFormat.Find(format)!);

        foreach (Diagnostic finding in rendering.Findings)
        {
            string text = ExportValues.All[int.Parse(finding.Message[1..3], System.Globalization.CultureInfo.InvariantCulture)].Text;
            Assert.AreEqual(DiagnosticCodes.NotExpressible, finding.Code);
            Assert.DoesNotContain(text.Trim().Length > 4 ? text : "(nothing)", finding.Message);
            if (finding.Severity == DiagnosticSeverity.Error)
                Assert.Contains($" cannot be exported as {format}: ", finding.Message);
        }
    }

    [TestMethod]
    public void What_is_exported_prints_no_value_by_itself()
    {
        Export export = ToExport(Of(Variable.ApiKey, Sample.KeyText));

        Assert.DoesNotContain("Fake", $"{export} {string.Join(' ', export.Variables)} {export.Variables[0].Credential}");
    }

    [TestMethod]
    [DataRow("bash")]
    [DataRow("BASH")]
    [DataRow(" Bash ")]
    public void A_format_is_found_in_any_case(string name) => Assert.AreEqual("bash", ExportFormat.Find(name)?.Name);

    [TestMethod]
    public void A_value_that_some_readers_of_env_files_misread_is_a_warning()
    {
        Diagnostic warning = Check("dotenv", Of(new Variable("A", true), "two words")).Single();

        Assert.AreEqual(DiagnosticSeverity.Warning, warning.Severity);
        Assert.AreEqual("A='two words'\n", ExportFormat.Find("dotenv")!.Write(ToExport(Of(new Variable("A", true), "two words"))));
    }

    [TestMethod]
    public void Dotnet_json_has_ours_twice_and_a_colon_for_two_underscores()
    {
        Dictionary<string, string> read = ReadJson(Of(Variable.ApiKey, "key"), Of(Variable.ProjectId, "id"), Of(new Variable("Mail__Password", true), "p"), Of(new Variable("PLAIN", true), "q"));

        CollectionAssert.AreEquivalent(
            new[] { "LLAMA_CLOUD_API_KEY=key", "LLAMA_AGENTS_PROJECT_ID=id", "LlamaCloud:ApiKey=key", "LlamaCloud:ProjectId=id", "Mail:Password=p", "PLAIN=q" },
            read.Select(pair => $"{pair.Key}={pair.Value}").ToArray());
    }

    [TestMethod]
    [DataRow("LlamaCloud__ApiKey")]
    [DataRow("LLAMACLOUD__APIKEY")]
    public void Dotnet_json_has_no_key_twice(string name)
    {
        Credential same = Of(new Variable(name, true), "key");

        Assert.IsEmpty(Check("dotnet-json", Of(Variable.ApiKey, "key"), same));
        Assert.AreEqual("key", ReadJson(Of(Variable.ApiKey, "key"), same)["LlamaCloud:ApiKey"]);
        Assert.Contains("are one key in .NET's configuration", Check("dotnet-json", Of(Variable.ApiKey, "key"), Of(new Variable(name, true), "other")).Single().Message);
        Assert.IsEmpty(Check("dotnet-json", Of(Variable.ApiKey, "key"), Of(new Variable("LlamaCloud__BaseUrl", false), "other")));
    }

    [TestMethod]
    public void Dotnet_json_without_ours_has_no_section() => Assert.AreEqual("{\n  \"A\": \"b\"\n}\n", ExportFormat.Find("dotnet-json")!.Write(ToExport(Of(new Variable("A", true), "b"))));

    [TestMethod]
    public void A_name_that_is_a_word_of_yaml_is_quoted()
    {
        Assert.Contains("      \"ON\": \"1\"\n", ExportFormat.Find("compose")!.Write(ToExport(Of(new Variable("ON", false), "1"))));
        Assert.Contains("  \"ON\": MQ==\n", ExportFormat.Find("kubernetes")!.Write(ToExport(Of(new Variable("ON", false), "1"))));
    }

    [TestMethod]
    public void Azure_masks_secrets_alone_and_says_how_later_steps_get_them()
    {
        Export export = ToExport(Of(Variable.ApiKey, "key"), Of(Variable.BaseUrl, "a\nb"));
        ExportFormat format = ExportFormat.Find("azure-pipelines")!;

        Assert.IsEmpty(format.Check(export).ToArray());
        Assert.AreEqual("##vso[task.setvariable variable=LLAMA_CLOUD_API_KEY;issecret=true]key\n##vso[task.setvariable variable=LLAMA_CLOUD_BASE_URL]a%0Ab\n", format.Write(export));
        Assert.Contains("env: { LLAMA_CLOUD_API_KEY: \"$(LLAMA_CLOUD_API_KEY)\" }", format.WriteNotes(export).Single());
    }

    [TestMethod]
    public void A_key_in_a_variable_that_is_declared_public_is_hidden_like_any_other()
    {
        Export export = ToExport(Of(new Variable("PUBLIC", false), Sample.KeyText));
        Export onGitHub = export with { Host = export.Host with { Variables = [new("GITHUB_ENV", "file")] } };

        Assert.Contains(";issecret=true]", ExportFormat.Find("azure-pipelines")!.Write(export));
        Assert.AreEqual($"::add-mask::{Sample.KeyText}", ExportFormat.Find("github")!.WriteCommands(onGitHub).Single());
    }

    [TestMethod]
    public void GitHub_hears_of_secrets_first_except_of_short_ones()
    {
        Export export = ToExport(Of(Variable.ApiKey, "100%\r\n-secret"), Of(Variable.BaseUrl, "https://public"), Of(new Variable("PIN", true), "1234567"));
        ExportFormat format = ExportFormat.Find("github")!;

        Assert.IsEmpty(format.WriteCommands(export).ToArray());
        foreach (string name in (string[])["GITHUB_ACTIONS", "GITHUB_ENV"])
        {
            Export onGitHub = export with { Host = export.Host with { Variables = [new(name, "true")] } };
            Assert.AreEqual("::add-mask::100%25%0D%0A-secret", string.Join(' ', format.WriteCommands(onGitHub)));
            Assert.StartsWith("PIN is too short to be masked", format.WriteNotes(onGitHub).Single());
        }
    }

    [TestMethod]
    [DataRow("NODE_OPTIONS")]
    [DataRow("node_options")]
    public void GitHub_refuses_a_name(string name) => Assert.Contains("GitHub Actions refuses that name", Check("github", Of(new Variable(name, false), "x")).Single().Message);

    [TestMethod]
    public void On_Windows_GitHub_gets_the_line_ends_that_its_runner_takes_off_there()
    {
        Export export = ToExport(Of(new Variable("A", true), "a\r")) with { Host = Host(HostPlatform.Windows) };

        string[] lines = ExportFormat.Find("github")!.Write(export).Split("\r\n");

        Assert.AreEqual("a\r", lines[1]);
        Assert.AreEqual($"A<<{lines[2]}", lines[0]);
    }

    [TestMethod]
    public void On_Windows_PowerShell_gets_ascii_and_the_same_values()
    {
        ExportRendering rendering = new(ExportFormat.Find("powershell")!, HostPlatform.Windows);
        Assert.IsTrue(System.Text.Ascii.IsValid(rendering.Document));

        ExportReader reader = ExportReader.All.First(r => r.Format == "powershell");
        IReadOnlyDictionary<string, string> read = reader.ReadAsync(rendering.Document).GetAwaiter().GetResult();

        foreach (int index in rendering.Carried)
            Assert.AreEqual(ExportValues.All[index].Text, read[ExportValues.NameOf(index)], ExportValues.All[index].What);
        Assert.HasCount(ExportValues.All.Count, rendering.Carried);
    }

    [TestMethod]
    public async Task Docker_reads_a_line_of_64_KiB_and_no_longer_one()
    {
        Credential longest = Of(new Variable("A", true), new string('k', (64 * 1024) - 3));
        Credential longer = Of(new Variable("A", true), new string('k', (64 * 1024) - 2));

        Assert.IsEmpty(Check("docker", longest));
        Assert.Contains("more than 64 KiB", Check("docker", longer).Single().Message);
        IReadOnlyDictionary<string, string> read = await ExportReader.All.First(r => r.Format == "docker").ReadAsync(ExportFormat.Find("docker")!.Write(ToExport(longest)));
        Assert.IsTrue(longest.Value == new Secret(read["A"]));
    }

    [TestMethod]
    [DataRow("llama-cloud", true, true)]
    [DataRow("a.b-c.9", true, true)]
    [DataRow("Web_1", false, true)]
    [DataRow("-a", false, true)]
    [DataRow("a..b", false, true)]
    [DataRow("a b", false, false)]
    [DataRow("", false, false)]
    [DataRow("é", false, false)]
    [DataRow("a\n", false, false)]
    public void A_name_of_what_holds_the_values_is_one_that_the_reader_takes(string name, bool inKubernetes, bool inCompose)
    {
        Assert.AreEqual(inKubernetes, ExportFormat.Find("kubernetes")!.FindFaultInObjectName!(name) is null);
        Assert.AreEqual(inCompose, ExportFormat.Find("compose")!.FindFaultInObjectName!(name) is null);
    }

    private static Dictionary<string, string> ReadJson(params Credential[] credentials)
    {
        using TempFolder folder = new();
        return DotNetReaders.ReadConfiguration(folder.Write("export", ExportFormat.Find("dotnet-json")!.Write(ToExport(credentials))));
    }

    private static Diagnostic[] Check(string format, params Credential[] credentials) => [.. ExportFormat.Find(format)!.Check(ToExport(credentials))];

    private static Export ToExport(params Credential[] credentials) => new([.. credentials.Select(c => new ExportedVariable(c))], ObjectNames.Default, Host(HostPlatform.Linux));

    private static HostEnvironment Host(HostPlatform platform) => new() { Variables = [], CurrentDirectory = Repository.Root, HomeDirectory = "", Platform = platform };

    private static Credential Of(Variable variable, string text) => new(variable, new Secret(text), "test");
}
