using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LlamaEnv.Benchmarks.Scale;

/// <summary>
/// A secret manager as clients meet it: it takes its time, answers 429 with Retry-After beyond so many requests in ten
/// seconds (those that it turns down do not count, as with Azure Key Vault), and can be down.
/// </summary>
internal sealed class SimulatedManager : IAsyncDisposable
{
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan s_latency = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly WebApplication _application;
    private readonly int _limit;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Dictionary<int, int> _requestsOfSecond = [];
    private int _window = -1;
    private int _servedInWindow;

    private SimulatedManager(int limit)
    {
        _limit = limit;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    internal string Url { get; private set; } = "";

    /// <summary>Whether it answers 503 to everything.</summary>
    internal bool IsDown { get; set; }

    internal int Served { get; private set; }

    internal int Throttled { get; private set; }

    internal int Unavailable { get; private set; }

    internal int Requests => Served + Throttled + Unavailable;

    /// <summary>The most requests of one second.</summary>
    internal int Peak
    {
        get
        {
            lock (_lock)
                return _requestsOfSecond.Values.DefaultIfEmpty().Max();
        }
    }

    /// <param name="limit">How many requests it serves in ten seconds.</param>
    internal static async Task<SimulatedManager> StartAsync(int limit)
    {
        SimulatedManager manager = new(limit);
        await manager._application.StartAsync();
        manager.Url = manager._application.Urls.Single();
        return manager;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        int? retryAfter = Admit(out int status);
        await Task.Delay(s_latency);
        context.Response.StatusCode = status;
        if (retryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (status == StatusCodes.Status200OK)
            await context.Response.WriteAsync(KeySet.OfGeneration(0).AsDotenv());
    }

    /// <summary>Counts a request, and says what becomes of it.</summary>
    private int? Admit(out int status)
    {
        lock (_lock)
        {
            TimeSpan now = Stopwatch.GetElapsedTime(_start);
            int second = (int)now.TotalSeconds;
            _requestsOfSecond[second] = _requestsOfSecond.GetValueOrDefault(second) + 1;
            if (IsDown)
            {
                Unavailable++;
                status = StatusCodes.Status503ServiceUnavailable;
                return null;
            }

            int window = (int)(now / Window);
            (_servedInWindow, _window) = window == _window ? (_servedInWindow, _window) : (0, window);
            if (_servedInWindow == _limit)
            {
                Throttled++;
                status = StatusCodes.Status429TooManyRequests;
                return (int)Math.Ceiling(((window + 1) * Window - now).TotalSeconds);
            }

            _servedInWindow++;
            Served++;
            status = StatusCodes.Status200OK;
            return null;
        }
    }
}
