using LlamaEnv.Diagnostics;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Projects;

/// <summary>What came of reading a project.</summary>
/// <param name="Settings">Its settings, and what was typed over them; null where it cannot be evaluated.</param>
internal sealed record ProjectReading(Settings? Settings)
{
    /// <summary>That it was read in part only.</summary>
    internal Diagnostic? Warning { get; init; }

    /// <summary>Why it cannot be evaluated.</summary>
    internal EvaluationError? Error { get; init; }

    internal void Report(UserTerminal terminal)
    {
        if (Warning is not null)
            terminal.Write(Warning);
        if (Error is not null)
            terminal.WriteEvaluationError(Error.File, Error.Line, Error.Column, Error.Code, EvaluationError.Message);
    }
}
