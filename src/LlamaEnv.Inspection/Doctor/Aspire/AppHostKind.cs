namespace LlamaEnv.Inspection.Doctor.Aspire;

/// <summary>What a resource of an AppHost is.</summary>
internal enum AppHostKind
{
    /// <summary>A project: a process on this machine, something else where it is published.</summary>
    Project,

    /// <summary>A container, which inherits nothing.</summary>
    Container,

    /// <summary>A process on this machine.</summary>
    Executable,
}
