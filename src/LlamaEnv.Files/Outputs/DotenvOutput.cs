using System.Buffers;
using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Formats;

namespace LlamaEnv.Outputs;

/// <summary>
/// Sets variables in a .env file. Of a line that assigns one of them, indentation and <c>export</c> stay, the assignment
/// becomes <c>NAME=value</c>, and a comment behind it moves to a line of its own above, because several readers take it
/// for a part of the value. Every other byte stays.
/// </summary>
internal static class DotenvOutput
{
    /// <summary>A file that is no .env file at all would fill a build log.</summary>
    private const int MostReportedLines = 5;

    /// <param name="At">How much of our text stands before it.</param>
    /// <param name="Start">Where it stands in the file.</param>
    /// <param name="Length">Its length.</param>
    private sealed record Kept(int At, int Start, int Length);

    private sealed record Assignment(byte[] Name, byte[] Value, bool IsThere);

    internal static Rendering Render(byte[]? existing, IReadOnlyList<Credential> credentials, string path)
    {
        byte[] bytes = existing ?? [];
        DotenvFile file = DotenvFile.Scan(bytes, [.. Variable.All.Select(v => v.Name).Union(credentials.Select(c => c.Variable.Name)).Select(Encoding.ASCII.GetBytes)]);
        if (file.Unreadable is { } reason)
            return new Rendering(bytes, [Findings.CannotEdit(path, reason)]);

        // A line of ours is about to be repaired.
        IEnumerable<DotenvFile.Oddity> others = file.Oddities.Where(o => o.Entry is not { } entry || !credentials.Any(c => file.Has(entry, Encoding.ASCII.GetBytes(c.Variable.Name))));
        List<Diagnostic> diagnostics = [.. others.Take(MostReportedLines).Select(o => Findings.MalformedLine(path, o.Line, o.What))];
        List<Assignment> assignments = [];
        foreach (Credential credential in credentials)
        {
            QuotedValue value = DotenvQuoting.Quote(credential.Value);
            if (value.Lost is { } lost)
                diagnostics.Add(Findings.NotExpressible(credential.Variable, value.Severity, lost));
            assignments.Add(new(Encoding.ASCII.GetBytes(credential.Variable.Name), value.Bytes, false));
        }

        if (diagnostics.Exists(d => d.Severity == DiagnosticSeverity.Error))
            return new Rendering(bytes, diagnostics);

        if (StaleProject.IsLeft(credentials, BareText(file, Variable.ProjectId)))
            diagnostics.Add(Findings.ForeignProject(path));

        // What is ours, and between it the stretches that stay: so a large file is copied once, into its exact size.
        ArrayBufferWriter<byte> result = new();
        List<Kept> kept = [];
        int copied = 0;
        foreach (DotenvFile.Entry entry in file.Entries)
        {
            int index = assignments.FindIndex(a => file.Has(entry, a.Name));
            if (index < 0)
                continue;

            kept.Add(new Kept(result.WrittenCount, copied, entry.Start - copied));
            ReadOnlySpan<byte> beforeName = bytes.AsSpan(entry.Start..entry.Name.Start.Value);
            WriteComment(result, bytes.AsSpan(entry.Comment), file.LineEndOf(entry));
            result.Write(beforeName);
            if (entry.FollowsByteOrderMark && bytes.AsSpan(entry.Comment).IsEmpty)
                diagnostics.Add(Findings.HiddenByByteOrderMark(path));
            WriteAssignment(result, assignments[index].Name, assignments[index].Value);
            copied = entry.TextEnd;
            assignments[index] = assignments[index] with { IsThere = assignments[index].IsThere || file.IsWhole(entry) };
        }

        kept.Add(new Kept(result.WrittenCount, copied, bytes.Length - copied));
        List<Assignment> added = [.. assignments.Where(a => !a.IsThere)];
        Append(result, file, added, DotenvFile.EndsInBackslash(bytes.AsSpan(copied)));
        byte[] content = Weave(bytes, kept, result.WrittenSpan);
        // Where every quote is closed, a line of ours cannot change what another means.
        return file.Oddities.Count > 0 && FindDisturbed(DotenvFile.Scan(bytes), DotenvFile.Scan(content), assignments, added) is { } disturbed
            ? new Rendering(bytes, [.. diagnostics, Findings.CannotEditAround(path, disturbed)])
            : new Rendering(content, diagnostics);
    }

    /// <summary>
    /// The line of the first assignment that would not mean what it should: ours its new value, all others what they did. A
    /// quote that somebody left open can find a partner further down once the quotes of ours between them are gone.
    /// </summary>
    private static int? FindDisturbed(DotenvFile before, DotenvFile after, List<Assignment> assignments, List<Assignment> added)
    {
        for (int i = 0; i < before.Entries.Count; i++)
        {
            DotenvFile.Entry old = before.Entries[i];
            Assignment? ours = assignments.Find(a => before.Has(old, a.Name));
            if (!after.Assigns(i, before.NameOf(old), ours is null ? before.ValueOf(old) : ours.Value))
                return old.Line;
        }

        for (int i = 0; i < added.Count; i++)
        {
            if (!after.Assigns(before.Entries.Count + i, added[i].Name, added[i].Value))
                return before.Oddities.Count > 0 ? before.Oddities[^1].Line : 0;
        }

        return null;
    }

    /// <summary>
    /// Appends what was not there. A file whose last line has no line end keeps it so. Behind a byte order mark alone starts
    /// a new line, as many readers lose the variable on the first. Behind a line that ends in a backslash stays one empty.
    /// </summary>
    private static void Append(ArrayBufferWriter<byte> result, DotenvFile file, List<Assignment> assignments, bool isBehindBackslash)
    {
        ReadOnlySpan<byte> lineEnd = file.DominantLineEnd();
        if (isBehindBackslash && assignments.Count > 0)
            result.Write(lineEnd);
        ReadOnlySpan<byte> separator = file.EndsInHalfLineEnd ? "\n"u8 : lineEnd;
        foreach ((byte[] name, byte[] value, _) in assignments)
        {
            if (file.EndsOpen)
                result.Write(separator);
            WriteAssignment(result, name, value);
            if (!file.EndsOpen)
                result.Write(lineEnd);
            separator = lineEnd;
        }
    }

    private static byte[] Weave(ReadOnlySpan<byte> bytes, List<Kept> kept, ReadOnlySpan<byte> ours)
    {
        byte[] content = new byte[ours.Length + kept.Sum(k => k.Length)];
        int at = 0;
        int done = 0;
        foreach (Kept stretch in kept)
        {
            ours[done..stretch.At].CopyTo(content.AsSpan(at));
            at += stretch.At - done;
            done = stretch.At;
            bytes.Slice(stretch.Start, stretch.Length).CopyTo(content.AsSpan(at));
            at += stretch.Length;
        }

        ours[done..].CopyTo(content.AsSpan(at));
        return content;
    }

    /// <summary>Not indented, whatever the line is: Node.js 20 takes an indented comment for the start of the name below, dotenv.net for a name.</summary>
    private static void WriteComment(ArrayBufferWriter<byte> result, ReadOnlySpan<byte> comment, ReadOnlySpan<byte> lineEnd)
    {
        if (comment.IsEmpty)
            return;

        result.Write(comment);
        if (comment[^1] == (byte)'\\')
            result.Write(" "u8); // systemd would continue the comment over our line.
        result.Write(lineEnd);
    }

    private static void WriteAssignment(ArrayBufferWriter<byte> result, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        result.Write(name);
        result.Write("="u8);
        result.Write(value);
    }

    /// <summary>A value without its quotes: enough to tell whether there is one.</summary>
    private static string? BareText(DotenvFile file, Variable variable) =>
        file.FindLast(variable.Name) is { } entry ? Encoding.UTF8.GetString(file.ValueOf(entry)).Trim('"', '\'', '`') : null;
}
