using System.Text;
using LlamaEnv.Files.IO;
using LlamaEnv.Resolving;

namespace LlamaEnv.Files.Sources;

/// <summary>
/// Which build had the key that is in the .env file: all configurations of a project write the same one. It is kept among the
/// project's own intermediate files. Paths and names, as a program is told them; no value.
/// </summary>
internal static class LastWriter
{
    private const long MaxBytes = 256 * 1024;

    /// <summary>The path of what is kept, beside what a build keeps of git; null where nothing is kept.</summary>
    internal static string? PathBeside(string? gitStamp) => Path.ChangeExtension(gitStamp, ".writer");

    /// <summary>The build, where nobody has touched the file since; else null.</summary>
    /// <param name="path">What is kept; null for nothing.</param>
    /// <param name="envFile">The .env file.</param>
    internal static BuildRecord? Find(string? path, string envFile) =>
        path is not null && FileReader.TryRead(path, MaxBytes) is { } bytes && BuildRecord.Decode(Encoding.UTF8.GetString(bytes)) is { } record
        && record.File == envFile && record.Written is not null && record.Written == FileReader.StampOf(envFile)
            ? record
            : null;

    /// <summary>Keeps this build as the one that had the key, or on its behalf the one that had it and left it to the file alone.</summary>
    /// <param name="build">This build, done.</param>
    /// <param name="earlier">The one that is kept, where the file has its key.</param>
    /// <param name="isOwn">Whether this build had the key from another source than the file.</param>
    internal static void Keep(BuildRecord build, BuildRecord? earlier, bool isOwn)
    {
        if (build.Writer is { } path && (isOwn ? build : earlier) is { } writer)
            Save(path, writer with { Written = build.Written });
    }

    private static void Save(string path, BuildRecord record)
    {
        byte[] text = Encoding.UTF8.GetBytes(record.Encode());
        if (FileReader.TryRead(path, MaxBytes) is { } kept && kept.AsSpan().SequenceEqual(text))
            return;

        try
        {
            File.WriteAllBytes(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then nobody can tell, as after a clean.
        }
    }
}
