using System.Text.Json;
using LlamaEnv.Detection;

namespace LlamaEnv.Diagnostics;

/// <summary>Every diagnostic's text. One line each: which variable, from which source, what is wrong, how to fix it.</summary>
internal static partial class Findings
{
    /// <summary>More would be no line for people.</summary>
    private const int MaxNames = 20;

    /// <summary>No name of a variable is as long.</summary>
    private const int MaxFormLength = 80;

    // inProgram: a program is started, and no build is there to pass without a key.
    // passedOver: what to do instead of setting a variable that is set and not read.
    // mapping: how the CI system hands out secrets, where one was recognised; withheld: why it gave none to this run.
    internal static Diagnostic Missing(Variable variable, DiagnosticSeverity severity, string asked, WrongName? wrong, string? mapping = null, string? withheld = null, bool inProgram = false, string? environmentFile = null, string? passedOver = null) =>
        new(DiagnosticCodes.Missing, severity,
            $"{variable} is missing. {(wrong is null ? "" : $"{Explain(wrong, variable, null)}. ")}{FixFor(variable, mapping, withheld, inProgram, environmentFile, passedOver)}{LookedIn}{asked}", wrong?.File, wrong?.Line ?? 0)
        {
            Brief = $"{variable} is missing",
        };

    /// <summary>Whether two messages say the same, apart from the places that were looked in: the projects of a build have a .env file each.</summary>
    internal static string WithoutPlaces(string message) => message.IndexOf(LookedIn, StringComparison.Ordinal) is >= 0 and var end ? message[..end] : message;

    private const string LookedIn = ". Looked in ";

    /// <summary>What was found, and what follows from it: where nothing is said of that, the right form.</summary>
    private static string Explain(WrongName wrong, Variable variable, string? consequence) => wrong.Kind switch
    {
        WrongNameKind.NoAssignment => $"Line {wrong.Line} of {wrong.File} says '{ShowForm(wrong)}'{Note(wrong)}, which most readers of .env files do not read as an assignment{Then(consequence, $": write {variable}=VALUE")}",
        WrongNameKind.LaunchSettings => $"Line {wrong.Line} of {wrong.File} sets {ShowForm(wrong)}{Note(wrong)}, which only a program started with that launch profile sees: no source reads it there{Then(consequence, $". Set {variable} in the environment, the user secrets or the .env file")}",
        _ when wrong.File is null => $"{ShowForm(wrong)}{Note(wrong)} is set, but {Readers(wrong)}{Then(consequence, $": rename it to {variable}")}",
        _ => $"Line {wrong.Line} of {wrong.File} sets {ShowForm(wrong)}{Note(wrong)}, but {Readers(wrong)}{Then(consequence, $": rename it to {variable}")}",
    };

    private static string Then(string? consequence, string rightForm) => consequence is null ? rightForm : $", {consequence}";

    /// <summary>Only Python's falls back to the name that LlamaParse had.</summary>
    private static string Readers(WrongName wrong) =>
        $"LlamaEnv and the official SDKs do not read that name{(string.Equals(wrong.Form, "LLAMA_PARSE_API_KEY", StringComparison.OrdinalIgnoreCase) ? " (except Python's)" : "")}";

    private static string Note(WrongName wrong) => wrong.Oddity is null ? "" : $" ({wrong.Oddity})";

    /// <summary>A name that people made up may have anything in it.</summary>
    private static string ShowForm(WrongName wrong) => wrong.Form.Length > MaxFormLength || KeyShapes.MayHoldCredential(wrong.Form) ? "another name" : wrong.Form;

    internal static Diagnostic ForkPullRequest(Variable variable, string withheld) =>
        new(DiagnosticCodes.ForkPullRequest, DiagnosticSeverity.Notice, $"{variable} is missing and was not written. {withheld}. The build continues because LlamaEnvForkPullRequest is skip");

    private static string FixFor(Variable variable, string? mapping, string? withheld, bool inProgram, string? environmentFile, string? passedOver) =>
        passedOver ?? (withheld is not null ? $"{withheld}. Set LlamaEnvForkPullRequest to skip to let such builds pass"
        : mapping is not null ? $"Set {variable} to {Wanted(variable)}. {mapping}"
        : variable.IsDeclared ? $"Set {variable}, or give its LlamaEnvVariable a Default, or remove Required from it"
        : environmentFile is not null ? $"Set {variable} to {Wanted(variable)} in {environmentFile} or as an environment variable, or choose another environment (LlamaEnvEnvironment / --environment)"
        : variable == Variable.ApiKey
        ? $"Log in with 'dotnet llama-env auth login' (without installing it: 'dotnet dnx LlamaEnv.Tool auth login'), or set {variable} to {Wanted(variable)}{(inProgram ? "" : ", or build without a key (LlamaEnvMissing=ignore)")}"
        : $"Set {variable} to {Wanted(variable)}, or pass it with LlamaEnvProject / --project");

    /// <summary>What to do where the environment is passed over in favour of a profile, and none is read.</summary>
    /// <param name="environment">The environment, where it is the reason that profiles are left out; null where they are no source.</param>
    internal static string ProfileNotRead(string? environment) =>
        $"Name the profile (LlamaEnvSources / --source profile), or unset LLAMA_CLOUD_USE_PROFILE: it passes the environment over, and a profile {(environment is null ? "is not among the sources" : $"is a developer's own, which {environment} does not read unless it is named")}";

    internal static Diagnostic SourceBroken(string source, string reason, string? file = null, int line = 0, string? fix = null) =>
        new(DiagnosticCodes.SourceBroken, DiagnosticSeverity.Error,
            $"source {KeyShapes.Show(source)} cannot be read: {reason}. No other source was used instead; {(fix is null ? "repair it" : $"{char.ToLowerInvariant(fix[0])}{fix[1..]},")} {LeaveOut}", file, line);

    private const string LeaveOut = "or leave it out of LlamaEnvSources / --source";

    /// <summary>The same of a manager that is asked because a value names it, and not as a source.</summary>
    internal static Diagnostic ReferenceBroken(Credential reference, Diagnostic broken) =>
        broken with { Message = $"{Name(reference)} names a secret that cannot be had: {broken.Message.Replace(LeaveOut, $"or correct {reference.Variable}", StringComparison.Ordinal)}", Variable = reference.Variable.Name, File = reference.File, Line = reference.Line };

    /// <summary>A program of one environment reads a file that a build for another may have written meanwhile.</summary>
    internal static Diagnostic FileOfAnotherBuild(string path, string environment) =>
        new(DiagnosticCodes.UnexpectedKey, DiagnosticSeverity.Warning, $"{path} has changed since this program was built for {environment}, as by a build for another environment, so its key may be another's. Build for {environment} again; with LlamaEnvKeyFingerprint, another key is an error", path);

    /// <summary>The same, where it is known which build wrote the file.</summary>
    internal static Diagnostic FileOfAnotherBuild(string path, string source, string? theirs, string? ours) =>
        new(DiagnosticCodes.UnexpectedKey, DiagnosticSeverity.Warning, $"the key in {path} is from {source}: {Builder(theirs, ours)} wrote it after this program was built. Build this one again, or give each a file of its own (LlamaEnvFile); with LlamaEnvKeyFingerprint, another key is an error", path);

    /// <summary>A build finds no key but the one that another build has written for itself.</summary>
    internal static Diagnostic KeyOfAnotherBuild(string path, string source, string? theirs, string? ours) =>
        new(DiagnosticCodes.UnexpectedKey, DiagnosticSeverity.Warning, $"the only key of this build is the one in {path}, which {Builder(theirs, ours)} took from {source}. Set the key that is meant here, or delete that one; let the other build write none (LlamaEnvOutput), or a file of its own (LlamaEnvFile)", path);

    /// <summary>A build for one environment writes over the key of another, which nothing else may have.</summary>
    internal static Diagnostic KeyReplaced(string path, string environment) =>
        new(DiagnosticCodes.UnexpectedKey, DiagnosticSeverity.Warning, $"{path} holds another key, which that of {environment} replaces, for programs of other environments, too. Set LlamaEnvOutput to none for {environment}, or LlamaEnvFile to a file of its own", path);

    private static string Builder(string? theirs, string? ours) =>
        theirs is null ? ours is null ? "a build that asks other sources" : "a build for no environment in particular"
        : string.Equals(theirs, ours, StringComparison.OrdinalIgnoreCase) ? $"a build for {theirs} that asks other sources"
        : $"a build for {theirs}";

    internal static Diagnostic LaunchSettingsBeforeRun() =>
        Warning(DiagnosticCodes.Overridden, "the output launch-settings writes the key into the launch profile, and 'dotnet run' hands that one to the program before the output run asks: a renewed key is not seen. Set LlamaEnvLaunchSettingsMode to reference, or leave out one of the two");

    internal static Diagnostic StoreBroken(string path, string reason) =>
        new(DiagnosticCodes.SourceBroken, DiagnosticSeverity.Error,
            $"source profile cannot be read: the llamactl store {path} is broken: {reason}. No other source was used instead; repair or delete the store, or leave profile out of LlamaEnvSources / --source", path);

    internal static Diagnostic StoreUnusable(string path, string reason) =>
        new(DiagnosticCodes.SourceBroken, DiagnosticSeverity.Error, $"the llamactl store {path} cannot be used: {reason}. Nothing was changed", path);

    // set: the variables of the LlamaCloud set that the environment has; each of them reaches a program.
    internal static Diagnostic EnvironmentOverProfile(string profile, string set) =>
        Warning(DiagnosticCodes.EnvironmentOverProfile,
            $"Using {Variable.ApiKey} from environment (overriding profile '{profile}'). Set LLAMA_CLOUD_USE_PROFILE=1 to use the profile instead. A program started from this shell still uses it then: unset {set} for that one, too.");

    internal static Diagnostic KeyWithoutProject(string used, string set) =>
        Warning(DiagnosticCodes.KeyWithoutProject,
            $"{Variable.ApiKey} is set but {Variable.ProjectId} is missing. Set it or pass --project for env var auth. {used} A program started from this shell still sees the key of the environment until it is unset: unset {set}, or your program will still use it.");

    internal static Diagnostic BadUseProfile() =>
        Error(DiagnosticCodes.BadUseProfile, "LLAMA_CLOUD_USE_PROFILE in the environment is neither true (1, true, t, yes, y, on) nor false (0, false, f, no, n, off). Set one of these values, or unset it");

    internal static Diagnostic UnknownSource(string text, string known) =>
        Error(DiagnosticCodes.UnknownSetting, $"unknown source '{KeyShapes.Show(text)}' in LlamaEnvSources / --source. Known: {known}{HintOf(text)}");

    internal static Diagnostic BadSource(string source, string usage) =>
        Error(DiagnosticCodes.UnknownSetting, $"what stands behind '{KeyShapes.Show(source)}:' in LlamaEnvSources / --source makes no sense: {usage}");

    internal static Diagnostic UnknownOutput(string text, string known) =>
        Error(DiagnosticCodes.UnknownSetting, $"unknown output '{KeyShapes.Show(text)}' in LlamaEnvOutput / --to. Known: {known}{HintOf(text)}");

    private static string HintOf(string list) => list.Contains(',', StringComparison.Ordinal) ? "; separate them with ;" : "";

    internal static Diagnostic BadSetting(string name, string text, string known) =>
        Error(DiagnosticCodes.UnknownSetting, $"'{KeyShapes.Show(text)}' is not a valid value for {name}. Known: {known}");

    internal static Diagnostic EmptyOptions(IReadOnlyList<string> options) =>
        Error(DiagnosticCodes.UnknownSetting, $"{string.Join(" and ", options)} {(options.Count == 1 ? "has" : "have")} an empty value: a variable of the shell may not be set. Give a value, or leave the option out for the default");

    internal static Diagnostic BadFingerprint(bool holdsKey) =>
        Error(DiagnosticCodes.UnknownSetting, $"{Setting.KeyFingerprint.Name} / {Setting.KeyFingerprint.Option} holds something else than fingerprints of keys. Copy what 'dotnet llama-env fingerprint' prints; several are separated by ;{(holdsKey ? ". It looks like a key: whoever could read the project has it, so revoke it and make a new one" : "")}");

    internal static Diagnostic BadPath(string name, string text, string fault) =>
        Error(DiagnosticCodes.UnknownSetting, $"'{KeyShapes.Show(text)}' in {name} {fault}");

    internal static Diagnostic BadVariable(string name, string fault) =>
        Error(DiagnosticCodes.UnknownSetting, $"LlamaEnvVariable '{KeyShapes.Show(name)}' {fault}");

    internal static Diagnostic ProfileNotFound(string reason) =>
        Error(DiagnosticCodes.ProfileNotFound, $"source profile was requested, but {reason}. List the profiles with 'dotnet llama-env auth get', create one with 'dotnet llama-env auth login', or choose one with 'dotnet llama-env auth use' (for inject and builds also with --profile / LlamaEnvProfile)");

    internal static Diagnostic UnknownProfile(string name, string environment, IReadOnlyList<string> known) =>
        Error(DiagnosticCodes.ProfileNotFound,
            $"profile '{KeyShapes.ShowName(name)}' does not exist in environment {KeyShapes.Show(environment)}. "
            + (known.Count == 0
                ? "It has no profiles; create one with 'dotnet llama-env auth login' or 'dotnet llama-env auth token'"
                : $"Its profiles: {List(known, KeyShapes.ShowName)}"));

    internal static Diagnostic NoCurrentProfile(string environment, bool keyWouldDo) =>
        Error(DiagnosticCodes.ProfileNotFound,
            $"no profile is current in environment {KeyShapes.Show(environment)}. Create one with 'dotnet llama-env auth login', or choose one with 'dotnet llama-env auth use'{(keyWouldDo ? $", or set {Variable.ApiKey}" : "")}");

    internal static Diagnostic Placeholder(Credential credential) =>
        Error(DiagnosticCodes.Placeholder, $"{Name(credential)} is a placeholder. Replace it with {Wanted(credential.Variable)}");

    internal static Diagnostic ForeignKey(Credential credential, string provider) =>
        Error(DiagnosticCodes.ForeignKey, $"{Name(credential)} is a key from {provider}. Put {Wanted(credential.Variable)} there, and the other key where it belongs");

    internal static Diagnostic StrayCharacters(Credential credential, string what) =>
        Error(DiagnosticCodes.StrayCharacters, $"{Name(credential)} has {what}, {credential.Value.Length} characters in all. Set it again without them; 'printf %s' and a secret store's raw mode add nothing");

    internal static Diagnostic TooLong(Credential credential) =>
        Error(DiagnosticCodes.StrayCharacters, $"{Name(credential)} is longer than {Secret.MaxBytes / 1024} KiB ({credential.Value.Length} characters), more than any valid value: a whole file may have ended up in it. Set it again");

    internal static Diagnostic NotOfficialKey(Credential credential) =>
        Error(DiagnosticCodes.NotOfficialKey, $"{Name(credential)} does not start with {KeyShapes.OfficialPrefix}, as every key of this host does ({credential.Value.Length} characters). Set {Wanted(credential.Variable)}, or {Variable.BaseUrl} to your own host");

    internal static Diagnostic ImpossibleKey(Credential credential, string fault) =>
        Error(DiagnosticCodes.UnusualKeyShape, $"{Name(credential)} {fault}: it has {credential.Value.Length} characters; keys of this host are {KeyShapes.OfficialPrefix} and {KeyShapes.OfficialLength} letters and digits. Copy the whole key again, and nothing else");

    internal static Diagnostic UnusualKeyShape(Credential credential) =>
        Warning(DiagnosticCodes.UnusualKeyShape, $"{Name(credential)} has {credential.Value.Length} characters; keys are {KeyShapes.OfficialPrefix} and {KeyShapes.OfficialLength} letters and digits. Check that it was copied whole");

    internal static Diagnostic BadBaseUrl(Credential credential, string fault, string? proposal) =>
        Error(DiagnosticCodes.BadBaseUrl, $"{Name(credential)} {fault}. Set {proposal ?? $"{Variable.DefaultBaseUrl}, or the scheme and host of your own server"}");

    // root: the URL without the path; null where more stands in front of it, which may be anything.
    internal static Diagnostic ApiPathInUrl(Credential credential, string path, string? root) =>
        Warning(DiagnosticCodes.BadBaseUrl, $"{Name(credential)} ends in {path}, the path of the API, which clients append themselves. Set the root, {root ?? $"without {path}"}");

    internal static Diagnostic PlainHttp(Credential credential) =>
        Error(DiagnosticCodes.PlainHttp, $"{Name(credential)} is plain http: anyone on the network could read the key. Use https; http is only for this machine (localhost) and for the hosts in LlamaEnvAllowHttp");

    internal static Diagnostic UnusualProjectId(Credential credential) =>
        Warning(DiagnosticCodes.UnusualProjectId, $"{Name(credential)} is not a UUID. Copy the project's id, not its name; 'dotnet llama-env projects get' lists both");

    internal static Diagnostic UnexpandedReference(Credential credential, ReferenceKind kind, string? mapping = null) =>
        Error(DiagnosticCodes.UnexpandedReference, $"{Name(credential)} {DescribeReference(kind, credential)}{(mapping is null || kind.Cause is ReferenceCause.Manager or ReferenceCause.Encryption ? "" : $". {mapping}")}");

    private static string DescribeReference(ReferenceKind kind, Credential credential) => kind.Cause switch
    {
        ReferenceCause.Expansion =>
            $"contains a reference that nothing expanded ({kind.Name}). Map the secret to this variable in the pipeline's or shell's own syntax, and check the referenced name",
        ReferenceCause.Template =>
            $"contains a token of a template that nothing replaced ({kind.Name}). Run the step that replaces tokens before the build, or set {Wanted(credential.Variable)}",
        ReferenceCause.Manager when credential.ReferenceIn is not null =>
            $"is a reference to {kind.Name} ({kind.Form}), and so is what that secret holds. Put the value itself there",
        ReferenceCause.Manager =>
            $"is a reference to {kind.Name} ({kind.Form}) that nothing resolved. Start the build with the program that resolves it{Example(kind)}{(!credential.IsExplicit && SecretManagers.WithSource.Any(scheme => kind.Form == $"{scheme}://") ? ", set LlamaEnvResolveReferences / --resolve-references to true to have LlamaEnv ask it," : ",")} or set {Wanted(credential.Variable)}",
        ReferenceCause.Encryption =>
            $"is encrypted ({kind.Name}). Start the build with the program that decrypts it{Example(kind)}, or set {Wanted(credential.Variable)}",
        _ =>
            $"is the path of {kind.Name}, not its content. CI variables of type File (GitLab), secure files (Azure Pipelines) and mounted secrets give a path: choose the type Variable, or read the file, as in {credential.Variable}=\"$(cat FILE)\"",
    };

    private static string Example(ReferenceKind kind) => kind.Remedy is null ? "" : $", such as '{kind.Remedy}'";

    internal static Diagnostic PatternNotMatched(Credential credential) =>
        Error(DiagnosticCodes.PatternNotMatched, $"{Name(credential)} does not match the Pattern of its LlamaEnvVariable, {KeyShapes.ShowPattern(credential.Variable.Pattern!.ToString())} ({credential.Value.Length} characters). Set a value that does, or correct the Pattern");

    internal static Diagnostic PatternTookTooLong(Credential credential) =>
        Error(DiagnosticCodes.PatternNotMatched, $"{Name(credential)} could not be checked: the Pattern of its LlamaEnvVariable, {KeyShapes.ShowPattern(credential.Variable.Pattern!.ToString())}, or those before it, took longer than the {ValuePattern.TimeLimit.All.TotalSeconds:0} s that all patterns of a run may take together. Simplify it: nested repetitions, such as (a+)+, take forever on some values");

    /// <summary>What to do where nothing else is known; the options are those of inject.</summary>
    internal const string WriteElsewhere = "; make it writable, or choose another file (LlamaEnvFile / --env-file) or output (LlamaEnvOutput / --to)";

    internal static Diagnostic CannotWrite(string path, string reason, string? fix = null) =>
        new(DiagnosticCodes.CannotWrite, DiagnosticSeverity.Error,
            $"cannot write {path}: {reason}. Nothing was changed{(fix is null ? WriteElsewhere : $". {fix}")}", path);

    internal static Diagnostic PartlyWritten(string path, string reason, IReadOnlyList<string> changed) =>
        new(DiagnosticCodes.CannotWrite, DiagnosticSeverity.Error, $"cannot write {path}: {reason}. These files were already changed and could not be restored: {string.Join(", ", changed)}. Remove the cause, then run again to finish", path);

    internal static Diagnostic NotConfirmed(string directory, string reason) =>
        new(DiagnosticCodes.CannotWrite, DiagnosticSeverity.Error, $"the files in {directory} were replaced, but the disk did not confirm it: {reason}. After a loss of power the old ones may be back. Check the disk and the files", directory);

    internal static Diagnostic CannotEdit(string path, string reason) =>
        new(DiagnosticCodes.MalformedFile, DiagnosticSeverity.Error, $"{path} {reason}, so it cannot be edited safely. Save it as UTF-8 text", path);

    internal static Diagnostic CannotEditAround(string path, int line) =>
        new(DiagnosticCodes.MalformedFile, DiagnosticSeverity.Error, $"{path} has a quote that is never closed and that would swallow other lines if ours changed, so it cannot be edited safely. Close the quote", path, line);

    internal static Diagnostic MalformedLine(string path, int line, string what, IReadOnlyList<string> readers) =>
        new(DiagnosticCodes.MalformedFile, DiagnosticSeverity.Warning, $"line {line} of {path} {what}: many readers refuse the file or read it differently{(readers.Count == 0 ? "" : $", and these do not see all of LlamaEnv's variables: {List(readers, r => r)}")}. It was left unchanged; repair it", path, line);

    internal static Diagnostic TakesInOthers(string path, int line, IReadOnlyList<string> readers) =>
        new(DiagnosticCodes.MalformedFile, DiagnosticSeverity.Warning, $"line {line} of {path} goes on over the lines below it, or ends the file, for some readers, so these do not see all of LlamaEnv's variables: {List(readers, r => r)}. Close its quote or command, escape nothing in it, or move LlamaEnv's lines above it", path, line);

    internal static Diagnostic HiddenByByteOrderMark(string path) =>
        new(DiagnosticCodes.MalformedFile, DiagnosticSeverity.Warning, $"line 1 of {path} comes right after a byte order mark: python-dotenv (llamactl), node, systemd and shells do not see its variable. Save the file as UTF-8 without the mark, or start it with an empty line", path, 1);

    internal static Diagnostic InvalidJson(string path, JsonException exception) =>
        MalformedJson(path, (int)(exception.LineNumber ?? 0) + 1, FormattableString.Invariant($"is not valid JSON at line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}"));

    internal static Diagnostic MalformedJson(string path, int line, string what) =>
        new(DiagnosticCodes.MalformedFile, DiagnosticSeverity.Error, $"{path} {what}, so it cannot be edited safely. Repair it", path, line);

    internal static Diagnostic NotUsedByDotnetRun(string path, int line, string fault, string fix) =>
        new(DiagnosticCodes.MalformedFile, DiagnosticSeverity.Warning, $"'dotnet run' does not start the program with the variables in {path}: {fault}. {fix}", path, line);

    /// <summary>What to do about a reference; the options are those of inject.</summary>
    internal const string KeepReference = "Set LlamaEnvOutput to none (--to none) if a program fills it in, pass --overwrite-references (LlamaEnvOverwriteReferences) to replace it, or write another file or output";

    internal static Diagnostic ReferenceKept(Variable variable, string path, int line, ReferenceKind kind) =>
        new(DiagnosticCodes.ReferenceKept, DiagnosticSeverity.Error, $"{path} has {DescribeKept(kind)} in place of the value of {variable}. It was kept and nothing was written. {KeepReference}", path, line);

    private static string DescribeKept(ReferenceKind kind) => kind.Cause switch
    {
        ReferenceCause.Expansion => $"a reference that a shell, a library or a pipeline expands ({kind.Name})",
        ReferenceCause.Template => $"a token that a template's tool replaces ({kind.Name})",
        ReferenceCause.Manager => $"a reference to {kind.Name} ({kind.Form})",
        _ => $"an encrypted value ({kind.Name})",
    };

    internal static Diagnostic NoUserSecretsId() =>
        Error(DiagnosticCodes.UnknownSetting, "output user-secrets needs a project with a UserSecretsId. Run 'dotnet user-secrets init', or choose another output");

    internal static Diagnostic ForeignProject(string path) =>
        Warning(DiagnosticCodes.ForeignProject, $"{path} keeps a {Variable.ProjectId}, although the source of {Variable.ApiKey} has none: it may belong to another key. Set {Variable.ProjectId} where the key is set, or delete it from the file");

    internal static Diagnostic ProjectsTakeTurns(string path, Secret held, Credential project) =>
        new(DiagnosticCodes.ForeignProject, DiagnosticSeverity.Warning, $"{path} holds {Variable.ProjectId} {held.Publish(Variable.ProjectId) ?? "that is another"} for the same key, and {project.Display} (from {project.Source}) replaces it. If you changed it on purpose, ignore this: it is said once. If two projects write this file, they overwrite each other: give each its own LlamaEnvFile, or both the same project id", path);

    internal static Diagnostic UrlReplaced(string path, string held, Credential url) =>
        new(DiagnosticCodes.UrlChanged, DiagnosticSeverity.Warning, $"{path} holds {Variable.BaseUrl} {LostUrl.Show(held)}, and {url.Display} (from {url.Source}) replaces it: another server, which may not know the key. To keep it, set {Variable.BaseUrl} to it where the key is set, or LlamaEnvBaseUrl / --base-url; to drop it, delete it from the file", path);

    internal static Diagnostic UrlNotUsed(Credential key, Credential url, string unused) =>
        Warning(DiagnosticCodes.UrlChanged, $"{Variable.BaseUrl} is set to {LostUrl.Show(unused)} in the environment but not used, because the key is from {key.Source} and goes to {url.Display} (from {url.Source}). A program started from this shell still sees it. To use it, set LlamaEnvBaseUrl / --base-url to it, or {Variable.ApiKey} beside it; otherwise unset it");

    internal static Diagnostic MisspeltUrl(WrongName wrong, string meant) =>
        new(DiagnosticCodes.UrlChanged, DiagnosticSeverity.Warning, $"{Explain(wrong, Variable.BaseUrl, $"so the key goes to {Variable.DefaultBaseUrl}, the default")}. Set {Variable.BaseUrl} to {LostUrl.Show(meant)} instead, or LlamaEnvBaseUrl / --base-url", wrong.File, wrong.Line);

    internal static Diagnostic UnexpectedKey(Credential key, string? owner, string? environment) =>
        Error(DiagnosticCodes.UnexpectedKey, $"{Name(key)} {(owner is null ? "is not the key that" : $"is the key of {owner}, and this is for {environment ?? "no environment"}, as")} {Setting.KeyFingerprint.Name} says. {(owner is null
            ? $"Use the key{(environment is null ? "" : $" of {environment}")} that is expected; if it was replaced by this one, put the output of 'dotnet llama-env fingerprint{(environment is null ? "" : $" {Setting.EnvironmentName.Option} {ShellWord.Quote(environment)}")}' in its place"
            : $"Use a key of {environment ?? "your own"}, or choose {owner} with {Setting.EnvironmentName.Name} / {Setting.EnvironmentName.Option} (a host: DOTNET_ENVIRONMENT)")}");

    internal static Diagnostic TrackedByGit(string path) =>
        new(DiagnosticCodes.TrackedByGit, DiagnosticSeverity.Error, $"{path} is tracked by git, so the key would be committed. Run 'git rm --cached' on it and ignore it, write somewhere else, or set LlamaEnvAllowTracked to true", path);

    // obstacle: what stands in the place of the .gitignore, if no file does.
    internal static Diagnostic NotIgnoredByGit(string path, string line, string? obstacle = null) =>
        new(DiagnosticCodes.NotIgnoredByGit, DiagnosticSeverity.Warning, $"{path} is not ignored by git, so the key may get committed. {(obstacle is null ? $"Add {line} to the .gitignore beside it; 'dotnet llama-env inject --gitignore' does that" : $"The .gitignore beside it is {obstacle}, from which git reads no rules: put a file with {line} in its place, or add {line} to .git/info/exclude")}", path);

    // What became of it: closed, closed by a later run, or why not.
    internal static Diagnostic ReadableByOthers(string path, string outcome) =>
        new(DiagnosticCodes.ReadableByOthers, DiagnosticSeverity.Warning, $"other users of this machine could read {path}, which held a key. {outcome}. Treat that key as exposed: revoke it and create a new one", path);

    internal static Diagnostic ClosedToOthers(string path) => ReadableByOthers(path, "Access was restricted to you (chmod 600)");

    internal static Diagnostic NotYetClosedToOthers(string path) => ReadableByOthers(path, "Nothing was changed; a run that writes restricts access to you if the file system can");

    internal static Diagnostic NotClosedToOthers(string path, string why) =>
        new(DiagnosticCodes.ReadableByOthers, DiagnosticSeverity.Warning, $"other users of this machine can read {path}, which holds a key, and access could not be restricted to you: {why}", path);

    internal static Diagnostic WouldBeShipped(string path, string how) =>
        new(DiagnosticCodes.WouldBeShipped, DiagnosticSeverity.Warning, $"{path} would be shipped with the key in it: {how}", path);

    internal static Diagnostic GitUnknown(string path, string cause, string fix) =>
        new(DiagnosticCodes.GitUnknown, DiagnosticSeverity.Warning, $"git cannot be asked whether {path} would be committed with the key in it: {cause}. {fix}", path);

    internal static Diagnostic ClientApp(string path, string what, bool isPublishing) =>
        new(DiagnosticCodes.ClientApp, isPublishing ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, $"the project is {what}, which anyone who gets it can take apart, and it could carry the key in {path} along. Call LlamaCloud from a server of your own, and set LlamaEnvOutput to none, or LlamaEnvEnabled to false, in this project", path);

    internal static Diagnostic EnvironmentIsLogged(string name) =>
        Warning(DiagnosticCodes.MayBeLogged, $"{name} is set in the environment: whatever its value, even 0, MSBuild writes every environment variable, secrets included, into its logs. Unset it, and do not share logs made with it");

    internal static Diagnostic PropertiesAreLogged(string name) =>
        Warning(DiagnosticCodes.MayBeLogged, $"{name} in the environment has bit 2: MSBuild writes the first value of every property into its logs, and environment variables, secrets included, are properties. Unset it or subtract 2 (13 for 15), and do not share logs made with it");

    internal static Diagnostic GivenAsProperty(string name) =>
        Warning(DiagnosticCodes.MayBeLogged, $"{name} is given as a global property (-p:{name}): MSBuild writes those into its logs, and other users see the command line. LlamaEnv does not read it there: set the environment variable {name} instead. Treat a key passed that way as exposed");

    internal static Diagnostic ReadAsProperty(string name, string path, int line) =>
        new(DiagnosticCodes.MayBeLogged, DiagnosticSeverity.Warning, $"line {line} of {path} uses {name} as a property or property function: MSBuild writes what such an expression yields into its logs, even in a condition. Read the environment variable inside a program or a task's code; to test whether it is set, use $([System.String]::IsNullOrEmpty($([System.Environment]::GetEnvironmentVariable('{name}'))))", path, line);

    internal static Diagnostic FileReadAsText(string path, int line, string envFile) =>
        new(DiagnosticCodes.MayBeLogged, DiagnosticSeverity.Warning, $"line {line} of {path} reads {envFile} during the build: MSBuild writes what a property function or a task's output yields into its logs, and the key is in that file. Read it inside a program or a task's code", path, line);

    internal static Diagnostic AlwaysLogged(string name) =>
        Warning(DiagnosticCodes.MayBeLogged, $"{name} is declared as a secret, but MSBuild writes every variable whose name starts with DOTNET_, MSBUILD or COMPlus_ into its logs. Give the secret another name");

    internal static Diagnostic DefaultIsLogged(string name) =>
        Warning(DiagnosticCodes.MayBeLogged, $"the Default of LlamaEnvVariable {name} looks like a key: MSBuild writes items into its logs, and the project is in version control. Remove the Default, set {name} where the build runs, and treat the key as exposed");

    internal static Diagnostic NotExpressible(Variable variable, DiagnosticSeverity severity, string lost) =>
        new(DiagnosticCodes.NotExpressible, severity,
            severity == DiagnosticSeverity.Error
                ? $"{variable} has characters that most readers of .env files get wrong, however they are quoted: {lost}. Set a value without them"
                : $"{variable} has characters that need quotes in a .env file, which some readers treat as part of the value: {lost}");

    internal static Diagnostic UnsendableKey(string origin) =>
        Error(DiagnosticCodes.StrayCharacters, $"the key or token for {origin} is empty, or has spaces, line ends or other characters that no request can carry. Set it again without them, or log in again");

    internal static Diagnostic KeyRejected(string origin, string? requestId) =>
        Error(DiagnosticCodes.KeyRejected, $"the server at {origin} does not accept the key or login{Request(requestId)}: it is mistyped, revoked, or belongs to another deployment. Set {Wanted(Variable.ApiKey)}, or log in again");

    internal static Diagnostic NoAccess(string origin, string? requestId) =>
        Error(DiagnosticCodes.NoAccess, $"the server at {origin} accepts the key or login, but it has no access to what was requested{Request(requestId)}. Check organization and project, or use a key for that project");

    internal static Diagnostic NoSuchProject(string projectId, string origin, IReadOnlyList<string> known) =>
        Error(DiagnosticCodes.NoAccess,
            $"the key or login has no access to project '{KeyShapes.Show(projectId)}' at {origin}, or it does not exist. "
            + (known.Count == 0 ? "It has access to no project there" : $"It has access to: {List(known, KeyShapes.Show)}"));

    internal static Diagnostic NotReachable(string origin, string failure, string? requestId, bool mayHaveHappened) =>
        Error(DiagnosticCodes.NotReachable, $"the server at {origin} {failure}{Request(requestId)}. {(mayHaveHappened ? "The request was not repeated because it may have taken effect. " : "")}Check the network, HTTPS_PROXY and NO_PROXY, or try again later");

    internal static Diagnostic StoredUnchecked(Diagnostic reason) =>
        Warning(DiagnosticCodes.NotReachable, $"{Fault(reason)}, so the key was not checked for the project. Both were stored as given; check them with 'dotnet llama-env projects get'");

    internal static Diagnostic UnusableResponse(string origin, string what, string? requestId) =>
        Error(DiagnosticCodes.UnusableResponse, $"the response of the server at {origin} {what}{Request(requestId)}. Check that {Variable.BaseUrl} or the environment's URL is that of the API, and that no proxy responds in its place");

    internal static Diagnostic RequestRefused(string origin, int status, string reason, string? requestId) =>
        Error(DiagnosticCodes.UnusableResponse, FormattableString.Invariant($"the server at {origin} refused the request with status {status}{Request(requestId)}, and says: {reason}. Do what it asks for, or ask its operators"));

    internal static Diagnostic LoginFailed(string reason, string? requestId = null) =>
        Error(DiagnosticCodes.LoginFailed, $"{reason}{Request(requestId)}. Nothing was changed; log in again ('dotnet llama-env auth login'), or use an API key");

    internal static Diagnostic NoLogin(string origin) =>
        Error(DiagnosticCodes.LoginFailed, $"the server at {origin} has no login, only keys. Use 'dotnet llama-env auth token' with an API key");

    /// <param name="keyId">The key.</param>
    /// <param name="isOfLogin">Whether the profile has a login.</param>
    /// <param name="reason">Why it is still there.</param>
    internal static Diagnostic KeyNotDeleted(string keyId, bool isOfLogin, Diagnostic reason) =>
        Warning(DiagnosticCodes.KeyNotDeleted, $"the key {KeyShapes.Show(keyId)}, which {(isOfLogin ? "the login" : "a login or a rotation")} created, was not deleted on the server and stays valid: {Fault(reason)}. Delete it at https://cloud.llamaindex.ai (API Key in the side bar)");

    /// <param name="keyId">A key whose profile goes.</param>
    /// <param name="profile">A profile that stays, and has the key.</param>
    internal static Diagnostic KeyKept(string keyId, string profile) =>
        Warning(DiagnosticCodes.KeyNotDeleted, $"the key {KeyShapes.Show(keyId)} was not deleted on the server, as profile '{KeyShapes.ShowName(profile)}' has it, too. It is deleted with that one");

    internal static Diagnostic KeyEnded(string keyId) =>
        Warning(DiagnosticCodes.KeyNotDeleted, $"the server does not accept the key {KeyShapes.Show(keyId)} any more, so it has ended already, and was not deleted. If it is still listed at https://cloud.llamaindex.ai (API Key in the side bar), delete it there");

    internal static Diagnostic ProjectUnreadable(string file, string reason) =>
        new(DiagnosticCodes.ProjectUnreadable, DiagnosticSeverity.Error, $"the project's settings cannot be read: {reason}. Repair that, or pass --no-project", file);

    internal static Diagnostic ProjectPartlyRead(string file, string importer) =>
        new(DiagnosticCodes.ProjectUnreadable, DiagnosticSeverity.Warning, $"{importer} imports a file that is not on this machine; the project's settings were read without it. Visual Studio may have it", file);

    internal static Diagnostic InternalError(Exception exception) =>
        Error(DiagnosticCodes.InternalError, $"internal error ({exception.GetType().FullName}). More is not shown because it could contain a secret; please report it with the version and what you ran");

    private static string Request(string? id) => id is null ? "" : $" (request {id})";

    /// <summary>What is wrong, without what to do about it: the first sentence of a message.</summary>
    private static string Fault(Diagnostic diagnostic) => diagnostic.Message.Split(". ", 2)[0];

    private static string Name(Credential credential) => $"{credential.Variable} (from {credential.Source})";

    private static string Wanted(Variable variable) =>
        variable == Variable.ApiKey ? $"the key from https://cloud.llamaindex.ai (API Key in the side bar)"
        : variable == Variable.BaseUrl ? $"the API's URL, such as {Variable.DefaultBaseUrl}"
        : variable == Variable.ProjectId ? "the project's id ('dotnet llama-env projects get' lists them)"
        : "the intended value";

    /// <summary>The first of a list that may be long, and how many more there are.</summary>
    private static string List(IReadOnlyList<string> names, Func<string, string> show) =>
        string.Join(", ", names.Take(MaxNames).Select(show)) + (names.Count > MaxNames ? $" and {names.Count - MaxNames} more" : "");

    private static Diagnostic Error(string code, string message) => new(code, DiagnosticSeverity.Error, message);

    private static Diagnostic Warning(string code, string message) => new(code, DiagnosticSeverity.Warning, message);
}
