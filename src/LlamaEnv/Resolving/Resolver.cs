using LlamaEnv.Diagnostics;
using LlamaEnv.Sources;
using LlamaEnv.Validation;

namespace LlamaEnv.Resolving;

/// <summary>
/// Asks the sources in order. The first that offers a set decides; one that is broken ends the resolution, because a
/// stale value further down must never be used in its place. The exception to the order is llamactl's rule that the
/// environment goes before an existing profile only when it has key and project.
/// </summary>
internal sealed class Resolver
{
    private readonly ResolutionPlan _plan;
    private readonly HostEnvironment _host;
    private readonly CiRun? _ci;
    private readonly Func<Variable, WrongName?> _findWrongName;
    private readonly List<Candidate> _candidates;
    private readonly References _references;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<VariableTrace> _declaredTraces = [];

    private Resolver(ResolutionPlan plan, HostEnvironment host, CiRun? ci, Func<Variable, WrongName?> findWrongName, CancellationToken cancellationToken)
    {
        _plan = plan;
        _host = host;
        _ci = ci;
        _findWrongName = findWrongName;
        SourceContext context = plan.ToContext(host, ci);
        _references = new References(plan.ReferenceKinds, context, cancellationToken);
        _candidates = [.. plan.Sources.Select(s => new Candidate(s, context, cancellationToken))];
    }

    /// <summary>Asks the sources and checks what they say. Writes nothing.</summary>
    /// <param name="plan">What to ask.</param>
    /// <param name="host">The machine.</param>
    /// <param name="ci">The CI system that runs this; null where there is none.</param>
    /// <param name="findWrongName">Finds where a variable was set that nothing reads there, such as under another name.</param>
    /// <param name="cancellationToken">Ends a wait.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal static Resolution Resolve(ResolutionPlan plan, HostEnvironment host, CiRun? ci, Func<Variable, WrongName?> findWrongName, CancellationToken cancellationToken) =>
        new Resolver(plan, host, ci, findWrongName, cancellationToken).Resolve();

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
            return new Resolution([], Trace([]), [.. e.Diagnostic.Notes.Select(note => new Diagnostic(e.Diagnostic.Code, DiagnosticSeverity.Notice, note)), e.Diagnostic]);
        }

        List<Credential> credentials = set.Exists(c => c.Variable == Variable.ApiKey) ? [.. set, .. declared] : declared;
        // What stands ready for a key that is missing is checked only where that is an error anyway: a build that may go
        // without a key is not stopped by what stands beside it.
        bool hasError = _diagnostics.Exists(d => d.Severity == DiagnosticSeverity.Error);
        _diagnostics.AddRange(Validator.Validate(hasError ? [.. credentials, .. set.Except(credentials)] : credentials, _ci, _plan.HttpHosts, _plan.ExpectedKeys));
        return new Resolution(credentials, Trace(credentials), _diagnostics);
    }

    /// <summary>The LlamaCloud set; without a key, what there is of it.</summary>
    /// <exception cref="DiagnosticException">A source is broken.</exception>
    private List<Credential> ResolveSet(bool useProfile)
    {
        Candidate? winner = FindWinner(useProfile);
        WarnOfEnvironment(winner);
        NoteWhatIsBehind(winner);
        List<Credential> set = Complete(winner?.Set is { } own ? [.. own.All.Select(c => IsReplaced(c.Variable) ? c : _references.Resolve(c))] : FindSpare(useProfile));
        _diagnostics.AddRange(UrlWarnings.Find(set, _plan, _host, _findWrongName));
        return set;
    }

    /// <summary>A declared variable stands alone: the first source that has it decides. <c>LLAMA_CLOUD_USE_PROFILE</c> is not about it.</summary>
    /// <exception cref="DiagnosticException">A source is broken.</exception>
    private Credential? ResolveDeclared(Variable variable)
    {
        List<TraceStep> steps = [];
        Credential? value = null;
        try
        {
            foreach (Candidate candidate in _candidates)
            {
                Credential? found = AskForDeclared(candidate, variable, steps, isDecided: value is not null);
                value ??= found;
            }

            value = value is null ? null : _references.Resolve(value);
            if (value is null && !variable.Default.IsEmpty)
            {
                value = new Credential(variable, variable.Default, "default");
                steps.Add(new TraceStep(value.Source, TraceOutcome.Used, "no source has it", value));
            }
        }
        finally
        {
            _declaredTraces.Add(new VariableTrace(variable, value, steps));
        }

        if (value is null && variable.IsRequired)
            ReportMissing(variable, steps.Select(s => $"{s.Source} ({s.Detail})"));
        return value;
    }

    /// <summary>What a source has of a declared variable, noted in the trace.</summary>
    /// <exception cref="DiagnosticException">It is broken, and nothing decided before its turn came.</exception>
    private Credential? AskForDeclared(Candidate candidate, Variable variable, List<TraceStep> steps, bool isDecided)
    {
        if (isDecided && !_plan.AskEverySource)
        {
            steps.Add(new TraceStep(candidate.Name, TraceOutcome.NotAsked, Candidate.NotReached));
            return null;
        }

        try
        {
            Lookup found = candidate.Find(variable);
            Credential? value = found.ToCredential(variable);
            steps.Add(new TraceStep(candidate.Name, value is null ? TraceOutcome.Absent : isDecided ? TraceOutcome.Shadowed : TraceOutcome.Used, found.Detail, value));
            return value;
        }
        catch (DiagnosticException e)
        {
            steps.Add(new TraceStep(candidate.Name, TraceOutcome.Broken, e.Diagnostic.Brief ?? e.Diagnostic.Message));
            if (!isDecided)
                throw;
            return null;
        }
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

            if (candidate.Ask() is not { } set)
                continue;

            if (candidate.IsEnvironment && set.ProjectId is null && FindUsableProfile() is { } profile)
            {
                candidate.Note(TraceOutcome.Shadowed, $"{Variable.ProjectId} is not set, and a key without a project yields to {profile.Source}");
                continue;
            }

            candidate.Note(TraceOutcome.Used, set.Source);
            return candidate;
        }

        return null;
    }

    private CredentialSet? FindUsableProfile() => _candidates.Where(c => c.IsProfile).Select(c => c.Ask()).FirstOrDefault(set => set is not null);

    /// <summary>Completes the trace. What is behind the winner decides nothing any more, so it is asked only on request.</summary>
    private void NoteWhatIsBehind(Candidate? winner)
    {
        foreach (Candidate candidate in _candidates.Where(c => c != winner && c.Outcome is TraceOutcome.NotAsked or TraceOutcome.Shadowed))
        {
            if (!candidate.IsAsked && !_plan.AskEverySource)
                continue;

            try
            {
                if (candidate.Ask() is { } set && candidate.Outcome == TraceOutcome.NotAsked)
                    candidate.Note(TraceOutcome.Shadowed, set.Source);
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
        if (environment?.Set is not { } set || winner is null || _plan.IsInProgram)
            return;

        if (winner == environment)
            WarnOfShadowedProfile();

        // A key alone that is used as it is needs no word, unless a project is asked for.
        bool isReplaced = winner != environment;
        if (set.ProjectId is null && (isReplaced || (_plan.RequireProject && _plan.Project is null)))
        {
            _diagnostics.Add(Findings.KeyWithoutProject(isReplaced
                ? $"Used instead: {winner.Detail}{(_plan.Project is null ? "" : ", with the project given: --project does not override a profile")}."
                : "Used: that key, without the project that is required.", SetInEnvironment));
        }
    }

    private string SetInEnvironment => string.Join(" and ", Variable.All.Select(static v => v.Name).Where(name => _host.GetInAnyCase(name) is { Length: > 0 }));

    private void WarnOfShadowedProfile()
    {
        foreach (Candidate candidate in _candidates.Where(c => c.IsProfile))
        {
            if (candidate.PeekEntry() is not { } name)
                continue;

            candidate.Note(TraceOutcome.Shadowed, $"profile '{name}'");
            _diagnostics.Add(Findings.EnvironmentOverProfile(name, SetInEnvironment));
            return;
        }
    }

    /// <summary>What the environment has beside the key that is missing there.</summary>
    private List<Credential> FindSpare(bool useProfile) => useProfile || _candidates.Find(c => c.IsEnvironment) is not { } environment ? [] :
        [.. new[] { Variable.BaseUrl, Variable.ProjectId }.Select(variable => environment.Find(variable).ToCredential(variable)).OfType<Credential>()];

    /// <summary>Whether the user gave another value than that of any source, so that nothing depends on it.</summary>
    private bool IsReplaced(Variable variable) => (variable == Variable.BaseUrl && _plan.BaseUrl is not null) || (variable == Variable.ProjectId && _plan.Project is not null);

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

        return [.. new[] { key, url with { Value = url.Value.NormalizeUrl() }, project }.OfType<Credential>()];
    }

    private IEnumerable<string> DescribeCandidates(Variable variable) =>
        _candidates.Select(c => c.Set is null ? $"{c.Name} ({c.Detail})" : $"{c.Set.Source} (no {variable})");

    /// <summary>Where a value of another environment than a developer's own is to be set on this machine; null where none is asked for.</summary>
    private string? EnvironmentFile => !_plan.IsInProgram && !EnvironmentNames.IsPersonal(_plan.EnvironmentName) ? $"{Path.GetFileName(_plan.EnvFile)}.{_plan.EnvironmentName}.local" : null;

    /// <summary>What to do where LLAMA_CLOUD_USE_PROFILE asks for a profile and no source is one; null elsewhere.</summary>
    private string? PassedOver =>
        _plan.IsInProgram || ReadUseProfile(_host) is not true || !_candidates.Exists(static c => c.IsEnvironment) || _candidates.Exists(static c => c.IsProfile) ? null
        : Findings.ProfileNotRead(EnvironmentFile is null || _plan.Sources.Any(static source => source.Reference.IsNamed) ? null : _plan.EnvironmentName);

    private void ReportMissing(Variable variable, IEnumerable<string> asked)
    {
        if (_plan.Missing is not { } severity)
            return;

        CiRun? ci = variable.IsSecret ? _ci : null;
        WrongName? wrong = _findWrongName(variable);
        Diagnostic missing = ci?.Withheld is { } withheld && _plan.SkipsForkPullRequest
            ? Findings.ForkPullRequest(variable, withheld)
            : Findings.Missing(variable, severity, string.Join(", ", asked), wrong, ci?.MappingOf(variable), ci?.Withheld, _plan.IsInProgram, EnvironmentFile, _plan.MissingFix ?? (variable == Variable.ApiKey ? PassedOver : null));
        // The environment of a process stays as it is; a file or a profile may come.
        bool mayCome = wrong is null && ci?.Withheld is null && _candidates.Exists(c => !c.IsEnvironment);
        _diagnostics.Add(missing with { Variable = variable.Name, MayHeal = mayCome });
    }

    /// <summary>True, false, or null where it is neither. The words are those llamactl takes; empty is unset.</summary>
    internal static bool? ReadUseProfile(HostEnvironment host) => host.GetInAnyCase("LLAMA_CLOUD_USE_PROFILE")?.ToLowerInvariant() switch
    {
        null or "" or "0" or "false" or "f" or "no" or "n" or "off" => false,
        "1" or "true" or "t" or "yes" or "y" or "on" => true,
        _ => null,
    };

    private IReadOnlyList<VariableTrace> Trace(IReadOnlyList<Credential> credentials) =>
        [.. Variable.All.Select(v => SetTrace.Of(v, credentials, _candidates, _plan)), .. _declaredTraces];
}
