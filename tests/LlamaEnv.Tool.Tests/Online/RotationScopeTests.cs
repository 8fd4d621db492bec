using LlamaEnv.Cloud.Rotation;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool.Tests.Online;

/// <summary>The new key may do what the old one could, wherever it goes.</summary>
[TestClass]
public sealed class RotationScopeTests
{
    [TestMethod]
    [DataRow("listed", DisplayName = "The only key that it may be is for all projects")]
    [DataRow("two", DisplayName = "It may be one of two, and is asked itself")]
    [DataRow("none", DisplayName = "The list shows nothing of a key")]
    public async Task A_pasted_key_for_all_projects_gets_one_for_all_projects(string list)
    {
        await using RotationFolder folder = await WithSecondAsync();
        if (list == "two")
            folder.Server.Add(Sample.KeyText[..6] + "canary-alike" + Sample.KeyText[^4..], "alike", project: Sample.OtherProject);
        folder.Server.Before = line => list == "none" && line == $"GET {Api.Keys}" ? Reply.Json("[]") : null;

        Outcome run = folder.Rotate().Exits(0);

        Assert.IsNull(folder.Server.Keys[^1].ProjectId);
        Assert.Contains("also updated, as they had the same key: second\n", run.Error);
        folder.Tool("check", "--online", "--no-project", "--source", "profile:second").Exits(0);
    }

    [TestMethod]
    public async Task A_pasted_key_for_one_project_gets_no_more_than_it_had()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync(hasLogin: false, project: Sample.Project);
        folder.Server.Projects = [Sample.Project, Sample.OtherProject];
        folder.Server.Before = static line => line == $"GET {Api.Keys}" ? Reply.Json("[]") : null;

        folder.Rotate().Exits(0);

        Assert.AreEqual(Sample.Project, folder.Server.Keys[^1].ProjectId);
    }

    [TestMethod]
    [DataRow(false, "profile 'second'")]
    [DataRow(true, "dotenv")]
    public async Task A_new_key_that_could_not_work_in_one_place_goes_nowhere(bool isOutput, string place)
    {
        await using RotationFolder folder = isOutput ? await RotationFolder.StartAsync(hasLogin: false) : await WithSecondAsync();
        Mislead(folder);
        Output output = new("dotenv", Sample.OtherProject);

        DiagnosticException failure = await Assert.ThrowsExactlyAsync<DiagnosticException>(() => folder.RotateHereAsync(isOutput ? [output] : []));

        Assert.AreEqual("LLENV0051", failure.Diagnostic.Code);
        Assert.StartsWith($"the new key has no access to project '{Sample.OtherProject}' at {folder.Server.Url}, which {place} works on and the old key may use, so the rotation was taken back. ", failure.Diagnostic.Message);
        Assert.AreEqual(Sample.KeyText, folder.Server.Keys.Single().Text);
        Assert.AreEqual(Sample.KeyText, folder.Store.Query("SELECT DISTINCT api_key FROM profiles"));
        Assert.IsFalse(output.IsWritten);
        Assert.IsFalse(Directory.Exists(folder.Journal));
    }

    [TestMethod]
    public async Task A_place_whose_project_neither_key_can_use_stops_nothing_and_is_told()
    {
        await using RotationFolder folder = await WithSecondAsync();
        folder.Server.Projects = [Sample.Project];

        Outcome run = folder.Rotate().Exits(0);

        Assert.Contains($"warning LLENV0051: profile 'second' works on project '{Sample.OtherProject}' at {folder.Server.Url}, to which the new key has no access, as the old one had none. ", run.Error);
        Assert.AreEqual(folder.Server.Keys[^1].Text, folder.Store.Query("SELECT DISTINCT api_key FROM profiles"));
    }

    [TestMethod]
    public async Task A_profile_that_comes_while_the_key_is_proved_is_proved_too()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync(hasLogin: false);
        Mislead(folder);
        bool isThere = false;
        folder.Server.Done = line =>
        {
            if (line == $"GET {Api.Projects}" && !isThere)
            {
                isThere = true;
                AddSecond(folder);
            }

            return Task.CompletedTask;
        };

        DiagnosticException failure = await folder.RotateHereAsync();

        Assert.Contains("which profile 'second' works on", failure.Diagnostic.Message);
        Assert.AreEqual(Sample.KeyText, folder.Store.Query("SELECT DISTINCT api_key FROM profiles"));
    }

    [TestMethod]
    public async Task A_place_that_is_named_later_is_proved_before_it_is_written()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync(project: Sample.Project);
        folder.Server.Projects = [Sample.Project, Sample.OtherProject];
        folder.Rotate("--revoke-after", "2h").Exits(0);
        File.WriteAllText(Path.Combine(folder.Store.Root, "App.csproj"), $"""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><LlamaEnvProject>{Sample.OtherProject}</LlamaEnvProject></PropertyGroup></Project>""");

        Assert.Contains($"error LLENV0051: the new key has no access to project '{Sample.OtherProject}' at {folder.Server.Url}, which dotenv works on, so it was not put there. ", folder.Rotate("--to", "dotenv", "--revoke-after", "1h").Exits(1).Error);

        Assert.IsFalse(File.Exists(Path.Combine(folder.Store.Root, ".env")));
        folder.Rotate("--finish", "--revoke-after", "0").Exits(0);
        folder.IsWhole();
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task The_project_beside_the_key_in_a_secret_of_Kubernetes_counts()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        string project = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Sample.OtherProject));
        folder.Stand("kubectl", $$$"""if [ "$1" = get ]; then cat "$state/value" 2>/dev/null || echo '{"data":{"LLAMA_AGENTS_PROJECT_ID":"{{{project}}}"}}'; else cat >"$state/value"; fi""");

        Assert.Contains($"warning LLENV0051: kubectl:llama-cloud works on project '{Sample.OtherProject}' ", folder.Rotate("--to", "kubectl:llama-cloud").Exits(0).Error);
    }

    /// <summary>The list says that the key is for one project, and it can use both.</summary>
    private static void Mislead(RotationFolder folder)
    {
        folder.Server.Projects = [Sample.Project, Sample.OtherProject];
        folder.Server.Before = line => line == $"GET {Api.Keys}" && folder.Server.Keys.Count == 1
            ? Reply.Json($$"""[{"id":"key-0001","project_id":"{{Sample.Project}}","redacted_api_key":"{{Sample.KeyText[..6]}}****{{Sample.KeyText[^4..]}}"}]""") : null;
    }

    private static async Task<RotationFolder> WithSecondAsync()
    {
        RotationFolder folder = await RotationFolder.StartAsync(hasLogin: false);
        folder.Server.Projects = [Sample.Project, Sample.OtherProject];
        AddSecond(folder);
        return folder;
    }

    private static void AddSecond(RotationFolder folder) =>
        folder.Store.With($"INSERT INTO profiles (name, api_url, project_id, api_key, id) VALUES ('second', '{folder.Server.Url}', '{Sample.OtherProject}', '{Sample.KeyText}', 'x')");

    /// <summary>A place that works on a project.</summary>
    private sealed class Output(string name, string project) : IRotationOutput
    {
        internal bool IsWritten { get; private set; }

        public IReadOnlyList<string> Names => [name];

        public bool IsElsewhere => false;

        public IReadOnlyList<Diagnostic> Check(CancellationToken cancellationToken) => [];

        public IReadOnlyList<string> FindProjects(CancellationToken cancellationToken) => [project];

        public IReadOnlyList<Diagnostic> Write(Secret key, CancellationToken cancellationToken)
        {
            IsWritten = true;
            return [];
        }

        public IReadOnlyList<Diagnostic> Verify(ExpectedKey expected, CancellationToken cancellationToken) => [];
    }
}
