namespace LlamaEnv.Files.Sources.Processes;

/// <summary>Why a program failed, other than that nobody is logged in, and what to do then.</summary>
/// <param name="ExitCode">How it ends then; null where that does not tell.</param>
/// <param name="Said">What it says on standard error then; null where that does not matter.</param>
/// <param name="Hint">What to do.</param>
internal sealed record FailureCause(int? ExitCode, string? Said, string Hint)
{
    internal bool Explains(ProgramOutput output) =>
        (ExitCode is null || ExitCode == output.ExitCode) && (Said is null || output.Error.Contains(Said, StringComparison.OrdinalIgnoreCase));
}
