namespace LlamaEnv.Conformance.Tests;

/// <summary>Our variables in files that others wrote, read by everything that is here to read them.</summary>
[TestClass]
public sealed class EditedFileTests
{
    public static IEnumerable<string> Readers => Reader.All.Select(r => r.Name);

    [TestMethod]
    [DynamicData(nameof(Readers))]
    public void Our_variables_are_read_back_from_a_file_that_others_wrote(string name)
    {
        Reader reader = Reader.All.Single(r => r.Name == name);
        ReaderRun run = reader.Run();

        IEnumerable<string> wrong = WrittenFiles.Edits
            .Where(e => !e.IsRefused && EditedFileException.Find(e, reader) is null && !e.IsReadBy(run))
            .Select(e => e.Describe(run));

        Expect.None($"misread by {name} {run.Version}", wrong);
    }

    [TestMethod]
    [DynamicData(nameof(Readers))]
    public void A_reader_is_excepted_only_from_what_it_cannot_read(string name)
    {
        Reader reader = Reader.All.Single(r => r.Name == name);
        ReaderRun run = reader.Run();

        Expect.None($"read by {name} {run.Version} all the same", WrittenFiles.Edits
            .Where(e => !e.IsRefused && EditedFileException.Find(e, reader) is not null && e.IsReadBy(run))
            .Select(e => e.Case));
    }

    [TestMethod]
    public void Every_exception_is_about_a_file_and_readers_that_exist()
    {
        foreach (EditedFileException exception in EditedFileException.All)
        {
            Assert.Contains(exception.Case, EditedFile.Cases.Select(c => c.Case));
            foreach (string reader in exception.Readers)
                Assert.Contains(reader, Readers);
        }
    }

    [TestMethod]
    public void A_file_that_is_no_text_is_refused_and_stays_as_it_is()
    {
        EditedFile[] refused = [.. WrittenFiles.Edits.Where(e => e.IsRefused)];

        CollectionAssert.AreEqual(new[] { "UTF-16", "UTF-16, big-endian", "NUL" }, refused.Select(e => e.Case).ToArray());
        foreach (EditedFile file in refused)
            CollectionAssert.AreEqual(file.Before, file.Rendering.Content);
    }
}
