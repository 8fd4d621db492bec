using System.Net;
using LlamaEnv.Detection;

namespace LlamaEnv.Cloud.Http;

/// <summary>
/// The system's proxies (HTTPS_PROXY, NO_PROXY, and Windows' and macOS' own settings), and none for this machine: a
/// proxy could not reach it, and http to it would cross the network with the key readable.
/// </summary>
internal sealed class LoopbackBypassProxy(IWebProxy system) : IWebProxy
{
    public ICredentials? Credentials { get => system.Credentials; set => system.Credentials = value; }

    public Uri? GetProxy(Uri destination) => ApiUrl.IsLoopback(destination) ? null : system.GetProxy(destination);

    public bool IsBypassed(Uri host) => ApiUrl.IsLoopback(host) || system.IsBypassed(host);
}
