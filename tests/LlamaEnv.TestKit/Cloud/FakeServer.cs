using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LlamaEnv.TestKit;

/// <summary>A real server on this machine that plays LlamaCloud: each path has its replies, given in turn; the last one stays.</summary>
public sealed class FakeServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Reply>> _replies = new();
    private readonly ConcurrentQueue<SeenRequest> _seen = new();
    private readonly WebApplication _application;
    private Reply? _every;

    private FakeServer(int port, X509Certificate2? certificate)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1; // For headers that no good server sends.
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                if (certificate is not null)
                    listen.UseHttps(certificate);
            });
        });
        if (certificate is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    public string Url { get; private set; } = "";

    /// <summary>The requests so far: <c>GET /path?query</c>.</summary>
    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    public static async Task<FakeServer> StartAsync(int port = 0, X509Certificate2? certificate = null)
    {
        FakeServer server = new(port, certificate);
        await server._application.StartAsync();
        server.Url = server._application.Urls.Single();
        return server;
    }

    public FakeServer On(string path, params Reply[] replies)
    {
        _replies[path] = new ConcurrentQueue<Reply>(replies);
        return this;
    }

    /// <summary>One that answers every request, whatever its path.</summary>
    public FakeServer OnEvery(Reply reply)
    {
        _every = reply;
        return this;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body);
        string body = await reader.ReadToEndAsync();
        _seen.Enqueue(new SeenRequest($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", context.Request.Headers.Authorization.ToString(), body));
        if (_every is not null)
        {
            await _every.Write(context, body);
            return;
        }

        if (!_replies.TryGetValue(context.Request.Path, out ConcurrentQueue<Reply>? replies) || !replies.TryPeek(out Reply? reply))
            reply = Reply.Status(404);
        else if (replies.Count > 1)
            replies.TryDequeue(out _);
        await reply.Write(context, body);
    }
}
