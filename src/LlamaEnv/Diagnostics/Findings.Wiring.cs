using LlamaEnv.Detection;

namespace LlamaEnv.Diagnostics;

/// <summary>What a build says of the start: whether what it makes gets the key. Notes are part of the line of success.</summary>
internal static partial class Findings
{
    private const string HowToLoad = "Add LlamaEnv.Hosting, with LlamaEnvFile.Load() as the first statement";

    private static readonly string s_wiringHelp = new Diagnostic(DiagnosticCodes.NotPassedOn, DiagnosticSeverity.Notice, "").HelpLink;

    internal static Diagnostic TestsStartWithout(string held) =>
        Warning(DiagnosticCodes.NotPassedOn, $"the tests of this project start without the key: it is in {held}, and nothing here reads that. Add LlamaEnv.Hosting, and call LlamaEnvFile.Load() in a [ModuleInitializer]. If they get it in another way, set LlamaEnvWiring to false");

    internal static Diagnostic AppStartsWithout(string app, string held) =>
        Warning(DiagnosticCodes.NotPassedOn, $"'dotnet run {ShellWord.Quote(app)}' starts without the key: it is in {held}, and nothing here reads that. Add the line '#:package LlamaEnv.Hosting@*' and make LlamaEnvFile.Load() the first statement, or set LlamaEnvOutput to launch-settings. If the app gets it in another way, set LlamaEnvWiring to false");

    internal static Diagnostic ReferrerStartsWithout(string program, string held) =>
        Warning(DiagnosticCodes.NotPassedOn, $"{program} refers to this library and starts without the key: it is in {held}, and a project does not inherit the packages of a build. Add LlamaEnv.MSBuild and LlamaEnv.Hosting to {Path.GetFileName(program)}, or set LlamaEnvWiring to false here if it gets the key in another way");

    internal static string NothingLoads() => $"Nothing in this project loads that file. {HowToLoad} ({s_wiringHelp})";

    // canRead: whether the program has what it takes; stale: a .env that still has a key.
    internal static string LeftInUserSecrets(bool canRead, string? stale) =>
        $"{(canRead ? "Not copied: the program reads user secrets itself, in Development" : $"Not copied, and no package here reads user secrets. {HowToLoad}")}; LlamaEnvOutput at dotenv copies them{(stale is null ? "" : $". {stale} still has an older key: delete it")} ({s_wiringHelp})";

    internal static Diagnostic ReferenceToReference(Credential key) =>
        Warning(DiagnosticCodes.UnexpandedReference, $"{Name(key)}: the launch profile refers to the variable of the environment, which holds a reference, so a program that it starts gets that in place of the key. Set LlamaEnvOutput to run, or LlamaEnvLaunchSettingsMode to value");

    internal static Diagnostic ReferenceLeftInUserSecrets() =>
        Warning(DiagnosticCodes.NotPassedOn, $"the user secrets hold a reference in the place of {Variable.ApiKey}, and the program reads that there, not the key. Set LlamaEnvOutput to run, which asks the manager when 'dotnet run' starts the program, or to dotenv, which copies the key into the file");

    internal static string OnlyInFile(string path, string origin) =>
        $"No other source has a key now: an earlier build took this one from {origin}. If it was replaced since, delete {path}";

    internal static Diagnostic BakedIntoImage(string path, int line, string name) =>
        At(DiagnosticCodes.WouldBeShipped, path, line, $"take {name} out of line {line} of {path}, and give it to the container when it starts ('docker run -e {ShellWord.Quote(name)}'), or to a build step with RUN --mount=type=secret: here it becomes a part of the image, for everybody who can pull that");

    // ignoreLine: what to add to a .dockerignore; null where the file itself is named.
    internal static Diagnostic CopiedIntoImage(string path, int line, string file, string? ignoreLine) =>
        At(DiagnosticCodes.WouldBeShipped, path, line, ignoreLine is null
            ? $"take {file} out of line {line} of {path}, and give the container the variables when it starts: here the key becomes a part of the image, for everybody who can pull that"
            : $"add a .dockerignore with the line {ignoreLine}: line {line} of {path} copies the whole folder into the image, and {file} with the key in it");

    internal static Diagnostic EmptyInImage(string path, int line, string name, bool isReference) =>
        At(DiagnosticCodes.EmptyValue, path, line, $"remove {name} from line {line} of {path}, and start the container with 'docker run -e {ShellWord.Quote(name)}': it is empty there{(isReference ? ", as no ARG of this stage gives it a value" : "")}. {EffectOfEmpty(name)}");

    internal static Diagnostic EmptyInLaunchProfile(string path, IReadOnlyList<int> lines, string name) =>
        At(DiagnosticCodes.EmptyValue, path, lines[0], $"remove {name} from {Lines(lines)} of {path}: a launch profile goes before the environment, so the value is empty there, whatever is set. {EffectOfEmpty(name)}");

    internal static Diagnostic OverriddenByLaunchProfile(string path, IReadOnlyList<int> lines, string source) =>
        At(DiagnosticCodes.Overridden, path, lines[0], $"remove {Variable.ApiKey} from {Lines(lines)} of {path}, or set it to %{Variable.ApiKey}% there: a program that is started with that launch profile gets another key than this build has from {source}");

    internal static Diagnostic WrongNameInFile(string path, IReadOnlyList<int> lines, string name, Variable meant, string? where) =>
        At(DiagnosticCodes.WrongName, path, lines[0], $"rename {KeyShapes.Show(name)} to {meant} in {Lines(lines)} of {path}{(where is null ? "" : $", a {where}")}: neither this project nor the official SDK reads the name that stands there");

    internal static Diagnostic KeyInConfiguration(string path, int line) =>
        At(DiagnosticCodes.HardCodedKey, path, line, $"take the key out of line {line} of {path}, and set {Variable.ApiKey} in the environment, or LlamaCloud:ApiKey in the user secrets: whoever gets the file has the key. If it ever left this machine, revoke it");

    private static Diagnostic At(string code, string path, int line, string message) => new(code, DiagnosticSeverity.Warning, message, path, line);

    private static string Lines(IReadOnlyList<int> lines) => lines.Count == 1 ? $"line {lines[0]}" : $"lines {string.Join(", ", lines.Take(MaxNames))}";

    private static string EffectOfEmpty(string name) => name == Variable.BaseUrl.Name
        ? "The official SDK takes it for the address, and every call fails"
        : name == Variable.ApiKey.Name ? "The official SDK sends an empty key, and LlamaCloud answers 401" : "A program finds an empty value where it looks for one";
}
