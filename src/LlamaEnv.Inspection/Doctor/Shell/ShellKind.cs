namespace LlamaEnv.Inspection.Doctor.Shell;

/// <summary>Whose rules a command line follows.</summary>
internal enum ShellKind
{
    /// <summary>A shell of Unix.</summary>
    Posix,

    /// <summary>PowerShell: <c>$env:K</c>, a backtick at the end of a line that goes on.</summary>
    PowerShell,

    /// <summary>cmd: <c>%K%</c>, a caret at the end of a line that goes on.</summary>
    Cmd,
}
