namespace LlamaEnv.Diagnostics;

/// <summary>Every code LlamaEnv reports. Numbers are never reused; each has a page in <c>docs/diagnostics</c>.</summary>
public static class DiagnosticCodes
{
    /// <summary>A required variable is missing.</summary>
    public const string Missing = "LLENV0001";

    /// <summary>A source is there but cannot be read.</summary>
    public const string SourceBroken = "LLENV0002";

    /// <summary>The environment was used although a llamactl profile exists.</summary>
    public const string EnvironmentOverProfile = "LLENV0003";

    /// <summary>The environment has a key without a project.</summary>
    public const string KeyWithoutProject = "LLENV0004";

    /// <summary><c>LLAMA_CLOUD_USE_PROFILE</c> is neither true nor false.</summary>
    public const string BadUseProfile = "LLENV0005";

    /// <summary>An unknown source, output or setting value.</summary>
    public const string UnknownSetting = "LLENV0006";

    /// <summary>A requested profile does not exist.</summary>
    public const string ProfileNotFound = "LLENV0007";

    /// <summary>A command needs a choice, and there is no interactive terminal to ask at.</summary>
    public const string NotInteractive = "LLENV0008";

    /// <summary>A value is a placeholder.</summary>
    public const string Placeholder = "LLENV0010";

    /// <summary>A value is another provider's key, or a key in a variable for something else.</summary>
    public const string ForeignKey = "LLENV0011";

    /// <summary>A value has spaces, line ends, control characters or quotes that do not belong to it.</summary>
    public const string StrayCharacters = "LLENV0012";

    /// <summary>A key for an official host without the prefix of official keys.</summary>
    public const string NotOfficialKey = "LLENV0013";

    /// <summary>A key with the official prefix but an unusual shape.</summary>
    public const string UnusualKeyShape = "LLENV0014";

    /// <summary>A base URL that is not the root of an API.</summary>
    public const string BadBaseUrl = "LLENV0015";

    /// <summary>Plain http to another machine.</summary>
    public const string PlainHttp = "LLENV0016";

    /// <summary>A project id that is not a UUID.</summary>
    public const string UnusualProjectId = "LLENV0017";

    /// <summary>A reference that nothing expanded.</summary>
    public const string UnexpandedReference = "LLENV0018";

    /// <summary>A declared variable does not match its pattern.</summary>
    public const string PatternNotMatched = "LLENV0019";

    /// <summary>A key is paired with another key's project in the existing file, or two projects take turns in it.</summary>
    public const string ForeignProject = "LLENV0020";

    /// <summary>Another URL replaces the one that was set.</summary>
    public const string UrlChanged = "LLENV0021";

    /// <summary>The key is older than was asked for.</summary>
    public const string KeyTooOld = "LLENV0022";

    /// <summary>The key is not the one that is expected, or another environment's.</summary>
    public const string UnexpectedKey = "LLENV0023";

    /// <summary>A value ends to be good soon, or is kept in a file beyond its end.</summary>
    public const string ValueEnds = "LLENV0024";

    /// <summary>Secrets would go into a file that git tracks.</summary>
    public const string TrackedByGit = "LLENV0030";

    /// <summary>Secrets go into a file that git does not ignore.</summary>
    public const string NotIgnoredByGit = "LLENV0031";

    /// <summary>An output cannot be written.</summary>
    public const string CannotWrite = "LLENV0032";

    /// <summary>An existing file is malformed.</summary>
    public const string MalformedFile = "LLENV0033";

    /// <summary>A value cannot be written so that every reader reads it right.</summary>
    public const string NotExpressible = "LLENV0034";

    /// <summary>A file with secrets was readable by others.</summary>
    public const string ReadableByOthers = "LLENV0035";

    /// <summary>A file with secrets would be shipped.</summary>
    public const string WouldBeShipped = "LLENV0036";

    /// <summary>Git cannot be asked about a file with secrets, although there is a repository.</summary>
    public const string GitUnknown = "LLENV0038";

    /// <summary>A reference or an encrypted value stands where a value would go.</summary>
    public const string ReferenceKept = "LLENV0037";

    /// <summary>An app that runs on its users' machines would carry the key to them.</summary>
    public const string ClientApp = "LLENV0039";

    /// <summary>A secret may reach MSBuild's log.</summary>
    public const string MayBeLogged = "LLENV0040";

    /// <summary>LlamaCloud does not accept the key or login.</summary>
    public const string KeyRejected = "LLENV0050";

    /// <summary>LlamaCloud accepts the key, but it has no access to what was requested.</summary>
    public const string NoAccess = "LLENV0051";

    /// <summary>LlamaCloud cannot be reached, or fails.</summary>
    public const string NotReachable = "LLENV0052";

    /// <summary>The key is one of another region's.</summary>
    public const string OtherRegion = "LLENV0053";

    /// <summary>LlamaCloud sent a response that cannot be used.</summary>
    public const string UnusableResponse = "LLENV0054";

    /// <summary>A login failed, or has ended.</summary>
    public const string LoginFailed = "LLENV0055";

    /// <summary>A key that a login created stays valid on the server.</summary>
    public const string KeyNotDeleted = "LLENV0056";

    /// <summary>The server does not support what was requested.</summary>
    public const string NotOffered = "LLENV0057";

    /// <summary>A rotation of a key is not finished, or was taken back.</summary>
    public const string RotationUnfinished = "LLENV0058";

    /// <summary>A place that was to get the new key does not have it.</summary>
    public const string PlaceNotUpdated = "LLENV0059";

    /// <summary>A key stands in a file in plain text.</summary>
    public const string HardCodedKey = "LLENV0060";

    /// <summary>What the build makes starts without the key that it writes.</summary>
    public const string NotPassedOn = "LLENV0061";

    /// <summary>A file sets a variable to an empty value, or turns an unset one into it.</summary>
    public const string EmptyValue = "LLENV0062";

    /// <summary>The only source of the key may be absent, and nobody would say so.</summary>
    public const string OptionalSource = "LLENV0063";

    /// <summary>A reference names what this repository defines otherwise.</summary>
    public const string DanglingReference = "LLENV0064";

    /// <summary>A file sets a name that no reader of the key knows.</summary>
    public const string WrongName = "LLENV0065";

    /// <summary>A good value is replaced later.</summary>
    public const string Overridden = "LLENV0066";

    /// <summary>A part of the set is missing beside others that have it, or a value that a new key cannot reach.</summary>
    public const string SplitSet = "LLENV0067";

    /// <summary>The key is read before it is loaded.</summary>
    public const string ReadBeforeLoad = "LLENV0068";

    /// <summary>The key is there as a file that the program does not read.</summary>
    public const string FileNotRead = "LLENV0069";

    /// <summary>A secret is missing in a pull request from a fork.</summary>
    public const string ForkPullRequest = "LLENV0070";

    /// <summary>MSBuild is too old. Reported by the targets, which run where the task cannot.</summary>
    public const string MSBuildTooOld = "LLENV0900";

    /// <summary>The program that <c>LlamaEnvUseExec</c> asks for did not finish. Reported by the targets, which start it.</summary>
    public const string ProgramFailed = "LLENV0901";

    /// <summary>A project's settings cannot be read. Reported by the tool.</summary>
    public const string ProjectUnreadable = "LLENV0902";

    /// <summary>The system does not let the tool work: no current folder, no standard output, too little memory.</summary>
    public const string CannotWork = "LLENV0903";

    /// <summary>The program that is to get the variables (output <c>run</c>) cannot be started.</summary>
    public const string NotStarted = "LLENV0904";

    /// <summary>A part of what was to be looked through could not be read. Reported by the tool.</summary>
    public const string NotInspected = "LLENV0905";

    /// <summary>A defect in LlamaEnv.</summary>
    public const string InternalError = "LLENV0999";

    /// <summary>All of the above.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Missing, SourceBroken, EnvironmentOverProfile, KeyWithoutProject, BadUseProfile, UnknownSetting, ProfileNotFound, NotInteractive,
        Placeholder, ForeignKey, StrayCharacters, NotOfficialKey, UnusualKeyShape, BadBaseUrl, PlainHttp, UnusualProjectId, UnexpandedReference, PatternNotMatched,
        ForeignProject, UrlChanged, KeyTooOld, UnexpectedKey, ValueEnds, TrackedByGit, NotIgnoredByGit, CannotWrite, MalformedFile, NotExpressible, ReadableByOthers, WouldBeShipped, ReferenceKept, GitUnknown, ClientApp,
        MayBeLogged, KeyRejected, NoAccess, NotReachable, OtherRegion, UnusableResponse, LoginFailed, KeyNotDeleted, NotOffered, RotationUnfinished, PlaceNotUpdated, HardCodedKey, NotPassedOn, EmptyValue, OptionalSource,
        DanglingReference, WrongName, Overridden, SplitSet, ReadBeforeLoad, FileNotRead, ForkPullRequest, MSBuildTooOld, ProgramFailed, ProjectUnreadable, CannotWork, NotStarted, NotInspected, InternalError,
    ];
}
