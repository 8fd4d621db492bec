using System.Runtime.Versioning;
using System.Text;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Tool.Terminal;

/// <summary>
/// Standard error without the console of .NET, which sends a terminal a sequence of its own at the first byte: a program
/// that is started behind this is to find the terminal as it was.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UntouchedError : Stream
{
    private const int StandardError = 2;

    /// <summary>As <see cref="Console.Error"/>.</summary>
    internal static TextWriter Open() => new StreamWriter(new UntouchedError(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="IOException">It is closed, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written to.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        int error = Posix.HeldStreams.Contains(StandardError) ? Posix.NotFound : Posix.WriteAll(StandardError, buffer);
        if (error != 0)
            throw Posix.ToException(error, "standard error");
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
