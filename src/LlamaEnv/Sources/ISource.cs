using LlamaEnv.Diagnostics;

namespace LlamaEnv.Sources;

/// <summary>Where values come from.</summary>
internal interface ISource
{
    /// <summary>Reads the source. Creates nothing: no directory, no database, no lock.</summary>
    /// <exception cref="DiagnosticException">The source is broken, or is not there although the user named it.</exception>
    Answer Ask();
}

/// <summary>A source's answer.</summary>
/// <param name="Set">What it offers; null when it is absent.</param>
/// <param name="Detail">The source as messages name it; when absent, why.</param>
internal sealed record Answer(CredentialSet? Set, string Detail)
{
    internal static Answer Absent(string reason) => new(null, reason);
}
