using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files;

namespace LlamaEnv.Tool.Formatting;

/// <summary>What a check found.</summary>
/// <param name="Result">The values, which were not written.</param>
/// <param name="Answer">What LlamaCloud says of them; null where it was not asked.</param>
/// <param name="Diagnostics">All that was found.</param>
internal sealed record CheckResult(InjectResult Result, OnlineAnswer? Answer, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Whether the age of the key was asked for.</summary>
    internal bool AsksAge { get; init; }

    /// <summary>How old the key is; null where nobody knows.</summary>
    internal int? AgeInDays { get; init; }

    internal bool IsValid => Diagnostics.All(d => d.Severity != DiagnosticSeverity.Error);

    /// <summary>Whether it may be another one after a while, by itself.</summary>
    internal bool MayHeal => Diagnostics.Any(d => d.MayHeal) && Diagnostics.All(d => d.MayHeal || d.Severity != DiagnosticSeverity.Error);

    /// <summary>One line for people, where all is well: names and sources, never values.</summary>
    internal string Summary =>
        Result.Credentials.Count == 0 ? "nothing to check: no source has a key, and LlamaEnvMissing allows that"
        : $"{(Result with { Files = [], IsForStart = false, Note = "" }).Summary}{(Answer?.IsAccepted is true ? $", accepted by {Answer.Origin}" : "")}{Age}";

    private string Age => !AsksAge || Answer?.IsAccepted is not true ? ""
        : AgeInDays is { } days ? FormattableString.Invariant($", {days} {(days == 1 ? "day" : "days")} old") : ", of unknown age";

    /// <summary>The same for a user who was ready to wait for a server: that it did not come is an error.</summary>
    internal CheckResult AfterWaiting() =>
        this with { Diagnostics = [.. Diagnostics.Select(d => d.Code == DiagnosticCodes.NotReachable ? d with { Severity = DiagnosticSeverity.Error } : d)] };
}
