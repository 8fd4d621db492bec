using LlamaEnv.Files;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Resolving;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Formatting;

/// <summary>What <c>--dry-run</c> prints: each source, what it offered or why it did not serve, and what would be written.</summary>
internal static class TraceReport
{
    internal static void Write(InjectResult result, UserTerminal terminal)
    {
        IReadOnlyList<TraceStep> sources = result.Trace is [{ } key, ..] ? key.Steps : [];
        int width = sources.Select(s => s.Source.Length).DefaultIfEmpty(0).Max();
        foreach (TraceStep source in sources)
        {
            terminal.WriteData($"{source.Source.PadRight(width)}  {TraceText.Name(source.Outcome),-9}  {source.Detail}");
            if (source.Offered is null)
                continue;

            foreach (Credential offered in SetOf(source, result.Trace))
                terminal.WriteData($"{new string(' ', width)}             {offered}");
        }

        foreach (Credential credential in result.Credentials)
            terminal.WriteData($"{credential}  (from {credential.Source})");

        foreach (OutputFile file in result.Files)
            terminal.WriteData($"{(file.Changed ? "would write" : "unchanged")} {file.Path}");

        if (result.Note.Length > 0)
            terminal.WriteData(result.Note);
    }

    /// <summary>The key that a source offered, and what belongs to it.</summary>
    private static IEnumerable<Credential> SetOf(TraceStep source, IReadOnlyList<VariableTrace> trace) => trace
        .Where(t => Variable.All.Contains(t.Variable))
        .SelectMany(t => t.Steps.Where(s => s.Source == source.Source))
        .Select(s => s.Offered)
        .OfType<Credential>();
}
