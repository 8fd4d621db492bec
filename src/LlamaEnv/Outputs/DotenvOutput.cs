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
    /// <summary>A file that is no .env file at all would fill a build log.</summary>
    private const int MostReportedLines = 5;

    private sealed record Assignment(byte[] Name, byte[] Value, bool IsThere);

    internal static Rendering Render(byte[]? existing, IReadOnlyList<Credential> credentials, string path)
    {
        byte[] bytes = existing ?? [];
        DotenvFile file = DotenvFile.Scan(bytes);
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

        if (StaleProject.IsLeft(credentials, BareText(file, Variable.ApiKey), BareText(file, Variable.ProjectId)))
            diagnostics.Add(Findings.ForeignProject(path));

        ArrayBufferWriter<byte> result = new(bytes.Length + 256);
        ReadOnlySpan<byte> lineEnd = file.DominantLineEnd();
        int copied = 0;
        foreach (DotenvFile.Entry entry in file.Entries)
        {
            int index = assignments.FindIndex(a => file.Has(entry, a.Name));
            if (index < 0)
                continue;

            result.Write(bytes.AsSpan(copied, entry.Start - copied));
            ReadOnlySpan<byte> beforeName = bytes.AsSpan(entry.Start..entry.Name.Start.Value);
            ReadOnlySpan<byte> ownLineEnd = entry.End > entry.TextEnd ? bytes.AsSpan(entry.TextEnd, entry.End - entry.TextEnd) : lineEnd;
            WriteComment(result, beforeName, bytes.AsSpan(entry.Comment), ownLineEnd);
            result.Write(beforeName);
            if (entry.FollowsByteOrderMark)
                diagnostics.Add(Findings.HiddenByByteOrderMark(path));
            WriteAssignment(result, assignments[index].Name, assignments[index].Value);
            copied = entry.TextEnd;
            assignments[index] = assignments[index] with { IsThere = true };
        }

        result.Write(bytes.AsSpan(copied));
        Append(result, bytes, assignments.Where(a => !a.IsThere), lineEnd);
        return new Rendering(result.WrittenSpan.ToArray(), diagnostics);
    }

    /// <summary>
    /// Appends what was not there. A file whose last line has no line end keeps it so. Behind a byte order mark alone starts
    /// a new line, as many readers lose the variable on the first.
    /// </summary>
    private static void Append(ArrayBufferWriter<byte> result, ReadOnlySpan<byte> bytes, IEnumerable<Assignment> assignments, ReadOnlySpan<byte> lineEnd)
    {
        bool endsOpen = bytes.Length > 0 && bytes[^1] is not (byte)'\n' and not (byte)'\r';
        foreach ((byte[] name, byte[] value, _) in assignments)
        {
            if (endsOpen)
                result.Write(lineEnd);
            WriteAssignment(result, name, value);
            if (!endsOpen)
                result.Write(lineEnd);
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

    /// <summary>A value without its quotes: enough to tell whether it is another one.</summary>
    private static string? BareText(DotenvFile file, Variable variable) =>
        file.FindLast(variable.Name) is { } entry ? Encoding.UTF8.GetString(file.ValueOf(entry)).Trim('"', '\'', '`') : null;
}
