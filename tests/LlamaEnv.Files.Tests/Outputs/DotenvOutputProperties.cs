using System.Text;
using FsCheck.Fluent;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Files.Outputs.Readers;
using LlamaEnv.Files.Sources;
using LlamaEnv.Resolving;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Tests.Outputs;

/// <summary>What holds for whatever somebody has in a .env file.</summary>
[TestClass]
public sealed class DotenvOutputProperties
{
    private static readonly byte[][] s_lineEnds = ["\n"u8.ToArray(), "\r\n"u8.ToArray(), "\r"u8.ToArray()];

    [TestMethod]
    public void Editing_twice_is_editing_once() => ForAllEdited((file, after) =>
        Bytes.AreEqual(after, Render(after, file.Credentials).Content));

    [TestMethod]
    public void Only_a_file_that_was_broken_before_is_refused_and_then_it_stays() => Check.ForAll(NastyDotenv.All, NastyDotenv.Shrink, file =>
    {
        Rendering rendering = Render(file.Content, file.Credentials);
        if (!IsRefused(rendering))
            return;

        Bytes.AreEqual(file.Content, rendering.Content);
        DotenvFile before = DotenvFile.Scan(file.Content);
        Assert.IsTrue(before.Unreadable is not null || before.Oddities.Any() || Lines.MayTakeInOthers(file.Content), "a file nothing is wrong with was refused");
        Assert.IsTrue(rendering.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).All(d => d.Code == DiagnosticCodes.MalformedFile));
    });

    [TestMethod]
    public void What_is_not_ours_stays_byte_for_byte_and_in_order() => ForAllEdited((file, after) =>
    {
        byte[] expected = HoistComments(file.Content, file.Credentials);
        byte[] kept = CutAssignments(after, file.Credentials);
        DotenvFile before = DotenvFile.Scan(file.Content);
        int added = file.Credentials.Count(c => !before.Entries.Any(e => before.Has(e, Encoding.ASCII.GetBytes(c.Variable.Name)) && before.IsWhole(e)));

        // Above a line, each new one leaves its line end there.
        bool isAbove = s_lineEnds.Any(end => Enumerable.Range(0, expected.Length + 1).Any(at => kept.AsSpan().SequenceEqual([.. expected[..at], .. Separators(end, end, added), .. expected[at..]])));
        if (isAbove)
            return;

        Assert.IsTrue(kept.AsSpan().StartsWith(expected), $"kept     {Bytes.Show(kept)}\nexpected {Bytes.Show(expected)}");
        byte[] tail = added > 0 ? WithoutEmptyLine(before, kept[expected.Length..], file.Content.AsSpan(before.Entries.LastOrDefault(e => IsOurs(before, e, file.Credentials))?.TextEnd ?? 0)) : kept[expected.Length..];
        Assert.IsTrue(s_lineEnds.Any(end => tail.AsSpan().SequenceEqual(Separators(end, end, added)) || tail.AsSpan().SequenceEqual(Separators("\n"u8.ToArray(), end, added))), $"appended {Bytes.Show(tail)} beside {added} assignments");
    });

    [TestMethod]
    public void A_file_without_our_names_only_gets_a_block_of_lines() => ForAllEdited((file, after) =>
    {
        if (file.Credentials.Any(c => DotenvFile.Scan(file.Content).FindLast(c.Variable.Name) is not null))
            return;

        string[] lines = [.. file.Credentials.Select(c => $"{c.Variable.Name}={Bytes.Text(Raw(c))}")];
        string content = Bytes.Text(file.Content);
        string text = Bytes.Text(after);
        if (s_lineEnds.Select(end => string.Concat(lines.Select(l => l + Bytes.Text(end)))).Any(block => text.Contains(block, StringComparison.Ordinal) && text.Remove(text.IndexOf(block, StringComparison.Ordinal), block.Length) == content))
            return;

        Assert.IsTrue(after.AsSpan().StartsWith(file.Content));
        string added = Bytes.Text(WithoutEmptyLine(DotenvFile.Scan(file.Content), after[file.Content.Length..], file.Content));
        Assert.IsTrue(s_lineEnds.Select(end => Bytes.Text(end)).Any(end => added == string.Concat(lines.Select(l => l + end)) || added == string.Concat(lines.Select(l => end + l)) || added == "\n" + string.Join(end, lines)), added);
    });

    [TestMethod]
    public void A_reader_that_does_not_see_all_of_ours_is_named() => Check.ForAll(NastyDotenv.All, NastyDotenv.Shrink, file =>
    {
        Rendering rendering = Render(file.Content, file.Credentials);
        if (IsRefused(rendering) || Lines.HasLoneCarriageReturn(rendering.Content))
            return;

        DotenvFile read = DotenvFile.Scan(rendering.Content);
        List<byte[]> names = [.. file.Credentials.Select(c => Encoding.ASCII.GetBytes(c.Variable.Name))];
        List<int> places = [.. read.Entries.Where(e => IsOurs(read, e, file.Credentials)).Select(e => e.Name.Start.Value)];
        Diagnostic[] named = [.. rendering.Diagnostics.Where(d => d.Code == DiagnosticCodes.MalformedFile)];
        foreach (ReadBack.Loss loss in ReadBack.Find(rendering.Content, file.Content, names, places))
            Assert.IsTrue(named.Length >= 5 || named.Any(d => d.Message.Contains(loss.Reader.Name, StringComparison.Ordinal)), loss.Reader.Name);
    });

    [TestMethod]
    public void A_file_that_no_line_of_is_odd_is_read_right_by_all() => Check.ForAll(NastyDotenv.All, NastyDotenv.Shrink, file =>
    {
        Rendering rendering = Render(file.Content, file.Credentials);
        if (IsRefused(rendering) || Lines.MayTakeInOthers(rendering.Content))
            return;

        DotenvFile read = DotenvFile.Scan(rendering.Content);
        List<int> places = [.. read.Entries.Where(e => IsOurs(read, e, file.Credentials)).Select(e => e.Name.Start.Value)];
        Assert.AreEqual("", string.Join(' ', ReadBack.Find(rendering.Content, file.Content, [.. file.Credentials.Select(c => Encoding.ASCII.GetBytes(c.Variable.Name))], places).Select(l => l.Reader.Name)));
    });

    [TestMethod]
    public void The_values_are_read_back_exactly() => ForAllEdited((file, after) =>
    {
        DotenvFile read = DotenvFile.Scan(after);
        foreach (Credential credential in file.Credentials)
            Bytes.AreEqual(Raw(credential), read.ValueOf(read.FindLast(credential.Variable.Name)!), credential.Variable.Name);
    });

    [TestMethod]
    public void The_source_reads_what_the_output_wrote()
    {
        using TempFolder folder = new();
        string path = folder[".env"];
        SourceReference reference = SourceReference.Parse($"dotenv:{path}", isNamed: true);
        ForAllEdited(
            (file, after) =>
            {
                if (file.Credentials.All(c => c.Variable != Variable.ProjectId))
                    return; // The project would be somebody else's, who may have written what no reader reads.

                File.WriteAllBytes(path, after);
                CredentialSet set = Given.Read(new DotenvSource(reference), new Settings(), folder)!;
                CollectionAssert.AreEqual(file.Credentials.Where(c => !c.Variable.IsDeclared).Select(c => c.Value).ToArray(), set.All.Select(c => c.Value).ToArray());
            },
            cases: 300);
    }

    [TestMethod]
    public void Every_assignment_of_a_name_gets_the_value_for_readers_that_take_the_first() => ForAllEdited((file, after) =>
    {
        DotenvFile read = DotenvFile.Scan(after);
        foreach (Credential credential in file.Credentials)
        {
            foreach (DotenvFile.Entry entry in read.Entries.Where(e => read.Has(e, Encoding.ASCII.GetBytes(credential.Variable.Name))))
                Bytes.AreEqual(Raw(credential), read.ValueOf(entry));
        }
    });

    [TestMethod]
    public void Other_variables_mean_the_same_before_and_after() => ForAllEdited((file, after) =>
        CollectionAssert.AreEqual(Others(file.Content, file.Credentials), Others(after, file.Credentials)));

    [TestMethod]
    public void A_file_of_whole_lines_becomes_what_each_of_its_lines_becomes() => Check.ForAll(WholeLines.All, WholeLines.Shrink, file =>
        Bytes.AreEqual(file.After, Render(file.Before, Given.Set()).Content));

    [TestMethod]
    public void Any_bytes_at_all_are_edited_or_refused_but_nothing_is_thrown() =>
        Check.ForAll(Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(), Check.WithoutOne, bytes => { Render(bytes, Given.Set()); });

    private static void ForAllEdited(Action<NastyDotenv, byte[]> property, int cases = 1500) => Check.ForAll(
        NastyDotenv.All,
        NastyDotenv.Shrink,
        file =>
        {
            Rendering rendering = Render(file.Content, file.Credentials);
            if (!IsRefused(rendering))
                property(file, rendering.Content);
        },
        cases);

    /// <summary>Without the empty line that what is appended stands behind, where the last line ends in a backslash.</summary>
    private static byte[] WithoutEmptyLine(DotenvFile before, byte[] added, ReadOnlySpan<byte> last)
    {
        byte[] line = DotenvFile.EndsInBackslash(last) ? before.DominantLineEnd().ToArray() : [];
        Assert.IsTrue(added.AsSpan().StartsWith(line), Bytes.Show(added));
        return added[line.Length..];
    }

    private static byte[] Separators(byte[] first, byte[] others, int count) => count == 0 ? [] : [.. first, .. Bytes.Concat(Enumerable.Repeat(others, count - 1))];

    private static byte[] Raw(Credential credential) => DotenvQuoting.Quote(credential.Value).Bytes;

    private static Rendering Render(byte[]? existing, IReadOnlyList<Credential> credentials) => DotenvOutput.Render(existing, credentials, ".env", overwritesReferences: true);

    private static bool IsRefused(Rendering rendering) => rendering.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);

    private static string[] Others(byte[] bytes, IReadOnlyList<Credential> credentials)
    {
        DotenvFile file = DotenvFile.Scan(bytes);
        return [.. file.Entries.Where(e => !IsOurs(file, e, credentials)).Select(e => $"{Bytes.Show(bytes[e.Name])}={Bytes.Show(file.ValueOf(e))}")];
    }

    private static bool IsOurs(DotenvFile file, DotenvFile.Entry entry, IReadOnlyList<Credential> credentials) =>
        credentials.Any(c => file.Has(entry, Encoding.ASCII.GetBytes(c.Variable.Name)));

    /// <summary>The file with our assignments cut out, from the name to the end of the text.</summary>
    private static byte[] CutAssignments(byte[] bytes, IReadOnlyList<Credential> credentials)
    {
        DotenvFile file = DotenvFile.Scan(bytes);
        List<byte> kept = [];
        int copied = 0;
        foreach (DotenvFile.Entry entry in file.Entries.Where(e => IsOurs(file, e, credentials)))
        {
            kept.AddRange(bytes[copied..entry.Name.Start.Value]);
            copied = entry.TextEnd;
        }

        return [.. kept, .. bytes[copied..]];
    }

    /// <summary>The file with our assignments cut out, and the comments behind them on lines of their own above.</summary>
    private static byte[] HoistComments(byte[] bytes, IReadOnlyList<Credential> credentials)
    {
        DotenvFile file = DotenvFile.Scan(bytes);
        List<byte> kept = [];
        int copied = 0;
        foreach (DotenvFile.Entry entry in file.Entries.Where(e => IsOurs(file, e, credentials)))
        {
            kept.AddRange(bytes[copied..entry.Start]);
            byte[] before = bytes[entry.Start..entry.Name.Start.Value];
            byte[] comment = bytes[entry.Comment];
            byte[] lineEnd = bytes[entry.TextEnd..entry.End];
            bool isWhole = lineEnd.Length > 0 && (lineEnd[^1] == (byte)'\n' || !bytes.Contains((byte)'\n'));
            if (comment.Length > 0)
                kept.AddRange([.. comment, .. comment[^1] == (byte)'\\' ? " "u8.ToArray() : [], .. isWhole ? lineEnd : file.DominantLineEnd().ToArray()]);
            kept.AddRange(before);
            copied = entry.TextEnd;
        }

        return [.. kept, .. bytes[copied..]];
    }
}
