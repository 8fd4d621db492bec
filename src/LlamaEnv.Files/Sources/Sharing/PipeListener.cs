using System.IO.Pipes;

namespace LlamaEnv.Files.Sources.Sharing;

/// <summary>A named pipe of Windows. .NET gives it to its user alone, and checks its owner before it says a word to it.</summary>
internal sealed class PipeListener : AnswerListener
{
    private const PipeOptions Options = PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly;

    private readonly string _name;
    private NamedPipeServerStream? _next;

    /// <exception cref="IOException">Somebody else has the name.</exception>
    internal PipeListener(string name)
    {
        _name = name;
        _next = Open(PipeOptions.FirstPipeInstance);
    }

    /// <summary>Goes to whoever listens there.</summary>
    /// <exception cref="TimeoutException">Nobody does.</exception>
    /// <exception cref="UnauthorizedAccessException">It is another user.</exception>
    internal static async Task<Stream?> ConnectAsync(string name, CancellationToken cancellationToken)
    {
        NamedPipeClientStream pipe = new(".", name, PipeDirection.InOut, Options);
        try
        {
            await pipe.ConnectAsync(timeout: 0, cancellationToken).ConfigureAwait(false);
            return pipe;
        }
        catch
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    internal override async Task<Stream?> AcceptAsync(CancellationToken cancellationToken)
    {
        NamedPipeServerStream pipe = _next ?? Open(PipeOptions.None);
        _next = null;
        try
        {
            await pipe.WaitForConnectionAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            _next = Open(PipeOptions.None); // At once, so that the name stays ours.
            return pipe;
        }
        catch
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override void Dispose() => _next?.Dispose();

    private NamedPipeServerStream Open(PipeOptions more) =>
        new(_name, PipeDirection.InOut, NamedPipeServerStream.MaxAllowedServerInstances, PipeTransmissionMode.Byte, Options | more);
}
