using LlamaEnv.Resolving;
using LlamaEnv.Validation;

namespace LlamaEnv.Hosting.Tests;

/// <summary>What a build tells its program arrives as it was, and is text that JSON and MSBuild carry as it is.</summary>
[TestClass]
public sealed class BuildRecordTests
{
    [TestMethod]
    public void Paths_and_names_arrive_as_they_were()
    {
        string directory = OperatingSystem.IsWindows() ? @"C:\a b;é'$(X)" : "/a b;é'$(X)%3B\"\\&=🦙";
        Settings settings = new Settings
        {
            Variables = [new("MAIL_PASSWORD", "true", "false", "^[\\w;%&=\"]+$")],
        }.With(Setting.File, Path.Combine(directory, ".env")).With(Setting.BaseUrl, "https://llama.example.com/a?b=c&d");

        string text = new BuildRecord(settings, directory, "profile 'wörk & play'", IsFromProfile: true) { ReadsUserSecrets = true, Origin = "profile 'älter;'", Written = "42", EnvironmentName = "Größe", ResolvesReferences = true, Asked = "0a", Writer = Path.Combine(directory, "obj", "a.writer") }.Encode();
        BuildRecord record = BuildRecord.Decode(text)!;

        Assert.DoesNotMatchRegex("[\\x00-\\x20\"\\\\;$@*?']", text);
        Assert.AreEqual((directory, settings[Setting.File], "profile 'wörk & play'", true), (record.Directory, record.File, record.Source, record.IsFromProfile));
        Assert.AreEqual(settings[Setting.BaseUrl], record.Settings[Setting.BaseUrl]);
        Assert.AreEqual((true, "profile 'älter;'", "42"), (record.ReadsUserSecrets, record.Origin, record.Written));
        Assert.AreEqual(("Größe", true), (record.EnvironmentName, record.ResolvesReferences));
        Assert.AreEqual(("0a", Path.Combine(directory, "obj", "a.writer")), (record.Asked, record.Writer));
        VariableDeclaration variable = record.Settings.Variables.Single();
        Assert.AreEqual(("MAIL_PASSWORD", "true", "false", "^[\\w;%&=\"]+$"), (variable.Name, variable.Required, variable.Secret, variable.Pattern));
    }

    [TestMethod]
    public void Of_what_is_expected_a_program_is_told_for_the_environment_that_it_was_built_for()
    {
        using TempFolder folder = new();
        string production = KeyFingerprint.Of(new Secret(Fake.Key)).ToString(), staging = KeyFingerprint.Of(new Secret(Fake.FileKey)).ToString();
        Settings settings = new Settings().With(Setting.EnvironmentName, "staging").With(Setting.KeyFingerprint, $"Production={production};Staging={staging}");
        ResolutionPlan plan = ResolutionPlan.Make(settings, folder.Root, Fake.Host(), [], []);

        BuildRecord record = BuildRecord.Decode(BuildRecord.Of(settings, plan, new Resolution([], [], [])).Encode())!;

        Assert.AreEqual($"{staging};Production={production}", record.Settings[Setting.KeyFingerprint]);
        Assert.IsNull(record.Settings[Setting.EnvironmentName], "the program reads the file that was written, and not the environment's");
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("LlamaEnvFile=/a/.env")]
    [DataRow("ProjectDirectory=a&LlamaEnvFile=.env")]
    [DataRow("&&==%%zz")]
    public void Any_other_text_is_none(string? text) => Assert.IsNull(BuildRecord.Decode(text));
}
