namespace LlamaEnv.Diagnostics;

/// <summary>What a build says of the start: whether what it makes gets the key. Notes are part of the line of success.</summary>
internal static partial class Findings
{
    private const string HowToLoad = "Add LlamaEnv.Hosting, with LlamaEnvFile.Load() as the first statement";

    private static readonly string s_wiringHelp = new Diagnostic(DiagnosticCodes.NotPassedOn, DiagnosticSeverity.Notice, "").HelpLink;

    internal static Diagnostic TestsStartWithout(string held) =>
        Warning(DiagnosticCodes.NotPassedOn, $"the tests of this project start without the key: it is in {held}, and nothing here reads that. Add LlamaEnv.Hosting, and call LlamaEnvFile.Load() in a [ModuleInitializer]. If they get it in another way, set LlamaEnvWiring to false");

    internal static Diagnostic AppStartsWithout(string app, string held) =>
        Warning(DiagnosticCodes.NotPassedOn, $"'dotnet run {app}' starts without the key: it is in {held}, and nothing here reads that. Add the line '#:package LlamaEnv.Hosting@*' and make LlamaEnvFile.Load() the first statement, or set LlamaEnvOutput to launch-settings. If the app gets it in another way, set LlamaEnvWiring to false");

    internal static Diagnostic ReferrerStartsWithout(string program, string held) =>
        Warning(DiagnosticCodes.NotPassedOn, $"{program} refers to this library and starts without the key: it is in {held}, and a project does not inherit the packages of a build. Add LlamaEnv.MSBuild and LlamaEnv.Hosting to {Path.GetFileName(program)}, or set LlamaEnvWiring to false here if it gets the key in another way");

    internal static string NothingLoads() => $"Nothing in this project loads that file. {HowToLoad} ({s_wiringHelp})";

    // canRead: whether the program has what it takes; stale: a .env that still has a key.
    internal static string LeftInUserSecrets(bool canRead, string? stale) =>
        $"{(canRead ? "Not copied: the program reads user secrets itself, in Development" : $"Not copied, and no package here reads user secrets. {HowToLoad}")}; LlamaEnvOutput at dotenv copies them{(stale is null ? "" : $". {stale} still has an older key: delete it")} ({s_wiringHelp})";

    internal static string OnlyInFile(string path, string origin) =>
        $"No other source has a key now: an earlier build took this one from {origin}. If it was replaced since, delete {path}";
}
