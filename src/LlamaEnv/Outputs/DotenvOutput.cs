using System.Buffers;
using System.Text;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Outputs;

/// <summary>
/// Sets variables in a .env file. Of a line that assigns one of them, indentation and <c>export</c> stay, the assignment
/// becomes <c>NAME=value</c>, and a comment behind it moves to a line of its own above, because several readers take it
/// for a part of the value. Every other byte stays.
/// </summary>
internal static class DotenvOutput
{
    internal static Rendering Render(byte[]? existing, IReadOnlyList<Credential> credentials, string path)
    {
        byte[] bytes = existing ?? [];
        DotenvFile file = DotenvFile.Scan(bytes);
        if (file.Unreadable is { } reason)
            return new Rendering(bytes, [Findings.CannotEdit(path, reason)]);

        List<Diagnostic> diagnostics = [.. file.Oddities.Select(o => Findings.MalformedLine(path, o.Line, o.What))];
        List<(byte[] Name, byte[] Value, bool IsThere)> assignments = [];
        foreach (Credential credential in credentials)
        {
            QuotedValue value = DotenvQuoting.Quote(credential.Value);
            if (value.Lost is { } lost)
                diagnostics.Add(Findings.NotExpressible(credential.Variable, value.Severity, lost));
            assignments.Add((Encoding.ASCII.GetBytes(credential.Variable.Name), value.Bytes, false));
        }

        if (diagnostics.Exists(d => d.Severity == DiagnosticSeverity.Error))
            return new Rendering(bytes, diagnostics);

        if (StaleProject.IsLeft(credentials, file.FindLast(Variable.ProjectId.Name) is not null))
            diagnostics.Add(Findings.ForeignProject(path));

        ArrayBufferWriter<byte> result = new(bytes.Length + 256);
        int copied = 0;
        foreach (DotenvFile.Entry entry in file.Entries)
        {
            int index = assignments.FindIndex(a => file.Has(entry, a.Name));
            if (index < 0)
                continue;

            result.Write(bytes.AsSpan(copied, entry.Start - copied));
            ReadOnlySpan<byte> beforeName = bytes.AsSpan(entry.Start..entry.Name.Start.Value);
            WriteComment(result, beforeName, bytes.AsSpan(entry.Comment), file.LineEndOf(entry));
            result.Write(beforeName);
            if (entry.FollowsByteOrderMark && bytes.AsSpan(entry.Comment).IsEmpty)
                diagnostics.Add(Findings.HiddenByByteOrderMark(path));
            WriteAssignment(result, assignments[index].Name, assignments[index].Value);
            copied = entry.TextEnd;
            assignments[index] = assignments[index] with { IsThere = true };
        }

        result.Write(bytes.AsSpan(copied));
        List<(byte[] Name, byte[] Value, bool IsThere)> added = [.. assignments.Where(a => !a.IsThere)];
        Append(result, file, added);
        byte[] content = result.WrittenSpan.ToArray();
        return FindDisturbed(file, DotenvFile.Scan(content), assignments, added) is { } disturbed
            ? new Rendering(bytes, [.. diagnostics, Findings.CannotEditAround(path, disturbed)])
            : new Rendering(content, diagnostics);
    }

    /// <summary>
    /// The line of the first assignment that would not mean what it should: ours its new value, all others what they did. A
    /// quote that somebody left open can find a partner further down once the quotes of ours between them are gone.
    /// </summary>
    private static int? FindDisturbed(DotenvFile before, DotenvFile after, List<(byte[] Name, byte[] Value, bool IsThere)> assignments, List<(byte[] Name, byte[] Value, bool IsThere)> added)
    {
        for (int i = 0; i < before.Entries.Count + added.Count; i++)
        {
            bool isAdded = i >= before.Entries.Count;
            DotenvFile.Entry old = isAdded ? default : before.Entries[i];
            int ours = isAdded ? -1 : assignments.FindIndex(a => before.Has(old, a.Name));
            ReadOnlySpan<byte> name = isAdded ? added[i - before.Entries.Count].Name : before.NameOf(old);
            ReadOnlySpan<byte> value = isAdded ? added[i - before.Entries.Count].Value : ours >= 0 ? assignments[ours].Value : before.ValueOf(old);
            if (i >= after.Entries.Count || !after.Has(after.Entries[i], name) || !after.ValueOf(after.Entries[i]).SequenceEqual(value))
                return old.Line;
        }

        return null;
    }

    /// <summary>
    /// Appends what was not there. A file whose last line has no line end keeps it so. Behind a byte order mark alone starts
    /// a new line, as many readers lose the variable on the first.
    /// </summary>
    private static void Append(ArrayBufferWriter<byte> result, DotenvFile file, IEnumerable<(byte[] Name, byte[] Value, bool)> assignments)
    {
        ReadOnlySpan<byte> lineEnd = file.DominantLineEnd();
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

    private static void WriteComment(ArrayBufferWriter<byte> result, ReadOnlySpan<byte> beforeName, ReadOnlySpan<byte> comment, ReadOnlySpan<byte> lineEnd)
    {
        if (comment.IsEmpty)
            return;

        int blanks = beforeName.IndexOfAnyExcept((byte)' ', (byte)'\t');
        result.Write(blanks < 0 ? beforeName : beforeName[..blanks]);
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
}
