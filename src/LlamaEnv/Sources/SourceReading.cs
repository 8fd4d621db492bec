using LlamaEnv.Diagnostics;

namespace LlamaEnv.Sources;

/// <summary>What a source holds.</summary>
/// <param name="find">Looks a variable up.</param>
internal sealed class SourceReading(Func<Variable, Lookup> find)
{
    /// <summary>The name of what was read, where the source holds several: the profile's.</summary>
    internal string? Entry { get; init; }

    /// <summary>A source that is not there.</summary>
    internal static SourceReading Absent(string reason)
    {
        Lookup absent = Lookup.Absent(reason);
        return new SourceReading(_ => absent);
    }

    /// <summary>What it has for a variable.</summary>
    /// <exception cref="DiagnosticException">What stands there for this variable cannot be read, or is not there although the user named it.</exception>
    internal Lookup Find(Variable variable) => find(variable);
}

/// <summary>A source's answer about one variable.</summary>
/// <param name="Value">Its value; empty when it is absent.</param>
/// <param name="Detail">The source as messages name it; when absent, why.</param>
/// <param name="File">The file it stands in; null where there is none.</param>
/// <param name="Line">The line in <paramref name="File"/>, from 1; 0 where it has none.</param>
internal sealed record Lookup(Secret Value, string Detail, string? File = null, int Line = 0)
{
    /// <summary>When the value ends to be good; null where it does not, or its source does not say.</summary>
    internal DateTimeOffset? Expiration { get; init; }

    internal static Lookup Absent(string reason) => new(default, reason);

    /// <summary>The value with its variable and its place; null where it is absent.</summary>
    internal Credential? ToCredential(Variable variable) => Value.IsEmpty ? null : new Credential(variable, Value, Detail) { File = File, Line = Line, Expiration = Expiration };
}
