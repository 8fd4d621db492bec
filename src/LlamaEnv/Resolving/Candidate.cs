using LlamaEnv.Diagnostics;
using LlamaEnv.Sources;

namespace LlamaEnv.Resolving;

/// <summary>A source in the order of precedence: what it said, and what became of the set it offered.</summary>
internal sealed class Candidate(ChosenSource source, SourceContext context, CancellationToken cancellationToken)
{
    internal const string NotReached = "the search ended before it";

    private readonly ISource _source = source.Kind.Open(source.Reference);
    private SourceReading? _reading;

    internal string Name { get; } = source.Reference.ToString();

    internal bool IsEnvironment => source.Kind.Role == SourceRole.Environment;

    internal bool IsProfile => source.Kind.Role == SourceRole.Profile;

    /// <summary>The set it offers; null where it has none, or was not asked.</summary>
    internal CredentialSet? Set { get; private set; }

    internal TraceOutcome Outcome { get; private set; } = TraceOutcome.NotAsked;

    internal string Detail { get; private set; } = NotReached;

    /// <summary>Whether it answered at all, with a set or without.</summary>
    internal bool IsAsked { get; private set; }

    internal void Note(TraceOutcome outcome, string detail) => (Outcome, Detail) = (outcome, detail);

    /// <summary>The set it offers. It is read once.</summary>
    /// <exception cref="DiagnosticException">It is broken.</exception>
    internal CredentialSet? Ask()
    {
        if (IsAsked)
            return Set;

        try
        {
            SourceReading reading = Read();
            Set = CredentialSet.Of(reading);
            IsAsked = true;
            if (Set is null)
                Note(TraceOutcome.Absent, reading.Find(Variable.ApiKey).Detail);
            return Set;
        }
        catch (DiagnosticException e)
        {
            Note(TraceOutcome.Broken, e.Diagnostic.Brief ?? e.Diagnostic.Message);
            throw;
        }
    }

    /// <summary>What it has for a variable, whatever set it offers.</summary>
    /// <exception cref="DiagnosticException">It is broken.</exception>
    internal Lookup Find(Variable variable) =>
        variable.IsDeclared && source.Kind.WithoutDeclared is { } reason ? Lookup.Absent(reason) : Read().Find(variable);

    /// <summary>
    /// The name of what it would read, or null. Decides nothing, so it never waits for somebody else's lock and takes a
    /// broken source for none.
    /// </summary>
    internal string? PeekEntry()
    {
        try
        {
            return (_reading ?? _source.Read(context with { MayWait = false }, cancellationToken)).Entry;
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }

    private SourceReading Read()
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _reading ??= _source.Read(context, cancellationToken);
    }
}
