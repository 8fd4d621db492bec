using LlamaEnv.Files.Sources.Sharing;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Tests.Sources;

/// <summary>Which projects of a build ask the same.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class ProcessQuestionTests : IDisposable
{
    private static readonly Settings s_plain = new();

    private readonly TempFolder _folder = new();
    private readonly SharedAnswers _answers;
    private readonly List<KeyValuePair<string, string>> _variables;

    public ProcessQuestionTests()
    {
        _variables = [new("PATH", $"{_folder.At("bin")}:/usr/bin:/bin"), new("TMPDIR", _folder.Root), new("STATE", _folder.Root), new("LLAMACTL_CONFIG_DIR", _folder.Root)];
        foreach (string name in new[] { "one", "two" })
            Directory.CreateDirectory(_folder.At("all", name));
        foreach (string program in new[] { "give", "doppler", "infisical", "op", "sops", "vault" })
            WriteProgram($"bin/{program}");
        _answers = new("build", Host());
    }

    [TestMethod]
    [DataRow("process:give", DisplayName = "a command")]
    [DataRow("process:give --app app secret/llama", DisplayName = "with arguments")]
    [DataRow("process:sh:give | cat", DisplayName = "a shell")]
    [DataRow("doppler:app/dev", DisplayName = "doppler")]
    [DataRow("infisical:dev/llama", DisplayName = "infisical")]
    [DataRow("op:../shared.tpl", DisplayName = "a file that both name")]
    [DataRow("process:../give", DisplayName = "a program that both name")]
    public void Projects_in_other_folders_ask_the_same(string source)
    {
        _folder.Write("all/shared.tpl", "");
        _folder.Write("all/.infisical.json", "{}");
        WriteProgram("all/give");

        Assert.AreEqual(1, Calls((source, "one", s_plain), (source, "two", s_plain)));
    }

    [TestMethod]
    [DataRow("process:./give", DisplayName = "a program of each")]
    [DataRow("sops:secrets.json", DisplayName = "a file of each")]
    [DataRow("process:give --file=secrets.json", DisplayName = "a file of each behind a sign")]
    [DataRow("process:sh:cat secrets.json | give", DisplayName = "a file of each in a line of a shell")]
    [DataRow("process:sh:give \"$PWD\"", DisplayName = "the folder by its variable")]
    [DataRow("process:sh:give $(pwd)", DisplayName = "the folder by a command")]
    [DataRow("process:give .", DisplayName = "the folder itself")]
    [DataRow("doppler:.", DisplayName = "what doppler has for the folder")]
    [DataRow("infisical:dev", DisplayName = "what infisical has for the folder")]
    public void What_a_command_names_of_the_project_s_folder_makes_it_another_question(string source)
    {
        foreach (string name in new[] { "one", "two" })
        {
            _folder.Write($"all/{name}/secrets.json", "{}");
            _folder.Write($"all/{name}/.infisical.json", "{}");
            WriteProgram($"all/{name}/give");
        }

        Assert.AreEqual(2, Calls((source, "one", s_plain), (source, "two", s_plain)));
    }

    [TestMethod]
    [DataRow("process:give a", "process:give b", DisplayName = "arguments")]
    [DataRow("process:give 'a b'", "process:give a b", DisplayName = "words")]
    [DataRow("doppler:app/dev", "doppler:app/prd", DisplayName = "references")]
    public void Another_command_is_another_question(string one, string two) => Assert.AreEqual(2, Calls((one, "one", s_plain), (two, "one", s_plain)));

    [TestMethod]
    public void Another_field_of_the_same_secret_is_the_same_question() =>
        Assert.AreEqual(1, Calls(("vault:secret/llama#LLAMA_CLOUD_API_KEY", "one", s_plain), ("vault:secret/llama", "two", s_plain)));

    [TestMethod]
    [DataRow("VAULT_TOKEN", 2, DisplayName = "of the manager")]
    [DataRow("MSBUILDNODEHANDSHAKESALT", 1, DisplayName = "of MSBuild's processes")]
    public void A_variable_of_one_project_alone_makes_it_another_question(string name, int calls)
    {
        Assert.AreEqual(1, Calls(("process:give", "one", s_plain)));
        _variables.Add(new(name, "other"));

        Assert.AreEqual(calls - 1, Calls(("process:give", "one", s_plain)) - 1);
    }

    [TestMethod]
    public void Another_limit_is_another_question() =>
        Assert.AreEqual(2, Calls(("process:give", "one", s_plain), ("process:give", "one", s_plain.With(Setting.ProcessTimeout, "31"))));

    [TestMethod]
    public void Variables_that_only_one_project_declares_come_with_the_same_answer()
    {
        Settings declaring = new() { [Setting.Sources] = ["process:give"], [Setting.Outputs] = ["none"], Variables = [new VariableDeclaration("SERVICE_URL")] };

        Assert.AreEqual(1, Calls(("process:give", "one", s_plain)));
        InjectResult result = Injector.Inject(declaring, _folder.At("all", "two"), Host(), new OfProject(_answers), CancellationToken.None);

        Assert.AreEqual("https://service.example.com", result.Credentials.Single(static c => c.Variable.Name == "SERVICE_URL").Value.Reveal(), result.Messages);
        Assert.AreEqual(1, Count());
    }

    public void Dispose()
    {
        _answers.Dispose();
        _folder.Dispose();
    }

    private int Calls(params (string Source, string Project, Settings Settings)[] projects)
    {
        foreach ((string source, string project, Settings settings) in projects)
        {
            InjectResult result = Injector.Inject(settings.With(Setting.Sources, source).With(Setting.Outputs, "none"), _folder.At("all", project), Host(), new OfProject(_answers), CancellationToken.None);
            Assert.AreEqual(Fake.Key("Manager"), result.Key, result.Messages);
        }

        return Count();
    }

    private int Count() => File.ReadAllLines(_folder.At("calls")).Length;

    private HostEnvironment Host() => new() { Variables = [.. _variables], CurrentDirectory = _folder.Root, HomeDirectory = _folder.Root, Platform = HostPlatform.Linux };

    private void WriteProgram(string name) => Script.Make(_folder.At(name), $"echo call >> \"$STATE/calls\"\necho '{{\"LLAMA_CLOUD_API_KEY\":\"{Fake.Key("Manager")}\",\"SERVICE_URL\":\"https://service.example.com\"}}'");

    private sealed class OfProject(SharedAnswers answers) : ISourceAnswers
    {
        public SourceAnswer Ask(SourceQuestion question, Func<SourceAnswer> ask, CancellationToken cancellationToken) => answers.Ask(question, ask, cancellationToken).Answer;
    }
}
