using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Files.Sources.Sharing;

/// <summary>Who is at the other end of a socket, as the system says.</summary>
[UnsupportedOSPlatform("windows")]
internal static class PeerUser
{
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int PeerCredentials = 17; // SO_PEERCRED

    internal static bool IsThisUser(Socket socket) => Find(socket) == Posix.UserId;

    private static uint? Find(Socket socket)
    {
        try
        {
            if (OperatingSystem.IsMacOS())
                return Posix.TryGetPeer(socket.SafeHandle, out uint peer) ? peer : null;

            Span<byte> credentials = stackalloc byte[3 * sizeof(int)]; // struct ucred: process, user, group
            return socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials) == credentials.Length
                ? MemoryMarshal.Read<uint>(credentials[sizeof(int)..])
                : null;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return null; // Gone by now.
        }
    }
}
