using LlamaEnv.Ci;
using LlamaEnv.Diagnostics;
using LlamaEnv.Sources;

namespace LlamaEnv;

/// <summary>
/// Asks the sources in order. The first that offers a set decides; one that is broken ends the resolution, because a
/// stale value further down must never be used in its place. The exception to the order is llamactl's rule that the
/// environment goes before an existing profile only when it has key and project.
/// </summary>
internal sealed class Resolver
{
    /// <summary>Names that people set and nothing reads.</summary>
    private static readonly (Variable Meant, string[] Spellings)[] s_misspellings =
    [
        (Variable.ApiKey,
        [
            "LLAMA_PARSE_API_KEY", "LLAMACLOUD_API_KEY", "LLAMA_PARSE_KEY", "LLAMA_CLOUD_KEY", "LLAMA_API_KEY", "LLAMA_CLOUD_TOKEN", "LLAMA_CLOUD_APIKEY",
            "LLAMACLOUD_KEY", "LLAMAPARSE_API_KEY", "LLAMAINDEX_API_KEY", "LLAMA_INDEX_API_KEY", "LLAMA_CLOUD_EU_API_KEY", "LLAMA_CLOUD_API_TOKEN",
        ]),
        (Variable.ProjectId,
        [
            "LLAMA_DEPLOY_PROJECT_ID", "LLAMA_CLOUD_PROJECT_ID", "LLAMA_AGENT_PROJECT_ID", "LLAMA_PROJECT_ID", "LLAMACLOUD_PROJECT_ID", "LLAMA_AGENTS_PROJECT",
        ]),
    ];

    private readonly Plan _plan;
    private readonly HostEnvironment _host;
    private readonly CancellationToken _cancellationToken;
    private readonly List<Candidate> _candidates;
    private readonly List<Diagnostic> _diagnostics = [];

    private Resolver(Plan plan, HostEnvironment host, CancellationToken cancellationToken)
    {
        _plan = plan;
        _host = host;
        _cancellationToken = cancellationToken;
        _candidates = [.. plan.Sources.Select(s => new Candidate(s, SourceKind.All.First(k => k.Name == s.Name).Open(s, plan, host)))];
    }

    internal static Resolution Resolve(Plan plan, HostEnvironment host, CancellationToken cancellationToken) =>
        new Resolver(plan, host, cancellationToken).Resolve();

    private Resolution Resolve()
    {
        if (ReadUseProfile() is not { } useProfile)
            return Conclude([Findings.BadUseProfile()], []);

        Candidate? winner;
        try
        {
            winner = FindWinner(useProfile);
        }
        catch (DiagnosticException e)
        {
            return Conclude([e.Diagnostic], []);
        }

        WarnOfEnvironment(winner);
        NoteWhatIsBehind(winner);
        return Conclude(_diagnostics, Complete(winner));
    }

    /// <exception cref="DiagnosticException">A source is broken.</exception>
    private Candidate? FindWinner(bool useProfile)
    {
        foreach (Candidate candidate in _candidates)
        {
            if (candidate.IsEnvironment && useProfile)
            {
                candidate.Note(TraceOutcome.Skipped, "LLAMA_CLOUD_USE_PROFILE is set");
                continue;
            }

            if (Ask(candidate) is not { } set)
                continue;

            if (candidate.IsEnvironment && set.ProjectId.IsEmpty && FindUsableProfile() is { } profile)
            {
                candidate.Note(TraceOutcome.Shadowed, $"{Variable.ProjectId} is not set, and a key alone goes behind {profile.Answer!.Detail}");
                continue;
            }

            candidate.Note(TraceOutcome.Used, candidate.Answer!.Detail);
            return candidate;
        }

        return null;
    }

    private Candidate? FindUsableProfile() => _candidates.Where(c => c.IsProfile).FirstOrDefault(c => Ask(c) is not null);

    private CredentialSet? Ask(Candidate candidate)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        return candidate.Ask();
    }

    /// <summary>Completes the trace. What is behind the winner decides nothing any more, so it is asked only on request.</summary>
    private void NoteWhatIsBehind(Candidate? winner)
    {
        foreach (Candidate candidate in _candidates.Where(c => c != winner && c.Outcome is TraceOutcome.NotAsked or TraceOutcome.Shadowed))
        {
            if (candidate.Answer is null && !_plan.AskEverySource)
                continue;

            try
            {
                if (Ask(candidate) is not null && candidate.Outcome == TraceOutcome.NotAsked)
                    candidate.Note(TraceOutcome.Shadowed, candidate.Answer!.Detail);
            }
            catch (DiagnosticException)
            {
                // Noted in the trace; an error it is only for a source whose turn came.
            }
        }
    }

    private void WarnOfEnvironment(Candidate? winner)
    {
        Candidate? environment = _candidates.Find(c => c.IsEnvironment);
        if (environment?.Answer?.Set is not { } set || winner is null)
            return;

        if (winner == environment)
            WarnOfShadowedProfile();

        bool isCompleted = winner == environment && _plan.Project is not null;
        if (set.ProjectId.IsEmpty && !isCompleted)
        {
            _diagnostics.Add(Findings.KeyWithoutProject(winner == environment
                ? "The key was used without a project."
                : $"Used instead: {winner.Answer!.Detail}{(_plan.Project is null ? "" : ", with the project given: --project does not go before a profile")}."));
        }
    }

    private void WarnOfShadowedProfile()
    {
        foreach (Candidate candidate in _candidates)
        {
            if (candidate.FindShadowedProfile() is not { } name)
                continue;

            candidate.Note(TraceOutcome.Shadowed, $"profile '{name}'");
            _diagnostics.Add(Findings.EnvironmentOverProfile(name));
            return;
        }
    }

    /// <summary>The winner's set, with the explicit overrides in place and the effective URL always there.</summary>
    private List<Credential> Complete(Candidate? winner)
    {
        if (winner?.Answer is not { Set: { } set } answer)
        {
            ReportMissing(Variable.ApiKey);
            return [];
        }

        List<Credential> own = [.. set.From(answer.Detail)];
        Credential url = _plan.BaseUrl ?? own.Find(c => c.Variable == Variable.BaseUrl) ?? ExplicitSource.BaseUrlDefault;
        Credential? project = _plan.Project ?? own.Find(c => c.Variable == Variable.ProjectId);
        if (project is null && _plan.RequireProject)
            ReportMissing(Variable.ProjectId);

        // Slashes alone stay, for the validation to reject: nothing left of them would be an empty URL.
        Secret root = url.Value.TrimEnd('/');
        List<Credential> credentials = [own[0], root.IsEmpty ? url : url with { Value = root }];
        if (project is not null)
            credentials.Add(project);
        return credentials;
    }

    private void ReportMissing(Variable variable)
    {
        if (_plan.Missing is not { } severity)
            return;

        CiSystem? ci = variable.IsSecret ? CiSystem.Find(_host) : null;
        string? withheld = ci?.ExplainWithholding(_host);
        if (withheld is not null && _plan.SkipsForkPullRequest)
        {
            _diagnostics.Add(Findings.ForkPullRequest(variable, withheld));
            return;
        }

        string asked = string.Join(", ", _candidates.Select(c => c.Answer?.Set is null ? $"{c.Reference} ({c.Detail})" : $"{c.Answer.Detail} (no {variable})"));
        _diagnostics.Add(Findings.Missing(variable, severity, asked, FindMisspelling(variable), ci?.ExplainMapping(variable, _host), withheld));
    }

    private string? FindMisspelling(Variable variable) =>
        s_misspellings.First(m => m.Meant == variable).Spellings.FirstOrDefault(name => !string.IsNullOrEmpty(_host.GetInAnyCase(name)));

    /// <summary>True, false, or null where it is neither. The words are those llamactl takes; empty is unset.</summary>
    private bool? ReadUseProfile() => _host.GetInAnyCase("LLAMA_CLOUD_USE_PROFILE")?.ToLowerInvariant() switch
    {
        null or "" or "0" or "false" or "f" or "no" or "n" or "off" => false,
        "1" or "true" or "t" or "yes" or "y" or "on" => true,
        _ => null,
    };

    private Resolution Conclude(IReadOnlyList<Diagnostic> diagnostics, IReadOnlyList<Credential> credentials) =>
        new(credentials, [.. _candidates.Select(c => c.ToStep())], diagnostics);

    /// <summary>A source in the order of precedence, what it answered and what became of it.</summary>
    private sealed class Candidate(SourceReference reference, ISource source)
    {
        internal SourceReference Reference { get; } = reference;

        internal Answer? Answer { get; private set; }

        internal TraceOutcome Outcome { get; private set; } = TraceOutcome.NotAsked;

        internal string Detail { get; private set; } = "its turn did not come";

        internal bool IsEnvironment => source is EnvironmentSource;

        internal bool IsProfile => source is ProfileSource;

        internal void Note(TraceOutcome outcome, string detail) => (Outcome, Detail) = (outcome, detail);

        internal CredentialSet? Ask()
        {
            if (Answer is not null)
                return Answer.Set;

            try
            {
                Answer = source.Ask();
            }
            catch (DiagnosticException e)
            {
                Note(TraceOutcome.Broken, e.Diagnostic.Message);
                throw;
            }

            if (Answer.Set is null)
                Note(TraceOutcome.Absent, Answer.Detail);
            return Answer.Set;
        }

        internal string? FindShadowedProfile() => (source as ProfileSource)?.FindShadowed();

        internal TraceStep ToStep() => new(Reference.ToString(), Outcome, Detail, [.. Answer?.Set?.From(Answer.Detail) ?? []]);
    }
}
