using LlamaEnv.Ci;
using LlamaEnv.Diagnostics;
using LlamaEnv.Sources;
using LlamaEnv.Validation;

namespace LlamaEnv;

/// <summary>
/// Asks the sources in order. The first that offers a set decides; one that is broken ends the resolution, because a
/// stale value further down must never be used in its place. The exception to the order is llamactl's rule that the
/// environment goes before an existing profile only when it has key and project.
/// </summary>
internal sealed class Resolver
{
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
        List<Credential> set = [];
        List<Credential> declared;
        try
        {
            if (ReadUseProfile(_host) is { } useProfile)
                set = ResolveSet(useProfile);
            else
                _diagnostics.Add(Findings.BadUseProfile());
            declared = [.. _plan.Variables.Select(ResolveDeclared).OfType<Credential>()];
        }
        catch (DiagnosticException e)
        {
            return Conclude([e.Diagnostic], [], []);
        }

        return set.Exists(c => c.Variable == Variable.ApiKey)
            ? Conclude(_diagnostics, [.. set, .. declared], [])
            : Conclude(_diagnostics, declared, set);
    }

    /// <summary>The LlamaCloud set; without a key, what there is of it.</summary>
    /// <exception cref="DiagnosticException">A source is broken.</exception>
    private List<Credential> ResolveSet(bool useProfile)
    {
        Candidate? winner = FindWinner(useProfile);
        WarnOfEnvironment(winner);
        NoteWhatIsBehind(winner);
        List<Credential> set = Complete(winner?.Answer is { Set: { } own } answer ? [.. own.From(answer.Detail)] : FindSpare(useProfile));
        _diagnostics.AddRange(UrlWarnings.Find(set, _plan, _host));
        return set;
    }

    /// <summary>A declared variable stands alone: the first source that has it decides. <c>LLAMA_CLOUD_USE_PROFILE</c> is not about it.</summary>
    /// <exception cref="DiagnosticException">A source is broken.</exception>
    private Credential? ResolveDeclared(Variable variable)
    {
        List<string> asked = [];
        foreach (Candidate candidate in _candidates)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            Lookup found = candidate.Find(variable);
            if (!found.Value.IsEmpty)
                return new Credential(variable, found.Value, found.Detail);

            asked.Add($"{candidate.Reference} ({found.Detail})");
        }

        if (!variable.Default.IsEmpty)
            return new Credential(variable, variable.Default, "default");

        if (variable.IsRequired)
            ReportMissing(variable, asked);
        return null;
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

        // A key alone that is used as it is needs no word, unless a project is asked for.
        bool isReplaced = winner != environment;
        if (set.ProjectId.IsEmpty && (isReplaced || (_plan.RequireProject && _plan.Project is null)))
        {
            _diagnostics.Add(Findings.KeyWithoutProject(isReplaced
                ? $"Used instead: {winner.Answer!.Detail}{(_plan.Project is null ? "" : ", with the project given: --project does not go before a profile")}."
                : "Used: that key, without the project that is required."));
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

    /// <summary>What the environment has beside the key that is missing there.</summary>
    private List<Credential> FindSpare(bool useProfile) => useProfile || _candidates.Find(c => c.IsEnvironment) is not { } environment ? [] :
    [
        .. from variable in (IEnumerable<Variable>)[Variable.BaseUrl, Variable.ProjectId]
           let found = environment.Find(variable)
           where !found.Value.IsEmpty
           select new Credential(variable, found.Value, found.Detail),
    ];

    /// <summary>A set, with the explicit overrides in place and the effective URL always there.</summary>
    private List<Credential> Complete(List<Credential> own)
    {
        Credential? key = own.Find(c => c.Variable == Variable.ApiKey);
        Credential url = _plan.BaseUrl ?? own.Find(c => c.Variable == Variable.BaseUrl) ?? ExplicitSource.BaseUrlDefault;
        Credential? project = _plan.Project ?? own.Find(c => c.Variable == Variable.ProjectId);
        if (key is null)
            ReportMissing(Variable.ApiKey, DescribeCandidates(Variable.ApiKey));
        if (project is null && _plan.RequireProject)
            ReportMissing(Variable.ProjectId, DescribeCandidates(Variable.ProjectId));

        return [.. new[] { key, url with { Value = ApiUrl.Normalize(url.Value) }, project }.OfType<Credential>()];
    }

    private IEnumerable<string> DescribeCandidates(Variable variable) =>
        _candidates.Select(c => c.Answer?.Set is null ? $"{c.Reference} ({c.Detail})" : $"{c.Answer.Detail} (no {variable})");

    private void ReportMissing(Variable variable, IEnumerable<string> asked)
    {
        if (_plan.Missing is not { } severity)
            return;

        CiSystem? ci = variable.IsSecret ? CiSystem.Find(_host) : null;
        string? withheld = ci?.ExplainWithholding(_host);
        _diagnostics.Add(withheld is not null && _plan.SkipsForkPullRequest
            ? Findings.ForkPullRequest(variable, withheld)
            : Findings.Missing(variable, severity, string.Join(", ", asked), WrongNameSearch.Find(variable, _plan, _host), ci?.ExplainMapping(variable, _host), withheld));
    }

    /// <summary>True, false, or null where it is neither. The words are those llamactl takes; empty is unset.</summary>
    internal static bool? ReadUseProfile(HostEnvironment host) => host.GetInAnyCase("LLAMA_CLOUD_USE_PROFILE")?.ToLowerInvariant() switch
    {
        null or "" or "0" or "false" or "f" or "no" or "n" or "off" => false,
        "1" or "true" or "t" or "yes" or "y" or "on" => true,
        _ => null,
    };

    private Resolution Conclude(IReadOnlyList<Diagnostic> diagnostics, IReadOnlyList<Credential> credentials, IReadOnlyList<Credential> spare) =>
        new(credentials, spare, [.. _candidates.Select(c => c.ToStep())], diagnostics);

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

        internal Lookup Find(Variable variable) => source.Find(variable);

        internal string? FindShadowedProfile() => (source as ProfileSource)?.FindShadowed();

        internal TraceStep ToStep() => new(Reference.ToString(), Outcome, Detail, [.. Answer?.Set?.From(Answer.Detail) ?? []]);
    }
}
