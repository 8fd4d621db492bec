using System.Runtime.Versioning;

namespace LlamaEnv.Files.IO;

/// <summary>A program as Unix takes it: names and values are bytes, of any encoding or none.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed record UnixProgram
{
    private const byte Slash = (byte)'/';
    private const int MaxHead = 128;

    /// <summary>What the C library takes where PATH is not set, and shells before it what is installed by hand.</summary>
    private static readonly byte[] s_defaultPath = "/usr/local/bin:/usr/bin:/bin"u8.ToArray();

    private static readonly byte[] s_shell = "/bin/sh"u8.ToArray();

    /// <summary>Where it may be, in the order to try.</summary>
    internal required IReadOnlyList<byte[]> Paths { get; init; }

    /// <summary>Its name, as it was asked for, and its arguments.</summary>
    internal required IReadOnlyList<byte[]> Arguments { get; init; }

    /// <summary>All of its environment.</summary>
    internal required IReadOnlyList<byte[]> Environment { get; init; }

    /// <summary>Whether its name is looked for: then what is not there, or not for us, in one folder is no reason to stop.</summary>
    internal bool IsSearched { get; init; }

    /// <summary>A command as a shell looks for it: one with a slash is a path, any other is in a folder of PATH, where an empty entry is the current one.</summary>
    internal static UnixProgram Find(IReadOnlyList<byte[]> arguments, IReadOnlyList<byte[]> environment)
    {
        byte[] command = arguments[0];
        if (command.Length == 0 || command.Contains(Slash))
            return new() { Paths = [command], Arguments = arguments, Environment = environment };

        byte[] path = environment.FirstOrDefault(static v => v.AsSpan().StartsWith("PATH="u8))?[5..] ?? s_defaultPath;
        List<byte[]> paths = [];
        foreach (Range entry in path.AsSpan().Split((byte)':'))
        {
            ReadOnlySpan<byte> folder = path.AsSpan(entry);
            paths.Add([.. folder.IsEmpty ? "."u8 : folder, Slash, .. command]);
        }

        return new() { Paths = paths, Arguments = arguments, Environment = environment, IsSearched = true };
    }

    /// <summary>
    /// Tries the paths in their order, by the rules of <c>execvp</c>; a file without a first line that names its
    /// interpreter is a script of the shell. Returns 0, or the error.
    /// </summary>
    /// <param name="start">Starts a program with arguments; 0, or the error.</param>
    internal int Start(Func<byte[], IReadOnlyList<byte[]>, int> start)
    {
        int result = Posix.NotFound;
        foreach (byte[] path in Paths)
        {
            int error = start(path, Arguments);
            if (error == Posix.NotProgram && IsText(path) && start(s_shell, [s_shell, path, .. Arguments.Skip(1)]) == 0)
                return 0;
            if (!IsSearched || !(error == Posix.AccessDenied || Posix.IsAbsence(error)))
                return error;
            if (error == Posix.AccessDenied)
                result = error;
        }

        return result;
    }

    /// <summary>As shells tell a script from another machine's program: there is no zero in its first line.</summary>
    private static bool IsText(byte[] path)
    {
        try
        {
            using FileStream file = new(Posix.OpenToRead(path), FileAccess.Read, bufferSize: 0);
            Span<byte> head = stackalloc byte[MaxHead];
            head = head[..file.ReadAtLeast(head, MaxHead, throwOnEndOfStream: false)];
            int end = head.IndexOf((byte)'\n');
            return !head[..(end < 0 ? head.Length : end)].Contains((byte)0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false; // It may be run, and not read.
        }
    }
}
