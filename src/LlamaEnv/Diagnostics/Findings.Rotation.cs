using System.Globalization;
using LlamaEnv.Detection;

namespace LlamaEnv.Diagnostics;

/// <summary>What can be said of a key that is replaced by a new one.</summary>
internal static partial class Findings
{
    private const string ByHand = "at https://cloud.llamaindex.ai (API Key in the side bar), or at the page of your own deployment";

    private const string Continue = "Run 'dotnet llama-env auth rotate --finish' to go on from here";

    internal static Diagnostic KeyTooOld(Credential key, int days, int most)
    {
        const string Profile = "profile '";
        string fix = key.Source.StartsWith(Profile, StringComparison.Ordinal)
            ? $"Replace it with 'dotnet llama-env auth rotate {ShellWord.Quote(key.Source[Profile.Length..^1])}'"
            : $"Set a new one there: that of a profile, which 'dotnet llama-env auth rotate' replaces, or one that you make {ByHand}; then delete this one";
        return Warning(DiagnosticCodes.KeyTooOld, string.Create(CultureInfo.InvariantCulture, $"{Name(key)} is {days} days old, and {most} are allowed. {fix}")) with { Variable = key.Variable.Name };
    }

    /// <summary>What ends sooner than this may have ended before the program that it is for has used it.</summary>
    internal static TimeSpan TooShort { get; } = TimeSpan.FromMinutes(1);

    /// <summary>What ends sooner than this is likely to end before the file that it was written into is written again.</summary>
    internal static TimeSpan OutlastedByFiles { get; } = TimeSpan.FromDays(1);

    /// <param name="credential">A value with an end, which is less than <see cref="TooShort"/> away.</param>
    internal static Diagnostic EndsSoon(Credential credential) =>
        Warning(DiagnosticCodes.ValueEnds, $"{Name(credential)} ends at {credential.Expiration!.Value.ToUniversalTime():u}, in less than a minute, so a program may start too late for it. Have its source renew it earlier");

    /// <param name="credential">A value with an end, which is less than <see cref="OutlastedByFiles"/> away.</param>
    /// <param name="path">The file that it was written into.</param>
    internal static Diagnostic KeptBeyondItsEnd(Credential credential, string path) =>
        new(DiagnosticCodes.ValueEnds, DiagnosticSeverity.Notice, $"{Name(credential)} ends at {Moment(credential.Expiration!.Value)}, and the file keeps it. Build or inject again before then, or hand it to the program alone with the output run", path) { Variable = credential.Variable.Name };

    internal static Diagnostic NothingToRotate(string profile) =>
        Error(DiagnosticCodes.ProfileNotFound, $"profile '{KeyShapes.ShowName(profile)}' has no key. Get one with 'dotnet llama-env auth login' or 'dotnet llama-env auth token'");

    internal static Diagnostic NameIsKey() =>
        Error(DiagnosticCodes.ProfileNotFound, "the profile's name is itself a key, and would be noted and shown. Make another profile with 'dotnet llama-env auth login' or 'dotnet llama-env auth token', and log this one out");

    internal static Diagnostic RowBesideChosen(string name, string profile) =>
        Error(DiagnosticCodes.ProfileNotFound, $"'{KeyShapes.ShowName(name)}' is the new key of a rotation that is not finished. Finish it with 'dotnet llama-env auth rotate {ShellWord.Quote(KeyShapes.ShowName(profile))}'");

    internal static Diagnostic ProfileElsewhere(string name, string current, string other) =>
        Error(DiagnosticCodes.ProfileNotFound, $"profile '{KeyShapes.ShowName(name)}' does not exist in the current environment, {KeyShapes.Show(current)}, but in {KeyShapes.Show(other)}. Run 'dotnet llama-env environments use {ShellWord.Quote(KeyShapes.Show(other))}' first");

    internal static Diagnostic KeysNeedLogin(string profile, Diagnostic reason) =>
        Error(reason.Code, $"{Fault(reason)}: an API key may not be allowed to list, make and delete keys there. No key was made. Log in with 'dotnet llama-env auth login', then run 'dotnet llama-env auth rotate' for the profile of that login in place of '{KeyShapes.ShowName(profile)}'");

    internal static Diagnostic LoginMayNot(string profile, Diagnostic reason) =>
        Error(reason.Code, $"{Fault(reason)}: the login of '{KeyShapes.ShowName(profile)}' may not list and make keys there. No key was made. Ask an administrator of the organization for the right to, or try again later");

    internal static Diagnostic LoginEnded(string profile) =>
        Error(DiagnosticCodes.LoginFailed, $"the login of '{KeyShapes.ShowName(profile)}' has ended, and its key may not list, make and delete keys there. Run 'dotnet llama-env auth login' again, then 'dotnet llama-env auth rotate'");

    internal static Diagnostic KeyOfAnotherUser(string profile) =>
        Error(DiagnosticCodes.ProfileNotFound, $"the key of '{KeyShapes.ShowName(profile)}' belongs to another user than its login, so a new key could do other things than the old one. No key was made. Log in as the user of the key with 'dotnet llama-env auth login', or give the profile a key of its own login's user");

    internal static Diagnostic RotationUnderWay(string reason) =>
        Error(DiagnosticCodes.RotationUnfinished, $"another rotation is under way: {reason}. Wait for it, then run again");

    internal static Diagnostic JournalUnreadable(string path, string reason) =>
        new(DiagnosticCodes.RotationUnfinished, DiagnosticSeverity.Error, $"the journal of a rotation cannot be read: {reason}. It holds no key. Use the version that wrote it; or look for keys of yours called '… llama-env on …' {ByHand}, delete those that no profile has, and then this file", path);

    internal static Diagnostic JournalNotWritten(string path, string reason) =>
        new(DiagnosticCodes.CannotWrite, DiagnosticSeverity.Error, $"the journal of a rotation cannot be written: {reason}. Without it nothing is begun, and what is begun goes on with the next run. Make room for it, or give yourself the right to write there", path);

    internal static Diagnostic RotationWaits(string profile, string keyId, DateTimeOffset until, string rotate) =>
        Error(DiagnosticCodes.RotationUnfinished, $"the last rotation of '{KeyShapes.ShowName(profile)}' is not finished: its old key {KeyShapes.Show(keyId)} stays valid until {Moment(until)}. Run '{rotate} --finish' then, or with '--revoke-after 0' now");

    internal static Diagnostic RotationElsewhere(string profile, string apiUrl, string keyName) =>
        Warning(DiagnosticCodes.RotationUnfinished, $"a rotation of '{KeyShapes.ShowName(profile)}' at {KeyShapes.Show(apiUrl)} is not finished (its key is called '{KeyShapes.ShowName(keyName)}'). Run 'dotnet llama-env auth rotate --finish'");

    internal static Diagnostic OtherEnvironment(string profile, string apiUrl) =>
        Error(DiagnosticCodes.RotationUnfinished, $"the rotation of '{KeyShapes.ShowName(profile)}' belongs to environment {KeyShapes.Show(apiUrl)}, which is not the current one, and outputs of this machine are still to be written from it. Run 'dotnet llama-env environments use {ShellWord.Quote(KeyShapes.Show(apiUrl))}', then 'dotnet llama-env auth rotate --finish'");

    internal static Diagnostic RotationOfOtherFolder(string profile, string directory) =>
        Error(DiagnosticCodes.RotationUnfinished, $"the rotation of '{KeyShapes.ShowName(profile)}' that is not finished was begun in {KeyShapes.Show(directory)}, where the same outputs may be others. Run there, or finish it with 'dotnet llama-env auth rotate --finish' first");

    /// <param name="profile">The profile.</param>
    /// <param name="reason">What came between.</param>
    internal static Diagnostic RotationUndone(string profile, string reason) =>
        Error(DiagnosticCodes.RotationUnfinished, $"{reason}, so the rotation of '{KeyShapes.ShowName(profile)}' was taken back. Look at 'dotnet llama-env auth get', then rotate again");

    internal static Diagnostic RotationCancelled(bool isBegun) =>
        Error(DiagnosticCodes.RotationUnfinished, isBegun ? "it was cancelled, and the rotation is not finished. Run 'dotnet llama-env auth rotate' to go on with it" : "it was cancelled, and nothing is left unfinished by it. Run it again");

    internal static Diagnostic RotationLost(string profile) =>
        Error(DiagnosticCodes.RotationUnfinished, $"the profile '{KeyShapes.ShowName(profile)}' was deleted, or got another key, while its new key was on the way to the outputs, so they were not all written. Look at 'dotnet llama-env auth get', then rotate again with the same --to");

    internal static Diagnostic NewKeyRejected(string origin, string keyName) =>
        Error(DiagnosticCodes.KeyRejected, $"the server at {origin} made the key '{KeyShapes.ShowName(keyName)}' and does not accept it, so the rotation was taken back. The old key is as it was. Try again later, or ask the operators of the server");

    internal static Diagnostic NewKeyUndone(Diagnostic reason) =>
        reason with { Message = $"{Fault(reason)}, asked with the new key, so the rotation was taken back. The old key is as it was. Set the project with 'dotnet llama-env projects use', then rotate again" };

    /// <summary>The old key may use the project, so a place that works would not work any more.</summary>
    internal static Diagnostic NewKeyLacksProject(string origin, string projectId, string place) =>
        Error(DiagnosticCodes.NoAccess, $"the new key has no access to project '{KeyShapes.Show(projectId)}' at {origin}, which {KeyShapes.Show(place)} works on and the old key may use, so the rotation was taken back. The old key is as it was. Log in with 'dotnet llama-env auth login' and rotate that profile, or give {KeyShapes.Show(place)} a key or a project of its own; then rotate again");

    internal static Diagnostic KeyLacksProject(string origin, string projectId, string place) =>
        Error(DiagnosticCodes.NoAccess, $"the new key has no access to project '{KeyShapes.Show(projectId)}' at {origin}, which {KeyShapes.Show(place)} works on, so it was not put there. Set another project there ({Setting.Project.Name}), or leave out '--to {ShellWord.Quote(KeyShapes.Show(place))}'");

    internal static Diagnostic NeitherKeyHasProject(string origin, string projectId, string place) =>
        Warning(DiagnosticCodes.NoAccess, $"{KeyShapes.Show(place)} works on project '{KeyShapes.Show(projectId)}' at {origin}, to which the new key has no access, as the old one had none. Set a project there that the key may use");

    /// <summary>A failure that leaves the rotation where it is.</summary>
    internal static Diagnostic RotationStands(Diagnostic reason, string what) =>
        reason with { Severity = DiagnosticSeverity.Error, Message = $"{reason.Message.Replace(Untouched, "", StringComparison.Ordinal)}. {what}. {Continue}" };

    /// <summary>The same where a place failed that may never be there again.</summary>
    internal static Diagnostic PlaceLacksKey(Diagnostic reason, IReadOnlyList<string> places) =>
        reason with { Severity = DiagnosticSeverity.Error, Message = $"{RotationStands(reason, OldKeyValid).Message}, with '{string.Join(' ', places.Select(static place => $"--without {ShellWord.Quote(KeyShapes.Show(place))}"))}' if that is gone for ever" };

    internal static Diagnostic NotAnOutput(string text, IReadOnlyList<string> outputs) =>
        Error(DiagnosticCodes.UnknownSetting, $"no rotation that is not finished has the output '{KeyShapes.Show(text)}', so it cannot be left out. {(outputs.Count == 0 ? "None has any. Run 'dotnet llama-env auth rotate --finish' without it" : $"They have {string.Join(", ", outputs.Select(KeyShapes.Show))}")}");

    /// <summary>Whether it says that nothing was changed, which once there is a new key is no longer so.</summary>
    internal static bool SaysUntouched(Diagnostic reason) => reason.Message.Contains(Untouched, StringComparison.Ordinal);

    private const string Untouched = ". Nothing was changed";

    internal static string NewKeyMade(string keyName) => $"The new key, '{KeyShapes.ShowName(keyName)}', was made";

    internal static string NewKeyWaits(string keyName) => $"The old key is still the profile's; the new one, '{KeyShapes.ShowName(keyName)}', is in the store beside it";

    internal const string OldKeyValid = "The new key is the profile's; the old one is still valid";

    internal static Diagnostic MayBeMade(Diagnostic reason, string keyName) =>
        reason with { Message = $"{reason.Message}. A key called '{KeyShapes.ShowName(keyName)}' may have been made, or may be made yet. Run 'dotnet llama-env auth rotate --finish' in a while: it looks for it again and deletes it; so does the next 'auth rotate'" };

    /// <summary>The request was cut off, and what became of it has been seen to.</summary>
    internal static Diagnostic MadeAndDeleted(Diagnostic reason, string keyName) =>
        reason with { Message = $"{Fault(reason)}. It made the key '{KeyShapes.ShowName(keyName)}' all the same, which was found and deleted, so all is as it was. Try again later" };

    /// <summary>A new key that is not to be used, and cannot be deleted either.</summary>
    internal static Diagnostic NotTakenBack(Diagnostic reason, Diagnostic failure, string keyName)
    {
        string why = Fault(reason);
        int end = why.IndexOf(", so the rotation", StringComparison.Ordinal);
        return RotationStands(failure with { Message = $"{(end < 0 ? why : why[..end])}; and the rotation could not be taken back: {failure.Message}" }, NewKeyWaits(keyName));
    }

    internal static Diagnostic OrphanNotDeleted(string keyId, string keyName, Diagnostic reason) =>
        Warning(DiagnosticCodes.KeyNotDeleted, $"the key {KeyShapes.Show(keyId)} called '{KeyShapes.ShowName(keyName)}', which a rotation made and nobody uses, was not deleted on the server and stays valid: {Fault(reason)}. Delete it {ByHand}");

    /// <summary>The same where nobody can ask whether there is one.</summary>
    internal static Diagnostic OrphanNotSought(string keyName, Diagnostic reason) =>
        Warning(DiagnosticCodes.KeyNotDeleted, $"the server may have a key called '{KeyShapes.ShowName(keyName)}', which a rotation asked for and nobody uses, and it could not be looked for: {Fault(reason)}. If it is there, delete it {ByHand}");

    /// <summary>The same where a server that did not answer may still be at it.</summary>
    internal static Diagnostic OrphanMayCome(string keyName) =>
        Warning(DiagnosticCodes.KeyNotDeleted, $"the server may still make a key called '{KeyShapes.ShowName(keyName)}', which a rotation asked for and nobody uses. Look for it in a while; if it is there, delete it {ByHand}");

    internal static Diagnostic OldKeyNotRevoked(string keyId, Diagnostic reason) =>
        Error(DiagnosticCodes.KeyNotDeleted, $"the old key {KeyShapes.Show(keyId)} was not revoked and stays valid: {Fault(reason)}. Run 'dotnet llama-env auth rotate --finish' later; or delete the key {ByHand}, and run it then");

    /// <summary>The profile goes, and with it what a rotation had promised.</summary>
    internal static Diagnostic OldKeyEndedEarly(string profile, string keyId, DateTimeOffset? until) =>
        Warning(DiagnosticCodes.RotationUnfinished, $"the rotation of '{KeyShapes.ShowName(profile)}' was not finished, and ends with the profile: its old key {KeyShapes.Show(keyId)}{(until is { } time ? $", which was to stay valid until {Moment(time)}," : "")} was deleted on the server. Give what still uses it another key");

    internal static Diagnostic NewKeyEnds(string profile, string keyId, IReadOnlyList<string> outputs) =>
        Warning(DiagnosticCodes.RotationUnfinished, $"the key {KeyShapes.Show(keyId)}, which the rotation of '{KeyShapes.ShowName(profile)}' gave to {string.Join(", ", outputs.Select(KeyShapes.Show))}, is deleted on the server with the profile. Give these another key");

    internal static Diagnostic OldKeyKept(string keyId, string profile) =>
        Warning(DiagnosticCodes.KeyNotDeleted, $"the old key {KeyShapes.Show(keyId)} was not revoked and stays valid, as profile '{KeyShapes.ShowName(profile)}' has it. When that has another, delete it {ByHand}");

    internal static Diagnostic OldKeyLeft(string keyId, Diagnostic reason) =>
        Warning(DiagnosticCodes.KeyNotDeleted, $"the old key {KeyShapes.Show(keyId)} was not revoked and stays valid: {Fault(reason)}. Delete it {ByHand}");

    internal static Diagnostic OldKeyUnknown(string profile, IReadOnlyList<string> mayBe) =>
        Warning(DiagnosticCodes.KeyNotDeleted, $"the old key of '{KeyShapes.ShowName(profile)}' was not revoked and stays valid: nobody noted its id when it was made, and a key is never deleted by the part of it that is shown. Delete it {ByHand}{(mayBe.Count == 0 ? "" : $". By what is shown of it, it is {string.Join(" or ", mayBe)}")}. The next rotation knows the id of its key");

    /// <param name="keyId">The old key.</param>
    /// <param name="profile">Who has it.</param>
    /// <param name="otherUrl">The URL of that one, where it is not that of the server.</param>
    internal static Diagnostic OldKeyInUse(string keyId, string profile, string? otherUrl) =>
        Error(DiagnosticCodes.RotationUnfinished, $"the old key {KeyShapes.Show(keyId)} is the key of profile '{KeyShapes.ShowName(profile)}' {(otherUrl is null ? "again" : $"of {KeyShapes.Show(otherUrl)}, too")}, so it was not revoked. {(otherUrl is null
            ? "Give that profile another key, or log it out; then"
            : $"Log that one out: 'dotnet llama-env environments use {ShellWord.Quote(KeyShapes.Show(otherUrl))}', then 'dotnet llama-env auth logout {ShellWord.Quote(KeyShapes.ShowName(profile))}'; 'dotnet llama-env auth token' makes another with the new key. Switch back, and")} run 'dotnet llama-env auth rotate --finish'");

    /// <summary>Where nobody revokes the old key but the user, by hand.</summary>
    internal static Diagnostic ProfileHasOldKey(string profile, string apiUrl) =>
        Warning(DiagnosticCodes.PlaceNotUpdated, $"profile '{KeyShapes.ShowName(profile)}' of {KeyShapes.Show(apiUrl)} has the old key, too. Give it another one before you delete that key");

    internal static Diagnostic KeyStillListed(string keyId) =>
        Error(DiagnosticCodes.KeyNotDeleted, $"the server says that there is no key {KeyShapes.Show(keyId)} to delete, and still lists it");

    internal static Diagnostic KeysLeft(string profile, string oldKeyId, string keyId, string keyName) =>
        Warning(DiagnosticCodes.KeyNotDeleted, $"the profile '{KeyShapes.ShowName(profile)}', which could have revoked its keys, is gone, so both stay valid: the old key {KeyShapes.Show(oldKeyId)}, and the new key {KeyShapes.Show(keyId)} called '{KeyShapes.ShowName(keyName)}'. Delete those that nothing uses {ByHand}");

    /// <param name="profile">The profile, which has a third key.</param>
    /// <param name="keyId">The id of the key that the rotation made.</param>
    /// <param name="keyName">What it is called.</param>
    /// <param name="users">What has it nevertheless.</param>
    /// <param name="failure">Why it was not deleted, where nothing has it.</param>
    internal static Diagnostic NewKeyOvertaken(string profile, string keyId, string keyName, IReadOnlyList<string> users, Diagnostic? failure)
    {
        string what = $"the profile '{KeyShapes.ShowName(profile)}' got another key in the meantime, in place of the new key {KeyShapes.Show(keyId)} called '{KeyShapes.ShowName(keyName)}'";
        return Warning(
            DiagnosticCodes.KeyNotDeleted,
            users.Count > 0 ? $"{what}, which stays valid, as it was given to {string.Join(", ", users.Select(KeyShapes.ShowName))}. Rotate again with the same --to; then delete it {ByHand}"
            : failure is not null ? $"{what}, which was not deleted and stays valid: {Fault(failure)}. Delete it {ByHand}"
            : $"{what}, which nothing else had, so it was deleted. Look at 'dotnet llama-env auth get'");
    }

    /// <param name="keyId">The key of the profile, where its id is known.</param>
    /// <param name="oldKeyId">The old key.</param>
    /// <param name="origin">The server.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="hasLogin">Whether it is of a login, which can give it another key; another token makes another profile.</param>
    internal static Diagnostic NewKeyFails(string keyId, string oldKeyId, string origin, string profile, bool hasLogin) =>
        Error(DiagnosticCodes.KeyRejected, $"the server at {origin} does not accept the profile's key {(keyId.Length == 0 ? "" : $"{KeyShapes.Show(keyId)} ")}any more, so the old one, {KeyShapes.Show(oldKeyId)}, was not revoked. {(hasLogin
            ? "Get a key with 'dotnet llama-env auth login', then run 'dotnet llama-env auth rotate --finish'"
            : $"End this rotation with 'dotnet llama-env auth logout {ShellWord.Quote(KeyShapes.ShowName(profile))}', make a profile of another key with 'dotnet llama-env auth token', and rotate that one; delete the old key {ByHand}")}");

    internal static Diagnostic ProgramMissing(string place, string program, string get) =>
        Error(DiagnosticCodes.PlaceNotUpdated, $"{KeyShapes.Show(place)} cannot be updated: there is no program '{program}' on PATH. {get}");

    internal static Diagnostic PlaceNotUpdated(string place, string reason, string fix) =>
        Error(DiagnosticCodes.PlaceNotUpdated, $"{KeyShapes.Show(place)} does not have the new key for certain: {reason}. {fix}");

    internal static Diagnostic PlaceNotReady(string place, string reason, string fix) =>
        Error(DiagnosticCodes.PlaceNotUpdated, $"{KeyShapes.Show(place)} cannot be updated: {reason}. {fix}");

    /// <summary>What a place has before the old key ends, where that is not the new one.</summary>
    /// <param name="place">What the user wrote for it.</param>
    /// <param name="fault">What it has; continues "it …".</param>
    /// <param name="commands">How to put it there again.</param>
    internal static Diagnostic PlaceLostKey(string place, string fault, ProfileCommands commands) =>
        Error(DiagnosticCodes.PlaceNotUpdated, $"{KeyShapes.Show(place)} does not have the new key any more: it {fault}. The old key was not revoked. Put the profile's key there again, as {commands.Export} prints it, then {FinishWithout(place)}");

    /// <summary>The same of a file.</summary>
    internal static Diagnostic FileLostKey(string path, string output, ProfileCommands commands, string fault) =>
        new(DiagnosticCodes.PlaceNotUpdated, DiagnosticSeverity.Error, $"this file does not have the new key any more: it {fault}. The old key was not revoked. Find out what writes it; run {commands.Inject(output)}, then {FinishWithout(output)}", path);

    internal static Diagnostic PlaceNotSeen(string place, string reason, string fix) =>
        Error(DiagnosticCodes.PlaceNotUpdated, $"{KeyShapes.Show(place)} could not be looked at, so the old key was not revoked: {reason}. {fix}; then {FinishWithout(place)}");

    internal static Diagnostic PlaceNotSeen(string place, Diagnostic reason) => PlaceNotSeen(place, Fault(reason), "Mend that, or pass --no-project where the project is not needed");

    private static string FinishWithout(string place) => $"run 'dotnet llama-env auth rotate --finish', with '--without {ShellWord.Quote(KeyShapes.Show(place))}' if it is to go on without that key there";

    /// <param name="path">The file.</param>
    /// <param name="output">The output that writes it; null where none does.</param>
    /// <param name="commands">How the new key gets there. A build may take another: its sources are the project's.</param>
    internal static Diagnostic HoldsOldKey(string path, string? output, ProfileCommands commands) =>
        new(DiagnosticCodes.PlaceNotUpdated, DiagnosticSeverity.Warning, output is null
            ? $"this file holds the old key, and no output writes it. Run {commands.Inject("dotenv", path)}, or remove the old key, before a build or a program takes it from there"
            : $"this file holds the old key, and is not among the outputs. Run {commands.Inject(output)} before a program needs it; next time pass --to {ShellWord.Quote(output)}", path);

    /// <summary>A comment, or a line that LlamaEnv does not write.</summary>
    internal static Diagnostic StillHoldsOldKey(string path) =>
        new(DiagnosticCodes.PlaceNotUpdated, DiagnosticSeverity.Warning, "this file got the new key, and still holds the old one in another place, which LlamaEnv does not write. Remove it there, or put the new one in its place", path);

    /// <summary>What depends on the project was not looked at.</summary>
    internal static Diagnostic ProjectNotSeen(Diagnostic reason) =>
        new(DiagnosticCodes.ProjectUnreadable, DiagnosticSeverity.Warning, $"what the project has of the old key was not looked for, neither its user secrets nor the fingerprint that it expects: {Fault(reason)}. Look there yourself, or pass --no-project where there is nothing", reason.File);

    internal static Diagnostic ShellHoldsOldKey(string variable) =>
        Warning(DiagnosticCodes.PlaceNotUpdated, $"the variable {KeyShapes.Show(variable)} of this shell holds the old key, and what is started from here gets it. Unset it or set it to the new key, also where it comes from: a profile of the shell, an editor, a service");

    internal static Diagnostic ProjectExpectsOldKey(string? project, string fingerprints) =>
        new(DiagnosticCodes.UnexpectedKey, DiagnosticSeverity.Warning, $"{Setting.KeyFingerprint.Name} of this project expects the old key, so a build or a program with the new one stops. Put {fingerprints} in place of the old fingerprint, or beside it with ';' between as long as the old key is in use; it may be committed", project);

    /// <summary>What the outputs got is written over by the next build.</summary>
    internal static Diagnostic NextBuildTakesOther(Credential key, bool isOld, IEnumerable<string> outputs, ProfileCommands commands)
    {
        string name = $"ame the profile as the source (LlamaEnvSources: {commands.Source})";
        bool isOtherProfile = key.Source.StartsWith("profile ", StringComparison.Ordinal); // Which has a key of its own.
        string fix = isOtherProfile ? $"N{name}"
            : key is { File: { } file } && key.Source.StartsWith("dotenv", StringComparison.Ordinal) ? $"Run {commands.Inject("dotenv", file)}, or n{name}"
            : key.Source == "user-secrets" ? $"Run {commands.Inject(key.Source)}, or n{name}"
            : $"Put the profile's key there, as {commands.Export} prints it, or n{name}";
        return new(DiagnosticCodes.PlaceNotUpdated, DiagnosticSeverity.Warning, $"the next build takes {key.Variable} from {key.Source}, which has {(isOld ? "the old key" : "another key than the profile that was rotated")}, and writes it over the new one in {string.Join(", ", outputs)}. {fix}", isOtherProfile ? null : key.File, isOtherProfile ? 0 : key.Line);
    }

    /// <summary>By the minute, in UTC: as servers and logs say it.</summary>
    internal static string Moment(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
