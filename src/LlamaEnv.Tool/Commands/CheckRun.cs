using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Files.Sources.Processes;
using LlamaEnv.Tool.Formatting;

namespace LlamaEnv.Tool.Commands;

/// <summary>Checks; with a time to wait, again and again until all is well, time is up, or nothing can change any more.</summary>
/// <param name="target">What to check.</param>
/// <param name="settings">Its settings.</param>
/// <param name="online">What asks LlamaCloud; null where nobody is to.</param>
/// <param name="time">The clock that pauses wait by.</param>
internal sealed class CheckRun(ReadingTarget target, Settings settings, OnlineCheck? online, TimeProvider time)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    private readonly AnswersOfRun _answers = new();

    /// <summary>How old the key may be; null for any age.</summary>
    internal KeyAgeLimit? MaxAge { get; init; }

    /// <summary>Without a project there is no output that a build would write, and the values alone are checked.</summary>
    private readonly Settings _settings = (target.Project is null ? settings.With(Setting.Outputs, OutputKind.None.Name) : settings) with { DryRun = true };

    /// <param name="wait">How long to wait for what may come; null for not at all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<CheckResult> RunAsync(TimeSpan? wait, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        for (TimeSpan next = s_firstPause; ; next *= 2)
        {
            CheckResult result = await CheckAsync(cancellationToken).ConfigureAwait(false);
            TimeSpan left = (wait ?? TimeSpan.Zero) - time.GetElapsedTime(start);
            TimeSpan? asked = result.Answer?.RetryAfter;
            if (!result.MayHeal || left <= TimeSpan.Zero || asked > left)
                return wait is null ? result : result.AfterWaiting();

            TimeSpan pause = next < s_longestPause ? next : s_longestPause;
            await Task.Delay(asked ?? (pause < left ? pause : left), time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        InjectResult result = Injector.Inject(_settings, target.Directory, target.Host, _answers, cancellationToken);
        OnlineAnswer? answer = online is not null && result.Succeeded && Find(Variable.ApiKey) is { } key
            ? await online.AskAsync(key, Find(Variable.BaseUrl)!, Find(Variable.ProjectId), cancellationToken).ConfigureAwait(false)
            : null;
        int? age = MaxAge is not null && answer?.IsAccepted is true
            ? await MaxAge.Age.FindAsync(Find(Variable.ApiKey)!, Find(Variable.BaseUrl)!, cancellationToken).ConfigureAwait(false) is { } made ? Math.Max(0, (int)(time.GetUtcNow() - made).TotalDays) : null
            : null;
        List<Diagnostic> asked = answer?.Finding is { } finding ? [finding] : [];
        if (age > MaxAge?.Days)
            asked.Add(Findings.KeyTooOld(Find(Variable.ApiKey)!, age.Value, MaxAge.Days));
        return new CheckResult(result, answer, [.. (Diagnostic[])(target.Reading.Warning is { } warning ? [warning] : []), .. result.Diagnostics, .. asked.Select(Judge)])
        {
            AsksAge = MaxAge is not null,
            AgeInDays = age,
        };

        Credential? Find(Variable variable) => result.Credentials.FirstOrDefault(c => c.Variable == variable);
    }

    /// <summary>A project may make errors of warnings.</summary>
    private Diagnostic Judge(Diagnostic finding) =>
        finding.Severity == DiagnosticSeverity.Warning && settings.BuildWarnings.IsError(finding.Code) ? finding with { Severity = DiagnosticSeverity.Error } : finding;
}
