using LlamaEnv.Diagnostics;
using LlamaEnv.Outputs;

namespace LlamaEnv;

/// <summary>What one run did.</summary>
/// <param name="Credentials">The values, in the order outputs append them. Empty when nothing was resolved.</param>
/// <param name="Trace">For each variable where its value came from, and why from nowhere else. Empty when no source was asked.</param>
/// <param name="Files">The outputs and whether their content changed. Empty when the run failed.</param>
/// <param name="Diagnostics">All findings.</param>
public sealed record InjectResult(
    IReadOnlyList<Credential> Credentials,
    IReadOnlyList<VariableTrace> Trace,
    IReadOnlyList<OutputFile> Files,
    IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Whether nothing of severity error was found.</summary>
    public bool Succeeded => Diagnostics.All(d => d.Severity != DiagnosticSeverity.Error);

    /// <summary>Whether a file was, or in a dry run would be, written.</summary>
    public bool Changed => Files.Any(f => f.Changed);

    /// <summary>One line for people: names, sources and files, never values. Empty when nothing was resolved.</summary>
    public string Summary
    {
        get
        {
            if (Credentials.Count == 0)
                return "";

            string values = string.Join("; ", Credentials.GroupBy(c => c.Source).Select(g => $"{string.Join(", ", g.Select(c => c.Variable.Name))} from {g.Key}"));
            string files = string.Join(", ", Files.Select(f => f.Changed ? f.Path : $"{f.Path} (unchanged)"));
            return Diagnostic.OneLine(files.Length == 0 ? $"{values}: valid" : $"{values} -> {files}");
        }
    }
}
