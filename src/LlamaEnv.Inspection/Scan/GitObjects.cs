using System.Globalization;
using System.Text;
using LlamaEnv.Files.IO;
using LlamaEnv.Inspection.Scan.Containers;

namespace LlamaEnv.Inspection.Scan;

/// <summary>Objects of a repository, one after the other, by one process of git.</summary>
internal sealed class GitObjects : IDisposable
{
    private const int LongestHeader = 256;

    private readonly GitCommand _git;
    private readonly PeekStream _output;
    private readonly Thread _writer;
    private readonly byte[] _scratch = new byte[16 * 1024];
    private PartStream? _content;

    /// <param name="git">A <c>cat-file --batch</c> that was started.</param>
    /// <param name="ids">The objects to ask for; read in a thread of its own, as git answers while it is asked.</param>
    internal GitObjects(GitCommand git, IEnumerable<string> ids)
    {
        _git = git;
        _output = new PeekStream(git.Output, new byte[PeekStream.BufferLength], 0, null);
        _writer = new Thread(() => Write(ids));
        _writer.Start();
    }

    /// <summary>The next object; null behind the last one.</summary>
    /// <exception cref="UnreadableException">Git's answer ends too early.</exception>
    internal (string Id, string Type, long Size, Stream Content)? Next()
    {
        if (_content is not null)
        {
            _content.SkipRest(_scratch);
            _output.Peek(1);
            _output.Skip(1);
            _content = null;
        }

        while (ReadLine() is { } line)
        {
            if (line.Split(' ') is [var id, var type, var size] && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long length))
            {
                _content = new PartStream(_output, length);
                return (id, type, length, _content);
            }
        }

        return null;
    }

    public void Dispose()
    {
        _git.Dispose();
        _writer.Join();
        _content?.Dispose();
        _output.Dispose();
    }

    private string? ReadLine()
    {
        ReadOnlySpan<byte> next = _output.Peek(LongestHeader);
        int end = next.IndexOf((byte)'\n');
        if (end < 0)
            return next.Length == 0 ? null : throw new UnreadableException("git's answer ends too early");

        string line = Encoding.ASCII.GetString(next[..end]);
        _output.Skip(end + 1);
        return line;
    }

    private void Write(IEnumerable<string> ids)
    {
        try
        {
            using StreamWriter writer = new(_git.Input, Encoding.ASCII, bufferSize: 16 * 1024);
            foreach (string id in ids)
                writer.Write($"{id}\n");
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It ended, or nobody waits for more; what it printed tells.
        }
    }
}
