using LlamaEnv.Cloud.Client;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Tests;

/// <summary>A client of a fake server, with a clock that does not wait.</summary>
internal sealed class Cloud : IDisposable
{
    internal const string Key = "llx-canary-of-the-client-0123456789";

    internal Cloud(FakeServer server, HttpLimits? limits = null, HostEnvironment? host = null)
        : this(server.Url, limits, host)
    {
    }

    internal Cloud(string url, HttpLimits? limits = null, HostEnvironment? host = null)
    {
        Channel = new HttpChannel(host ?? Machine(), limits ?? new HttpLimits(), Time);
        Client = new CloudClient(Channel, CloudUrl.ParseBase(url), new StaticTokenProvider(new Secret(Key)));
    }

    internal SkippingTime Time { get; } = new();

    internal HttpChannel Channel { get; }

    internal CloudClient Client { get; }

    internal static HostEnvironment Machine(params KeyValuePair<string, string>[] variables) => new()
    {
        Variables = variables,
        CurrentDirectory = Path.GetTempPath(),
        HomeDirectory = "",
        Platform = HostEnvironment.ThisPlatform,
    };

    /// <summary>The diagnostic of a call that fails, after it has been looked at for what must not be in it.</summary>
    internal static async Task<Diagnostic> FailsAsync(string code, Func<Task> call)
    {
        DiagnosticException exception = await Assert.ThrowsExactlyAsync<DiagnosticException>(call);
        Assert.AreEqual(code, exception.Diagnostic.Code, exception.Message);
        Assert.DoesNotContain("canary", exception.ToString());
        Assert.DoesNotContain("canary", exception.Diagnostic.ToString());
        Assert.DoesNotContain('\n', exception.Diagnostic.Message);
        return exception.Diagnostic;
    }

    public void Dispose() => Channel.Dispose();
}
