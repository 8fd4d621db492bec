namespace LlamaEnv;

/// <summary>One resolved value: which variable, its text, and where it came from.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Value">Its text, still closed.</param>
/// <param name="Source">The source, as messages name it: <c>environment</c>, <c>profile 'work'</c>, <c>dotenv .env</c>, …</param>
public sealed record Credential(Variable Variable, Secret Value, string Source)
{
    /// <summary>The file it stands in; null where its source has none.</summary>
    public string? File { get; init; }

    /// <summary>The line in <see cref="File"/>, from 1; 0 where it has none.</summary>
    public int Line { get; init; }

    /// <summary>When it ends to be good; null where it does not, or its source does not say.</summary>
    internal DateTimeOffset? Expiration { get; init; }

    /// <summary>The source that has a reference in its place, which a manager resolved; null where the source has the value itself.</summary>
    internal string? ReferenceIn { get; init; }

    /// <summary>Whether the user has set it in place of what a source has, and so means it.</summary>
    internal bool IsExplicit { get; init; }

    /// <summary>Whether a key of this run stands in it, of whatever shape: then it is not public, whatever its variable is.</summary>
    internal bool HoldsKey { get; init; }

    internal bool EndsWithin(TimeSpan time) => Expiration - DateTimeOffset.UtcNow < time;

    /// <summary>The text where it is public, the mask where it is not.</summary>
    public string Display => (HoldsKey ? null : Value.Publish(Variable)) ?? Value.ToString();

    /// <summary>Whether both are the same value of the same variable from the same place.</summary>
    // Written out: what the compiler makes asks EqualityComparer<Secret>, which is compiled anew in every build.
    public bool Equals(Credential? other) =>
        other is not null && Variable == other.Variable && Value == other.Value && Source == other.Source && File == other.File && Line == other.Line && IsExplicit == other.IsExplicit;

    /// <inheritdoc/>
    public override int GetHashCode() => Variable.GetHashCode() ^ Value.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"{Variable}={Display}";
}
