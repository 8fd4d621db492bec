using LlamaEnv.Cloud.Rotation;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool.Formatting;

/// <summary>What a run of <c>auth rotate</c> came to: of each rotation where it stands last, and what stopped it.</summary>
internal sealed class RotationOutcome
{
    private readonly List<RotationReport> _reports = [];

    internal IReadOnlyList<RotationReport> Reports => _reports;

    internal List<Diagnostic> Errors { get; } = [];

    /// <summary>Takes the place of what was known of the same rotation.</summary>
    internal void Add(RotationReport report)
    {
        int known = _reports.FindIndex(r => r.Record.KeyName == report.Record.KeyName);
        if (known < 0)
            _reports.Add(report);
        else
            _reports[known] = report with { Others = report.Others.Count > 0 ? report.Others : _reports[known].Others };
    }

    /// <summary>Lines for people.</summary>
    internal IEnumerable<string> Describe(bool isFinishing)
    {
        if (isFinishing && _reports.Count == 0 && Errors.Count == 0)
            yield return "no rotation is unfinished";

        foreach (RotationReport report in _reports)
        {
            if (Describe(report, isFinishing, Errors.Count > 0) is { } line)
                yield return line;
            if (report.Others.Count > 0)
                yield return $"also updated, as they had the same key: {string.Join(", ", report.Others.Select(KeyShapes.ShowName))}";
        }
    }

    private static string? Describe(RotationReport report, bool isFinishing, bool hasErrors)
    {
        RotationRecord record = report.Record;
        string places = string.Join(", ", (IEnumerable<string>)["the profile", .. record.Places.Except(report.Lost, StringComparer.OrdinalIgnoreCase)]);
        string done = $"{(report.IsContinued ? "went on and " : "")}rotated {record.ShownProfile}: the new key {record.KeyId} is in {places}";
        return report.State switch
        {
            RotationState.Finished when report.IsOvertaken => $"the rotation of {record.ShownProfile} is over, and its profile does not have the new key {record.KeyId}; the old key {record.OldKeyId} {(report.IsRevoked ? "is revoked, which may take a minute" : "was not revoked")}",
            RotationState.Finished when report.IsRevoked => $"{done}; the old key {record.OldKeyId} is revoked, which may take a minute",
            RotationState.Finished => $"{done}; the old key was not revoked",
            RotationState.Waiting when isFinishing && !report.HasWritten => $"not due yet: the old key {record.OldKeyId} of {record.ShownProfile} stays valid until {Findings.Moment(record.RevokeAt!.Value)}",
            RotationState.Waiting when report.HasWritten || !hasErrors => $"{done}; the old key {record.OldKeyId} stays valid until {Findings.Moment(record.RevokeAt!.Value)}. Then run: dotnet llama-env auth rotate --finish",
            RotationState.Undone => $"the rotation of {record.ShownProfile} that was begun {Findings.Moment(record.Started)} was taken back{(record.KeyId is null ? ": its new key never reached the store, and nothing uses it" : "")}",
            RotationState.Sought => $"the rotation of {record.ShownProfile} that was begun {Findings.Moment(record.Started)} made no key so far. The server may still make it ('{KeyShapes.ShowName(record.KeyName)}'): until {Findings.Moment(record.SoughtUntil)} every 'auth rotate' and 'auth rotate --finish' looks for it, and deletes it",
            _ => null,
        };
    }
}
