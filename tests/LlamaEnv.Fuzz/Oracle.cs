using System.Globalization;
using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files;

namespace LlamaEnv.Fuzz;

/// <summary>What holds for everything that is said, whatever was put in.</summary>
internal static class Oracle
{
    private static readonly string[] s_commands = ["##vso[", "##[", "##teamcity[", "::error::", "::add-mask::"];

    /// <summary>No internal error, no key, nothing that acts.</summary>
    internal static void Check(InjectResult result, Canary canary)
    {
        foreach (Diagnostic diagnostic in result.Diagnostics)
        {
            Check(diagnostic.Text, canary, isLine: true);
            Check(diagnostic.Message, canary, isLine: false);
            Check(diagnostic.File ?? "", canary, isLine: false);
        }

        Check(result.Summary, canary, isLine: true);
        foreach (TraceStep step in result.Trace.SelectMany(trace => trace.Steps))
        {
            Check($"{step.Source} {step.Detail}", canary, isLine: false);
            if (step.Offered is { } offered)
                Check([offered], canary);
        }

        Check(result.Credentials, canary);
        Check(string.Join(' ', result.Files.Select(f => f.Path)), canary, isLine: false);
    }

    /// <summary>A value that should be public does not know what else is secret; the tool does, which prints it.</summary>
    private static void Check(IReadOnlyList<Credential> credentials, Canary canary)
    {
        foreach (Credential credential in credentials)
            Check(canary.LooksLikeKey ? $"{credential} {credential.Source}" : credential.Source, canary, isLine: false);
    }

    /// <summary>The same of what the tool prints, line by line.</summary>
    internal static void Check(string text, Canary canary, bool isLine)
    {
        if (text.Contains(canary.Mark, StringComparison.OrdinalIgnoreCase))
            throw new FuzzException($"a key is shown: {text}");
        if (text.Contains(DiagnosticCodes.InternalError, StringComparison.Ordinal) || text.Contains("Unhandled exception", StringComparison.Ordinal))
            throw new FuzzException($"an internal error: {text}");
        if (isLine && Find(text) is { } what)
            throw new FuzzException($"{what} is shown: {text}");
    }

    /// <summary>What in the text would act on a terminal or a pipeline.</summary>
    private static string? Find(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                return $"U+{rune.Value:X4}";
        }

        return s_commands.FirstOrDefault(command => text.Contains(command, StringComparison.OrdinalIgnoreCase));
    }
}
