using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool.Terminal;

/// <summary>Standard output that goes to a file or pipe. It may be closed, or the disk full: that is no defect of the tool.</summary>
internal sealed class StandardOutput(Stream stream) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="DiagnosticException">It cannot be written.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            stream.Write(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException) // The last beyond a limit on the size of files.
        {
            throw new DiagnosticException(Findings.CannotWork($"standard output cannot be written to: {e.Message.TrimEnd('.')}. Redirect it to a place that can be written to"));
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => stream.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
