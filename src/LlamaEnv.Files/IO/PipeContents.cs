using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Files.IO;

/// <summary>What came out of the pipes a run has read: each is read once, as the second reader would wait for a second writer.</summary>
internal sealed class PipeContents
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(20);

    private readonly Dictionary<FileIdentity, Pipe> _pipes = [];

    /// <summary>The bytes at a path, or null where nothing is there: a file's, or a pipe's until its writer closes it.</summary>
    /// <param name="path">The path; links are followed.</param>
    /// <param name="allowsDevice">Whether a device is read, too.</param>
    /// <exception cref="IOException">It cannot be read, or is too long, or nobody writes.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    internal byte[]? Read(string path, bool allowsDevice)
    {
        if (OperatingSystem.IsWindows() || FileStatus.Of(path) is not { } status || !IsStream(status.Type, allowsDevice))
            return FileReader.ReadIfExists(path);

        if (!_pipes.TryGetValue(status.Identity, out Pipe? pipe))
            _pipes[status.Identity] = pipe = new Pipe(path, allowsDevice);
        return pipe.Content.Value;
    }

    private static bool IsStream(FileType type, bool allowsDevice) => type == FileType.Pipe || (allowsDevice && type == FileType.CharacterDevice);

    /// <summary>Read when it is asked for the first time; a failure stays one.</summary>
    [UnsupportedOSPlatform("windows")]
    private sealed class Pipe
    {
        internal Pipe(string path, bool allowsDevice) => Content = new Lazy<byte[]>(() => Read(path, allowsDevice));

        internal Lazy<byte[]> Content { get; }

        private static byte[] Read(string path, bool allowsDevice)
        {
            using SafeFileHandle pipe = Posix.OpenToRead(path);
            if (pipe.IsInvalid)
                throw Posix.ToException(Posix.LastError, path);

            return FileStatus.Of(pipe) is { } status && IsStream(status.Type, allowsDevice)
                ? PipeReader.ReadToEnd(pipe, path, s_timeout)
                : throw new FileFault($"{path} was replaced while it was read");
        }
    }
}
