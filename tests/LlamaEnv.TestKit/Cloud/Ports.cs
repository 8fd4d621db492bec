using System.Net;
using System.Net.Sockets;

namespace LlamaEnv.TestKit;

/// <summary>Ports for servers that start later, or again: below those the system gives to everybody who asks for any.</summary>
public static class Ports
{
    public static int Free()
    {
        while (true)
        {
            int port = Random.Shared.Next(20000, 32000);
            try
            {
                using TcpListener listener = new(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; another one.
            }
        }
    }
}
