namespace LlamaEnv.Diagnostics;

/// <summary>What a scan says: a key that stands somewhere, and what it could not look at.</summary>
internal static partial class Findings
{
    private const string LeaveLine = "If it has to stay, say so in a comment on the line: llama-env: ignore LLENV0060 REASON";

    /// <param name="what">What stands there, without its value, and in which form.</param>
    /// <param name="isCertain">Whether it is one; if not, a warning.</param>
    /// <param name="file">The file, from the root.</param>
    /// <param name="line">The line; 0 in what has none.</param>
    internal static Diagnostic HardCodedKey(string what, bool isCertain, string file, int line) =>
        HardCoded(isCertain, $"{what} stands in this file. Revoke it, and read a new one from the environment or a secret store. {(line > 0 ? LeaveLine : "Make the file again without it")}", file, line);

    internal static Diagnostic StagedKey(string what, bool isCertain, string file, int line) =>
        HardCoded(isCertain, $"{what} is staged, and the next commit would have it. Take it out of the file, and stage the file again. {(line > 0 ? LeaveLine : "Revoke it if it left this machine")}", file, line);

    /// <param name="what">What stands there.</param>
    /// <param name="isCertain">Whether it is one.</param>
    /// <param name="commit">The commit that brought it; null where none has it that a branch or a tag leads to.</param>
    /// <param name="file">The file as that commit has it; null for the text of a commit or a tag.</param>
    /// <param name="line">The line.</param>
    internal static Diagnostic KeyInHistory(string what, bool isCertain, string? commit, string? file, int line) => commit is null
        ? HardCoded(false, $"{what} is in an object of git that no branch and no tag leads to. It stays on this machine, until 'git gc' deletes it; revoke the key if it left this machine", file, line)
        : HardCoded(isCertain, $"{what} is in the history, {(file is null ? $"in the text of {commit}" : $"since commit {commit}")}. Whoever has the repository has it, whatever the files say now: revoke it. Then take it out of the history, or add it to the baseline", file, line);

    internal static Diagnostic NotInspected(string? file, string reason) =>
        new(DiagnosticCodes.NotInspected, DiagnosticSeverity.Notice, $"{(file is null ? "A part of the repository" : "This file")} was not looked at, or not all of it: {reason}", file);

    /// <param name="folder">Where git was asked.</param>
    /// <param name="subject">What for.</param>
    /// <param name="cause">Why it could not be asked.</param>
    /// <param name="fix">What to do about it.</param>
    internal static Diagnostic GitNotAsked(string folder, string subject, string cause, string fix) =>
        Error(DiagnosticCodes.GitUnknown, $"git cannot be asked {subject} in {folder}: {cause}. {fix}");

    private static Diagnostic HardCoded(bool isCertain, string message, string? file, int line) =>
        new(DiagnosticCodes.HardCodedKey, isCertain ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, message, file, line);
}
