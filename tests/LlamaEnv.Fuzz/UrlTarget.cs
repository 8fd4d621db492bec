using LlamaEnv.Cloud.Http;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files;

namespace LlamaEnv.Fuzz;

/// <summary>URLs by chance: whatever is taken for one is safe to send a key to, and whatever is not has a code of its own.</summary>
internal sealed class UrlTarget(string root) : FuzzTarget(root)
{
    private static readonly string[] s_parts =
    [
        "https://", "http://", "HTTPS://", "https:/", "https:", "//", "://", "ftp://", "file://", "javascript:", "data:", "api.cloud.llamaindex.ai", "cloud.llamaindex.ai", "API.CLOUD.EU.LLAMAINDEX.AI", "localhost",
        "127.0.0.1", "127.1", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]", "[fe80::1%25eth0]", "example.com", "xn--", "xn--a-ecp.ru", "\u00AD", "。", "／", "ⓔxample.com", "%6c", "%00", "%2f", "%", "@", "user:pw@", ":8080", ":0", ":99999", ":-1", ":", "/", "//",
        "/api/v1", "?", "?a=b", "#", "#f", "\\", " ", "\t", "\n", "\0", "\uD800", "..", ".", "-", "_", "*", "a",
    ];

    internal override string Name => "url";

    internal override void Execute(Random random)
    {
        Canary canary = Canary.OfLlamaCloud(random);
        string url = string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => random.Next(14) == 0 ? canary.Key : random.Next(10) == 0 ? Nasty.Piece(random) : s_parts[random.Next(s_parts.Length)]));
        try
        {
            Uri uri = CloudUrl.ParseBase(url);
            if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || !(uri.Scheme == "https" || (uri.Scheme == "http" && (uri.IsLoopback || $".{uri.IdnHost.TrimEnd('.')}".EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)))))
                throw new FuzzException($"{url} was taken for {uri}");
            Oracle.Check(CloudUrl.Origin(uri), canary, isLine: true);
        }
        catch (DiagnosticException e)
        {
            Oracle.Check(e.Diagnostic.Text, canary, isLine: true);
        }

        InjectResult result = Injector.Inject(
            Settings.FromProperties(name => name == "LlamaEnvBaseUrl" ? url : null, name => name switch { "LlamaEnvOutput" => ["none"], "LlamaEnvSources" => ["environment"], _ => [] }),
            Root,
            new HostEnvironment { Variables = [new("LLAMA_CLOUD_API_KEY", canary.Key)], CurrentDirectory = Root, HomeDirectory = Root, Platform = HostPlatform.Linux });
        Oracle.Check(result, canary);
    }
}
