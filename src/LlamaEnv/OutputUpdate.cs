using LlamaEnv.Diagnostics;
using LlamaEnv.IO;
using LlamaEnv.Outputs;

namespace LlamaEnv;

/// <summary>One output's way from the bytes that are there to those that should be.</summary>
/// <param name="path">The file, as the user knows it; a symbolic link is followed.</param>
/// <param name="credentials">The values to write.</param>
/// <param name="render">The output's content as a function of the content that is there.</param>
internal sealed class OutputUpdate(string path, IReadOnlyList<Credential> credentials, RenderFile render)
{
    internal string Path => path;

    /// <summary>Whether the content is not there yet.</summary>
    internal bool IsDue { get; private set; }

    internal OutputFile ToFile() => new(path, IsDue);

    /// <summary>Reads and renders. Takes no lock: most runs find nothing to write.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a directory.</exception>
    internal IReadOnlyList<Diagnostic> Prepare()
    {
        byte[]? existing = FileReader.ReadIfExists(AtomicFile.FollowLinks(path));
        Rendering rendering = render(existing, credentials, path);
        IsDue = !IsSame(existing, rendering);
        return rendering.Diagnostics;
    }

    /// <summary>Reads and renders again, now under the lock, and replaces the file.</summary>
    /// <exception cref="IOException">The file cannot be written; it is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written; it is as it was.</exception>
    /// <exception cref="DiagnosticException">The file has become one that cannot be edited.</exception>
    internal void Write(CancellationToken cancellationToken)
    {
        string target = AtomicFile.FollowLinks(path);
        string directory = System.IO.Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(directory);
        using DirectoryLock directoryLock = DirectoryLock.Acquire(directory, cancellationToken);
        byte[]? existing = FileReader.ReadIfExists(target);
        Rendering rendering = render(existing, credentials, path);
        if (rendering.Diagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
            throw new DiagnosticException(error);

        if (!IsSame(existing, rendering))
            AtomicFile.Replace(target, rendering.Content);
    }

    private static bool IsSame(byte[]? existing, Rendering rendering) => existing is not null && existing.AsSpan().SequenceEqual(rendering.Content);
}
