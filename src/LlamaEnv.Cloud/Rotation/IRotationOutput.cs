using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Rotation;

/// <summary>Where a new key goes beside the profile.</summary>
internal interface IRotationOutput
{
    /// <summary>What the user wrote for it; several where they are written together.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Whether it is not on this machine: what reads it may have read the old key, and hold it for a while.</summary>
    bool IsElsewhere { get; }

    /// <summary>Whether it can be written, asked before a key is made. Changes nothing.</summary>
    IReadOnlyList<Diagnostic> Check(CancellationToken cancellationToken);

    /// <summary>The projects that the key is to work on there; none where nobody can see that. Changes nothing.</summary>
    IReadOnlyList<string> FindProjects(CancellationToken cancellationToken);

    /// <summary>Writes it, and looks whether it is there. Done twice, it is done once.</summary>
    IReadOnlyList<Diagnostic> Write(Secret key, CancellationToken cancellationToken);

    /// <summary>Whether it still has what it should, asked before the old key ends; nothing where it cannot be read. Changes nothing.</summary>
    IReadOnlyList<Diagnostic> Verify(ExpectedKey expected, CancellationToken cancellationToken);
}
