namespace LlamaEnv.Tool;

/// <summary>What <c>--dry-run</c> prints: each source, what it offered or why it did not serve, and what would be written.</summary>
internal static class TraceReport
{
    internal static void Write(InjectResult result, Terminal terminal)
    {
        int width = result.Trace.Select(s => s.Source.Length).DefaultIfEmpty(0).Max();
        foreach (TraceStep step in result.Trace)
        {
            terminal.WriteData($"{step.Source.PadRight(width)}  {Name(step.Outcome),-9}  {step.Detail}");
            foreach (Credential offered in step.Offered)
                terminal.WriteData($"{new string(' ', width)}             {offered}");
        }

        foreach (Credential credential in result.Credentials)
            terminal.WriteData($"{credential}  (from {credential.Source})");

        foreach (OutputFile file in result.Files)
            terminal.WriteData($"{(file.Changed ? "would write" : "unchanged")} {file.Path}");
    }

    private static string Name(TraceOutcome outcome) => outcome switch
    {
        TraceOutcome.Used => "used",
        TraceOutcome.Shadowed => "shadowed",
        TraceOutcome.Absent => "absent",
        TraceOutcome.Skipped => "skipped",
        TraceOutcome.NotAsked => "not asked",
        TraceOutcome.Broken => "broken",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}
