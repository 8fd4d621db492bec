using System.Net.Sockets;

namespace LlamaEnv.Files.Sources.Sharing;

/// <summary>A socket in a folder that only its user may enter. Windows, which does not say who is at the other end, has pipes.</summary>
internal sealed class SocketListener : AnswerListener
{
    /// <summary>The structure of the system holds 104 bytes on macOS, 108 on Linux, with a zero behind the path.</summary>
    internal const int LongestPath = 103;

    private const int Backlog = 512;

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    /// <exception cref="SocketException">There can be none.</exception>
    internal SocketListener(string path)
    {
        try
        {
            _socket.Bind(new UnixDomainSocketEndPoint(path));
            _socket.Listen(Backlog);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>Goes to whoever listens there; null where that is another user.</summary>
    /// <exception cref="SocketException">Nobody does.</exception>
    internal static async Task<Stream?> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
            return StreamOf(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal override async Task<Stream?> AcceptAsync(CancellationToken cancellationToken) => StreamOf(await _socket.AcceptAsync(cancellationToken).ConfigureAwait(false));

    public override void Dispose() => _socket.Dispose();

    private static NetworkStream? StreamOf(Socket socket)
    {
        if (!OperatingSystem.IsWindows() && PeerUser.IsThisUser(socket))
            return new NetworkStream(socket, ownsSocket: true);

        socket.Dispose();
        return null;
    }
}
