using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Inspection.Reports;

/// <summary>
/// The file of findings that a repository lives with: one a line, with code, fingerprint and file. A finding whose line moved
/// is the same one; in another file it is another.
/// </summary>
internal sealed class Baseline
{
    /// <summary>Its name in the root of the repository.</summary>
    internal const string FileName = ".llama-env-baseline";

    private const string Head = """
        # Findings of 'dotnet llama-env scan' and 'dotnet llama-env doctor' that are known here, and no longer reported.
        # Each line: code, fingerprint, file. '--update-baseline' writes this file. Lines may be deleted.

        """;

    private readonly HashSet<string> _entries;

    private Baseline(IEnumerable<string> entries) => _entries = new(entries, StringComparer.Ordinal);

    /// <summary>That of a folder where there is none.</summary>
    internal static Baseline Empty { get; } = new([]);

    /// <summary>The file's; <see cref="Empty"/> where there is none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    internal static Baseline Read(string path) => FileReader.ReadIfExists(path) is { } bytes ? Parse(Encoding.UTF8.GetString(bytes)) : Empty;

    internal static Baseline Parse(string text) => new(text.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0 && line[0] != '#'));

    /// <summary>Whether the finding is known.</summary>
    internal bool Covers(Finding finding) => EntryOf(finding) is { } entry && _entries.Contains(entry);

    /// <summary>The text of a file with these findings; those that cannot be known again are not in it.</summary>
    internal static string Format(IEnumerable<Finding> findings)
    {
        StringBuilder text = new(Head.ReplaceLineEndings("\n"));
        foreach (string entry in findings.Select(EntryOf).OfType<string>().Distinct().Order(StringComparer.Ordinal))
            text.Append(entry).Append('\n');
        return text.ToString();
    }

    /// <summary>Replaces the file in one step.</summary>
    /// <exception cref="DiagnosticException">It cannot be written.</exception>
    internal static void Write(string path, IEnumerable<Finding> findings, CancellationToken cancellationToken)
    {
        byte[] content = Encoding.UTF8.GetBytes(Format(findings));
        FileTransaction.Commit([new FileChange(path, _ => content, IsPrivate: false)], cancellationToken);
    }

    /// <summary>A name may hold a line end, or a key.</summary>
    private static string? EntryOf(Finding finding) => finding switch
    {
        { Fingerprint: null } => null,
        { Diagnostic.File: { } file } => $"{finding.Diagnostic.Code} {finding.Fingerprint} {SafeText.Line(file)}",
        _ => $"{finding.Diagnostic.Code} {finding.Fingerprint}",
    };
}
