using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace LlamaEnv.Files.IO;

/// <summary>
/// The list of what a repository tracks, checked by the sum at its end: git itself does not, and knows nothing of the files
/// that stood behind the place where one was cut off.
/// </summary>
internal static class GitIndex
{
    private const int Sha1Length = 20;
    private const int Sha256Length = 32;

    /// <summary>Whether the index, or one that it rests on, is not as git wrote it.</summary>
    internal static bool IsDamaged(GitRepository repository)
    {
        try
        {
            string directory = repository.Directory;
            IEnumerable<string> shared = Directory.Exists(directory) ? Directory.EnumerateFiles(directory, "sharedindex.*") : [];
            return shared.Prepend(Path.Combine(directory, "index")).Any(file => File.Exists(file) && !IsWhole(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    [SuppressMessage("Security", "CA5350", Justification = "It is git's sum against accidents.")]
    private static bool IsWhole(string file)
    {
        if (FileKind.IsSpecial(file))
            return false;

        using FileStream stream = new(file, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
        return Matches(stream, HashAlgorithmName.SHA1, Sha1Length) || Matches(stream, HashAlgorithmName.SHA256, Sha256Length);
    }

    /// <summary>Whether the file ends in the sum of what is before, or in zeros, where git was told to spend no time on it (index.skipHash).</summary>
    private static bool Matches(FileStream stream, HashAlgorithmName algorithm, int length)
    {
        long left = stream.Length - length;
        if (left <= 0)
            return false;

        byte[] buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        try
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(algorithm);
            stream.Position = 0;
            for (int read; left > 0 && (read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, left))) > 0; left -= read)
                hash.AppendData(buffer, 0, read);
            Span<byte> sum = stackalloc byte[length];
            stream.ReadExactly(sum);
            return !sum.ContainsAnyExcept((byte)0) || sum.SequenceEqual(hash.GetHashAndReset());
        }
        catch (EndOfStreamException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
