using System.Text;
using LlamaEnv.Files.IO;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor;

/// <summary>Puts the lines of findings where they belong, where that is certain. Everything that stands there stays, byte for byte.</summary>
internal static class Repair
{
    /// <summary>The findings whose lines can be put in place.</summary>
    internal static IReadOnlyList<Finding> Certain(IEnumerable<Finding> findings) => [.. findings.Where(static f => f is { Fix: not null, FixLine: > 0 })];

    /// <summary>Changes all files or none. A file that would be malformed afterwards is left alone.</summary>
    /// <param name="findings">Those of <see cref="Certain"/>, of one repository.</param>
    /// <param name="tree">What they were found in: a file that has changed since is left alone.</param>
    /// <param name="cancellationToken">Ends the wait for a lock.</param>
    /// <returns>The findings that are mended.</returns>
    /// <exception cref="LlamaEnv.Diagnostics.DiagnosticException">A file cannot be written. None was changed.</exception>
    internal static IReadOnlyList<Finding> Apply(IReadOnlyList<Finding> findings, RepositoryTree tree, CancellationToken cancellationToken)
    {
        List<FileChange> changes = [];
        List<Finding> mended = [];
        foreach (IGrouping<string, Finding> group in findings.GroupBy(FileOf, StringComparer.Ordinal))
        {
            (int Line, string Text)[] additions = [.. group.Select(static f => (f.FixLine, f.Fix!)).Distinct().OrderByDescending(static a => a.FixLine)];
            byte[]? before = FileReader.ReadIfExists(tree.PathOf(group.Key));
            if (!IsSound(group.Key, Insert(before, additions)))
                continue;

            mended.AddRange(group);
            changes.Add(new FileChange(tree.PathOf(group.Key), now => now.AsSpan().SequenceEqual(before) ? Insert(now, additions) : now ?? [], IsPrivate: false));
        }

        FileTransaction.Commit(changes, cancellationToken);
        return mended;
    }

    /// <summary>The file that the lines of a finding go into, from the root.</summary>
    internal static string FileOf(Finding finding) => finding.FixFile ?? finding.Diagnostic.File!;

    private static bool IsSound(string file, byte[] content) =>
        Path.GetExtension(file) is not (".yml" or ".yaml") || YamlText.Parse(Encoding.UTF8.GetString(content.AsSpan().TrimStart(Encoding.UTF8.Preamble)), out _) is not null;

    /// <summary>The same bytes with lines before the given ones, the last first. They end as the file's own lines do.</summary>
    internal static byte[] Insert(byte[]? content, IEnumerable<(int Line, string Text)> additions)
    {
        List<byte> result = [.. content ?? []];
        string end = content is not null && content.AsSpan().IndexOf("\r\n"u8) >= 0 ? "\r\n" : "\n";
        foreach ((int line, string text) in additions)
        {
            int position = 0;
            for (int i = 1; i < line && position < result.Count; i++)
                position = result.IndexOf((byte)'\n', position) is >= 0 and var found ? found + 1 : result.Count;

            bool isOpen = position > 0 && result[position - 1] != (byte)'\n';
            result.InsertRange(position, Encoding.UTF8.GetBytes($"{(isOpen ? end : "")}{text.ReplaceLineEndings(end)}{end}"));
        }

        return [.. result];
    }
}
