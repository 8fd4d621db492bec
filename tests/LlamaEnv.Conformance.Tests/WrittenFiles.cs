namespace LlamaEnv.Conformance.Tests;

/// <summary>Everything the readers read, written once into one folder that is gone when the tests end.</summary>
[TestClass]
public static class WrittenFiles
{
    private static readonly Fixture<DirectoryInfo> s_folder = new("writing the files", WriteAll);

    internal static IReadOnlyList<WrittenValue> Values { get; } = [.. Corpus.Values.Select((value, i) => new WrittenValue(value, $"value-{i:D4}.env"))];

    internal static IReadOnlyList<EditedFile> Edits { get; } = [.. EditedFile.Cases.Select((edit, i) => edit with { File = $"edit-{i:D4}.env" })];

    internal static string Folder => s_folder.Value.FullName;

    [AssemblyCleanup]
    public static void Delete()
    {
        if (s_folder.IsMade)
            s_folder.Value.Delete(recursive: true);
    }

    private static DirectoryInfo WriteAll()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("llama-env-readers-");
        foreach (WrittenValue value in Values)
            File.WriteAllBytes(Path.Combine(folder.FullName, value.File), value.Content);
        foreach (EditedFile edit in Edits.Where(e => !e.IsRefused))
            File.WriteAllBytes(Path.Combine(folder.FullName, edit.File), edit.Rendering.Content);
        foreach (ModelFile model in ModelFile.All)
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, model.File), model.Content);
            File.WriteAllBytes(Path.Combine(folder.FullName, model.RenderedFile), model.Rendering.Content);
        }

        return folder;
    }
}
