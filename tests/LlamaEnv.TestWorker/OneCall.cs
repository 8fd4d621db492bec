using LlamaEnv.Cloud.Client;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Cloud.Oidc;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.TestWorker;

/// <summary>One call to a server.</summary>
internal static class OneCall
{
    /// <summary>Says what came of it: the call's answer, or the code of the diagnostic.</summary>
    internal static async Task<int> RunAsync(Func<HttpChannel, Task<string>> call)
    {
        using HttpChannel channel = new(HostEnvironment.Capture(Path.GetTempPath()), new HttpLimits { Attempts = 1 }, TimeProvider.System);
        try
        {
            Console.WriteLine(await call(channel));
            return 0;
        }
        catch (DiagnosticException e)
        {
            Console.WriteLine(e.Diagnostic.Code);
            return 1;
        }
    }

    internal static async Task<string> GetVersionAsync(HttpChannel channel, string url) =>
        (await new CloudClient(channel, CloudUrl.ParseBase(url), null).GetVersionAsync(CancellationToken.None)).Version;

    internal static async Task<string> GetUserAsync(HttpChannel channel, string url, string tokens)
    {
        DeviceTokenProvider provider = new(new TokenFile(tokens), new OidcClient(channel));
        return await new CloudClient(channel, CloudUrl.ParseBase(url), provider).FindUserIdAsync(CancellationToken.None) ?? "nobody";
    }
}
