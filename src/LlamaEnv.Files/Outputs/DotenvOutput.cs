using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.Outputs.Readers;

namespace LlamaEnv.Files.Outputs;

/// <summary>
/// Sets variables in a .env file. Of a line that assigns one of them, indentation and <c>export</c> stay, the assignment
/// becomes <c>NAME=value</c>, and a comment behind it moves to a line of its own above, because several readers take it
/// for a part of the value. Every other byte stays.
/// </summary>
internal static class DotenvOutput
{
    /// <summary>A file that is no .env file at all would fill a build log.</summary>
    private const int MaxReportedLines = 5;

    /// <summary>A file of this size is read back only when it changes.</summary>
    private const int Large = 1024 * 1024;

    internal static Rendering Render(byte[]? existing, IReadOnlyList<Credential> credentials, string path, bool overwritesReferences = false)
    {
        byte[] bytes = existing ?? [];
        DotenvFile file = DotenvFile.Scan(bytes, [.. Variable.All.Select(v => v.Name).Union(credentials.Select(c => c.Variable.Name)).Select(Encoding.ASCII.GetBytes)]);
        if (file.Unreadable is { } reason)
            return new Rendering(bytes, [Findings.CannotEdit(path, reason)]);

        List<Diagnostic> diagnostics = [];
        List<DotenvAssignment> assignments = [];
        foreach (Credential credential in credentials)
        {
            QuotedValue value = DotenvQuoting.Quote(credential.Value);
            if (value.Lost is { } lost)
                diagnostics.Add(Findings.NotExpressible(credential.Variable, value.Severity, lost));
            assignments.Add(new DotenvAssignment(Encoding.ASCII.GetBytes(credential.Variable.Name), value.Bytes, false));
        }

        if (!overwritesReferences)
            diagnostics.AddRange(FindReferences(file, credentials, path));
        if (diagnostics.Exists(d => d.Severity == DiagnosticSeverity.Error))
            return new Rendering(bytes, [.. DescribeOdd(file, assignments, [], path), .. diagnostics]);

        diagnostics.AddRange(ExistingSet.Compare(credentials, path, variable => BareText(file, variable)));

        Patch patch = new(bytes);
        int behindLast = 0;
        foreach (DotenvFile.Entry entry in file.Entries)
        {
            int index = assignments.FindIndex(a => file.Has(entry, a.Name));
            if (index < 0)
                continue;

            if (CommentLine(bytes.AsSpan(entry.Comment), file.LineEndOf(entry)) is { Length: > 0 } comment)
                patch.Replace(entry.Start, entry.Start, comment);
            else if (entry.FollowsByteOrderMark)
                diagnostics.Add(Findings.HiddenByByteOrderMark(path));
            patch.Replace(entry.Name.Start.Value, entry.TextEnd, assignments[index].Line);
            assignments[index] = assignments[index] with { IsPresent = assignments[index].IsPresent || file.IsWhole(entry) };
            behindLast = entry.TextEnd;
        }

        DotenvPlacement placement = Place(patch, bytes, file, assignments, behindLast);
        if (file.Oddities.Count > 0 || placement.Losses.Count > 0)
            diagnostics.InsertRange(0, DescribeOdd(file, assignments, placement.Losses.Select(l => (LineOf(l.Start), l.Reader.Name)), path));
        return placement.Disturbed is { } disturbed
            ? new Rendering(bytes, [.. diagnostics, Findings.CannotEditAround(path, LineOf(disturbed))])
            : new Rendering(placement.Content, diagnostics);

        int LineOf(int position) => patch.LineOf(placement.WithoutNew(position));
    }

    /// <summary>The API key of every line that sets it; an empty one where none does.</summary>
    /// <exception cref="ArgumentException">It is no .env file, or opens a quote that is never closed.</exception>
    internal static IReadOnlyList<Secret> KeysIn(byte[] content)
    {
        byte[] name = Encoding.ASCII.GetBytes(Variable.ApiKey.Name);
        DotenvFile file = DotenvFile.Scan(content, [name]);
        return file.Unreadable is { } reason ? throw new ArgumentException(reason)
            : [.. file.Entries.Where(entry => file.Has(entry, name)).Select(entry => DotenvValue.Of(file, entry)).DefaultIfEmpty()];
    }

    /// <summary>
    /// What is new goes to the end; or, where a reader would not see it there, above the line that takes it in or to the top,
    /// if fewer would miss it. Each is read back as every reader does. Not behind a byte order mark, where half of them would.
    /// </summary>
    private static DotenvPlacement Place(Patch patch, byte[] bytes, DotenvFile file, List<DotenvAssignment> assignments, int behindLast)
    {
        byte[] edited = patch.Apply();
        List<DotenvAssignment> added = [.. assignments.Where(a => !a.IsPresent)];
        byte[] end = added.Count == 0 ? [] : Append(file, added, DotenvFile.EndsInBackslash(bytes.AsSpan(behindLast)));
        byte[] content = DotenvPlacement.Insert(edited, edited.Length, end);
        if (!Lines.MayTakeInOthers(content) || (content.Length > Large && content.AsSpan().SequenceEqual(bytes)))
            return new DotenvPlacement(content);

        Lazy<DotenvFile> before = new(() => DotenvFile.Scan(bytes));
        DotenvPlacement best = DotenvPlacement.Of(edited, edited.Length, end, bytes, before, assignments, added);
        if (added.Count == 0 || best.IsGood || file.HasByteOrderMark)
            return best;

        byte[] lines = [.. added.SelectMany(a => a.Line.Concat(file.DominantLineEnd().ToArray()))];
        foreach (int at in (int[])[best.Above(), 0])
        {
            DotenvPlacement other = DotenvPlacement.Of(edited, at, lines, bytes, before, assignments, added);
            best = other.IsBetterThan(best) ? other : best;
        }

        return best;
    }

    /// <summary>Lines of others that readers disagree on, and those that take in ours.</summary>
    private static IEnumerable<Diagnostic> DescribeOdd(DotenvFile file, List<DotenvAssignment> assignments, IEnumerable<(int Line, string Reader)> losses, string path)
    {
        ILookup<int, string> readers = losses.ToLookup(l => l.Line, l => l.Reader);
        // A line of ours is about to be repaired.
        DotenvFile.Oddity[] others = [.. file.Oddities.Where(o => o.Entry is not { } entry || !assignments.Exists(a => file.Has(entry, a.Name)))];
        return others.Select(o => Findings.MalformedLine(path, o.Line, o.What, [.. readers[o.Line]]))
            .Concat(readers.Where(r => !others.Any(o => o.Line == r.Key)).OrderBy(r => r.Key).Select(r => Findings.TakesInOthers(path, r.Key, [.. r])))
            .Take(MaxReportedLines);
    }

    /// <summary>One finding for each variable of which a reference stands in the file.</summary>
    private static IEnumerable<Diagnostic> FindReferences(DotenvFile file, IReadOnlyList<Credential> credentials, string path)
    {
        foreach (Credential credential in credentials)
        {
            byte[] name = Encoding.ASCII.GetBytes(credential.Variable.Name);
            foreach (DotenvFile.Entry entry in file.Entries)
            {
                if (file.Has(entry, name) && ExistingValue.FindReference(file, entry, credential.Variable, credential.Value) is { } reference)
                {
                    yield return Findings.ReferenceKept(credential.Variable, path, entry.Line, reference);
                    break;
                }
            }
        }
    }

    /// <summary>
    /// Appends what was not there. A file whose last line has no line end keeps it so. Behind a byte order mark alone starts
    /// a new line, as many readers lose the variable on the first. Behind a line that ends in a backslash stays one empty.
    /// </summary>
    private static byte[] Append(DotenvFile file, List<DotenvAssignment> assignments, bool isBehindBackslash)
    {
        List<byte> text = [];
        ReadOnlySpan<byte> lineEnd = file.DominantLineEnd();
        if (isBehindBackslash)
            text.AddRange(lineEnd);
        ReadOnlySpan<byte> separator = file.EndsInHalfLineEnd ? "\n"u8 : lineEnd;
        foreach (DotenvAssignment assignment in assignments)
        {
            if (file.EndsOpen)
                text.AddRange(separator);
            text.AddRange(assignment.Line);
            if (!file.EndsOpen)
                text.AddRange(lineEnd);
            separator = lineEnd;
        }

        return [.. text];
    }

    /// <summary>Not indented, whatever the line is: Node.js 20 takes an indented comment for the start of the name below, dotenv.net for a name.</summary>
    private static byte[] CommentLine(ReadOnlySpan<byte> comment, ReadOnlySpan<byte> lineEnd) =>
        comment.IsEmpty ? []
        : comment[^1] == (byte)'\\' ? [.. comment, (byte)' ', .. lineEnd] // systemd would continue the comment over our line.
        : [.. comment, .. lineEnd];

    /// <summary>A value without its quotes: enough to compare it with one of ours, which needs none.</summary>
    private static string? BareText(DotenvFile file, Variable variable) =>
        file.FindLast(variable.Name) is { } entry ? Encoding.UTF8.GetString(file.ValueOf(entry)).Trim('"', '\'', '`') : null;
}
