using LlamaEnv.Resolving;

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

        string text = new BuildRecord(settings, directory, "profile 'wörk & play'", IsFromProfile: true) { ReadsUserSecrets = true, Origin = "profile 'älter;'", Written = "42" }.Encode();
        BuildRecord record = BuildRecord.Decode(text)!;

        Assert.DoesNotMatchRegex("[\\x00-\\x20\"\\\\;$@*?']", text);
        Assert.AreEqual((directory, settings[Setting.File], "profile 'wörk & play'", true), (record.Directory, record.File, record.Source, record.IsFromProfile));
        Assert.AreEqual(settings[Setting.BaseUrl], record.Settings[Setting.BaseUrl]);
        Assert.AreEqual((true, "profile 'älter;'", "42"), (record.ReadsUserSecrets, record.Origin, record.Written));
        VariableDeclaration variable = record.Settings.Variables.Single();
        Assert.AreEqual(("MAIL_PASSWORD", "true", "false", "^[\\w;%&=\"]+$"), (variable.Name, variable.Required, variable.Secret, variable.Pattern));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("LlamaEnvFile=/a/.env")]
    [DataRow("ProjectDirectory=a&LlamaEnvFile=.env")]
    [DataRow("&&==%%zz")]
    public void Any_other_text_is_none(string? text) => Assert.IsNull(BuildRecord.Decode(text));
}
