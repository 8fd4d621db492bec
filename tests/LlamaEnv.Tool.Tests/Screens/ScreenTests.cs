using System.Text.RegularExpressions;

namespace LlamaEnv.Tool.Tests.Screens;

/// <summary>The screens in the documentation are those of today: each is made again, in a window as wide as it says.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed partial class ScreenTests
{
    private const string Switch = "LLAMAENV_UPDATE_DOCS";

    /// <summary>As long as the name of a test's folder, so that lines break at the same places.</summary>
    private const string ShownFolder = "/home/you/my-shop/src/MyWebApp";

    [TestMethod]
    [DataRow("scaling.md")]
    [DataRow("screens.md")]
    public void The_manual_shows_the_screens_of_today(string page)
    {
        string path = Repository.At("docs", page);
        string manual = File.ReadAllText(path);

        string today = Screen().Replace(manual, static shown => $"{shown.Groups["head"].Value}{Make(shown.Groups["command"].Value, int.Parse(shown.Groups["columns"].ValueSpan, null))}```");

        if (Environment.GetEnvironmentVariable(Switch) == "1")
            File.WriteAllText(path, today);
        else
            Assert.AreEqual(today, manual, $"docs/{page} is out of date: run this test with {Switch}=1 and commit what it writes.");
    }

    [TestMethod]
    public void Every_sample_has_its_screen()
    {
        string manual = File.ReadAllText(Repository.At("docs", "scaling.md"));
        foreach (string folder in Directory.GetDirectories(Repository.At("samples", "Scaling")))
            Assert.Contains($"<!-- samples/Scaling/{Path.GetFileName(folder)}/run.sh, 80 columns -->", manual);
    }

    private static string Make(string command, int columns)
    {
        using Store store = new();
        if (store.Root.Length != ShownFolder.Length)
            Assert.Inconclusive($"Lines would break elsewhere: {store.Root} is not as long as {ShownFolder}.");

        string bin = store.With("SELECT 1").Directory;
        File.Delete(store.File);
        File.CreateSymbolicLink(Path.Combine(bin, "dotnet-llama-env"), Built.Tool);
        bool isSample = command.StartsWith("samples/", StringComparison.Ordinal);
        if (isSample)
            File.Copy(Repository.At(command.Split('/')), Path.Combine(store.Root, "run.sh"));
        else
            Prepare(store, command);

        PseudoTerminal window = new(store, "/bin/sh", isSample ? ["run.sh"] : ["-c", command])
        {
            Columns = columns,
            Rows = 400,
            Environment = { ["LC_ALL"] = "C.UTF-8", ["PATH"] = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}" },
        };
        if (command.Contains(" explain", StringComparison.Ordinal) || command == "dotnet-llama-env check --no-project")
            window.Environment["LLAMA_CLOUD_API_KEY"] = Sample.KeyText;
        string screen = window.Type("never", "").Screens[^1];
        Assert.DoesNotMatchRegex("Fake|OldKey|NewKey", screen.Replace("llx-****Fake", "", StringComparison.Ordinal));
        foreach (string line in screen.Split('\n').Where(static l => !l.Contains("https://", StringComparison.Ordinal)))
            Assert.IsLessThanOrEqualTo(columns, line.Length, line);
        // In a narrow column the folder's name is broken in two, and a part of it is drawn anew each time.
        screen = DrawnName().Replace(screen.Replace(store.Root, ShownFolder, StringComparison.Ordinal), "${start}abc${between}def/");
        return screen.Replace("terminal as before", "", StringComparison.Ordinal).TrimEnd() + "\n";
    }

    private static void Prepare(Store store, string command)
    {
        if (command.Contains("auth get", StringComparison.Ordinal))
        {
            store.Database.SaveLogin(Sample.Cloud, Sample.Project, Sample.Login with { UserId = "you", Email = "you@example.com" });
            store.Database.SaveKey(Sample.Cloud, Sample.OtherProject, Sample.Key);
        }
        else if (command.Contains(" explain", StringComparison.Ordinal))
        {
            File.WriteAllText(Path.Combine(store.Root, ".env"), "LLAMA_CLOUD_API_KEY=llx-OldKeyOldKeyOldKeyOldKeyOldKeyOldKeyOldKeyOldKey\n");
        }
    }

    [GeneratedRegex(@"(?<start>llama-env-profiles-)\w{3}(?<between>[^\n]*\n\s+)\w{3}/")]
    private static partial Regex DrawnName();

    [GeneratedRegex(@"(?<head><!-- (?<command>[^\n]+), (?<columns>\d+) columns -->\n```text\n)[^`]*?```", RegexOptions.Singleline)]
    private static partial Regex Screen();
}
