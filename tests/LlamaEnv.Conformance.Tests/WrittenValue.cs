using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Outputs;

namespace LlamaEnv.Conformance.Tests;

/// <summary>
/// A value in a new file between two neighbours, as our output wrote it. What our output refuses is written by hand, in the
/// quotes it would have had, to see what refusing it is good for.
/// </summary>
internal sealed class WrittenValue
{
    private const string Name = "VALUE";

    internal WrittenValue(CorpusValue value, string file)
    {
        Value = value;
        File = file;
        Rendering rendering = Render(value.Text);
        Diagnostic = rendering.Diagnostics.SingleOrDefault();
        Content = IsRefused ? Encoding.UTF8.GetBytes($"A_BEFORE=before\nVALUE={Quote(value.Text)}\nZ_AFTER=after\n") : rendering.Content;
    }

    internal CorpusValue Value { get; }

    /// <summary>The name of the file.</summary>
    internal string File { get; }

    internal byte[] Content { get; }

    /// <summary>LLENV0034, or null where every reader is said to read the value.</summary>
    internal Diagnostic? Diagnostic { get; }

    internal bool IsRefused => Diagnostic?.Severity == DiagnosticSeverity.Error;

    /// <summary>How the value stands there: <c>bare</c>, or between which quotes.</summary>
    internal string Style
    {
        get
        {
            char first = (char)Content["A_BEFORE=before\nVALUE=".Length];
            return first is '\'' or '"' ? $"`{first}…{first}`" : "bare";
        }
    }

    /// <summary>Whether the reader got the value and both neighbours, each exactly.</summary>
    internal bool IsReadBy(ReaderRun run) =>
        run.Files[File] is { } reading && reading.Says("A_BEFORE", "before") && reading.Says(Name, Value.Text) && reading.Says("Z_AFTER", "after");

    internal string Describe(ReaderRun run) =>
        $"{Visible.Text(Value.Text.Length > 60 ? Value.Text[..60] + "…" : Value.Text)} ({Style}): read as {run.Files[File].Describe(Name)}, neighbours {run.Files[File].Describe("A_BEFORE")} and {run.Files[File].Describe("Z_AFTER")}";

    private static Rendering Render(string text) => DotenvOutput.Render(
        existing: null,
        [.. new[] { ("A_BEFORE", "before"), (Name, text), ("Z_AFTER", "after") }.Select(v => new Credential(new Variable(v.Item1, IsSecret: false), new Secret(v.Item2), "test"))],
        ".env");

    private static string Quote(string text) => text.Contains('\'') ? $"\"{text}\"" : $"'{text}'";
}
