using LlamaEnv.Diagnostics;

namespace LlamaEnv.Resolving;

/// <summary>The trace of the key, and of the URL and project that come with it.</summary>
internal static class SetTrace
{
    internal static VariableTrace Of(Variable variable, IReadOnlyList<Credential> credentials, IReadOnlyList<Candidate> candidates, ResolutionPlan plan)
    {
        bool hasKey = credentials.Any(c => c.Variable == Variable.ApiKey);
        Credential? value = credentials.FirstOrDefault(c => c.Variable == variable);
        Credential? given = variable == Variable.BaseUrl ? plan.BaseUrl : variable == Variable.ProjectId ? plan.Project : null;
        List<TraceStep> steps = [];
        if (given is not null)
            steps.Add(new TraceStep(given.Source, hasKey ? TraceOutcome.Used : TraceOutcome.Incomplete, hasKey ? "it overrides every source" : "no source has a key", given));

        steps.AddRange(candidates.Select(c => StepOf(c, variable, given)));
        if (value is not null && value != given && !candidates.Any(c => c.Outcome == TraceOutcome.Used && c.Set?.Find(variable) is not null))
            steps.Add(new TraceStep(value.Source, TraceOutcome.Used, "nothing else is set", value));
        return new VariableTrace(variable, value, steps);
    }

    private static TraceStep StepOf(Candidate candidate, Variable variable, Credential? given)
    {
        if (candidate.Set is not { } set)
        {
            return FindAlone(candidate, variable) is { } alone
                ? new TraceStep(candidate.Name, TraceOutcome.Incomplete, candidate.Detail, alone)
                : new TraceStep(candidate.Name, candidate.Outcome, candidate.Detail);
        }

        return set.Find(variable) is not { } offered ? new TraceStep(candidate.Name, TraceOutcome.Absent, $"{set.Source} has no {variable}")
            : candidate.Outcome == TraceOutcome.Used && given is not null ? new TraceStep(candidate.Name, TraceOutcome.Shadowed, $"overridden by {given.Source}", offered)
            : new TraceStep(candidate.Name, candidate.Outcome, candidate.Detail, offered);
    }

    /// <summary>A value that stands beside no key.</summary>
    private static Credential? FindAlone(Candidate candidate, Variable variable)
    {
        try
        {
            return candidate.Outcome == TraceOutcome.Absent ? candidate.Find(variable).ToCredential(variable) : null;
        }
        catch (DiagnosticException)
        {
            return null; // Nobody asked for it.
        }
    }
}
