using LlamaEnv.Diagnostics;

namespace LlamaEnv.Sources;

/// <summary>Where values come from.</summary>
internal interface ISource
{
    /// <summary>Reads the source. Creates nothing: no directory, no database, no lock.</summary>
    /// <exception cref="DiagnosticException">The source is broken, or is not there although the user named it.</exception>
    Answer Ask();

    /// <summary>Looks up a variable that a project declares. Reads what <see cref="Ask"/> reads, and not twice.</summary>
    /// <exception cref="DiagnosticException">As for <see cref="Ask"/>.</exception>
    Lookup Find(Variable variable);
}

/// <summary>A source's answer.</summary>
/// <param name="Set">What it offers; null when it is absent.</param>
/// <param name="Detail">The source as messages name it; when absent, why.</param>
internal sealed record Answer(CredentialSet? Set, string Detail)
{
    internal static Answer Absent(string reason) => new(null, reason);
}

/// <summary>A source's answer about one variable.</summary>
/// <param name="Value">Its value; empty when it is absent.</param>
/// <param name="Detail">The source as messages name it; when absent, why.</param>
internal sealed record Lookup(Secret Value, string Detail)
{
    internal static Lookup Absent(string reason) => new(default, reason);
}
