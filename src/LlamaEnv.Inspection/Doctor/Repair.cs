using System.Text;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Inspection.Doctor;

/// <summary>Puts the lines of findings where they belong, where that is certain. Everything that stands there stays, byte for byte.</summary>
internal static class Repair
{
    /// <summary>The findings whose lines can be put in place.</summary>
    internal static IReadOnlyList<Finding> Certain(IEnumerable<Finding> findings) => [.. findings.Where(static f => f is { Fix: not null, FixLine: > 0 })];

    /// <summary>Changes all files or none.</summary>
    /// <param name="findings">Those of <see cref="Certain"/>, of one repository.</param>
    /// <param name="tree">What they were found in: a file that has changed since is left alone.</param>
    /// <param name="cancellationToken">Ends the wait for a lock.</param>
    /// <returns>The files that were changed, from the root.</returns>
    /// <exception cref="LlamaEnv.Diagnostics.DiagnosticException">A file cannot be written. None was changed.</exception>
    internal static IReadOnlyList<string> Apply(IReadOnlyList<Finding> findings, RepositoryTree tree, CancellationToken cancellationToken)
    {
        List<FileChange> changes = [];
        List<string> files = [];
        foreach (IGrouping<string, Finding> group in findings.GroupBy(static f => f.FixFile ?? f.Diagnostic.File!, StringComparer.Ordinal))
        {
            (int Line, string Text)[] additions = [.. group.Select(static f => (f.FixLine, f.Fix!)).Distinct().OrderByDescending(static a => a.FixLine)];
            byte[]? before = FileReader.ReadIfExists(tree.PathOf(group.Key));
            files.Add(group.Key);
            changes.Add(new FileChange(tree.PathOf(group.Key), now => now.AsSpan().SequenceEqual(before) ? Insert(now, additions) : now ?? [], IsPrivate: false));
        }

        FileTransaction.Commit(changes, cancellationToken);
        return files;
    }

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
