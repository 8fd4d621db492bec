using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LlamaEnv.Cloud.Tests;

/// <summary>In processes of their own: proxies are read from the process's environment, once.</summary>
[TestClass]
[OSCondition(ConditionMode.Include, OperatingSystems.Linux)] // Elsewhere the system's own settings take part.
public sealed class ProxyTests(TestContext context)
{
    [TestMethod]
    public async Task HTTPS_PROXY_is_asked_for_a_tunnel()
    {
        using TcpListener proxy = Listen();
        Task<string> first = FirstLineAsync(proxy);

        Assert.AreEqual("LLENV0052", await RunAsync("https://api.example.invalid", ("HTTPS_PROXY", Url(proxy))));
        Assert.AreEqual("CONNECT api.example.invalid:443 HTTP/1.1", await first);
    }

    [TestMethod]
    public async Task NO_PROXY_goes_past_it()
    {
        using TcpListener proxy = Listen();

        Assert.AreEqual("LLENV0052", await RunAsync("https://api.example.invalid", ("HTTPS_PROXY", Url(proxy)), ("NO_PROXY", "example.invalid,.example.invalid")));
        Assert.IsFalse(proxy.Pending());
    }

    [TestMethod]
    public async Task This_machine_is_never_asked_through_a_proxy()
    {
        using TcpListener proxy = Listen();
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Version, Reply.Json("""{"version":"1"}"""));

        Assert.AreEqual("1", await RunAsync(server.Url, ("HTTP_PROXY", Url(proxy)), ("http_proxy", Url(proxy)), ("ALL_PROXY", Url(proxy))));
        Assert.IsFalse(proxy.Pending());
    }

    private async Task<string> RunAsync(string url, params (string Name, string Value)[] environment)
    {
        using Process worker = Worker.Start(environment.ToDictionary(static v => v.Name, static v => v.Value), "version", url);
        return await Worker.EndAsync(worker, context.CancellationToken);
    }

    private static TcpListener Listen()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static string Url(TcpListener listener) => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    private async Task<string> FirstLineAsync(TcpListener listener)
    {
        using Socket client = await listener.AcceptSocketAsync(context.CancellationToken);
        byte[] buffer = new byte[4096];
        int read = await client.ReceiveAsync(buffer, context.CancellationToken);
        return Encoding.ASCII.GetString(buffer, 0, read).Split("\r\n")[0];
    }
}
