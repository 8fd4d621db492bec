using System.Text.Json;
using System.Text.Json.Nodes;
using LlamaEnv.Cloud;
using LlamaEnv.Cloud.Oidc;

namespace LlamaEnv.TestWorker;

/// <summary>Tokens in a file that processes share, with a lock file for renewals.</summary>
internal sealed class TokenFile(string path) : ITokenStore
{
    public DeviceLogin? Read()
    {
        if (!File.Exists(path))
            return null;

        JsonNode json = JsonNode.Parse(File.ReadAllText(path))!;
        return new DeviceLogin("device", "user", "user@example.com", (string)json["client"]!, (string)json["discovery"]!, new Secret((string)json["access"]!), (string?)json["refresh"] is { } refresh ? new Secret(refresh) : null, null);
    }

    public void RequireWritable()
    {
    }

    public bool TryReplace(DeviceLogin expected, DeviceLogin renewed)
    {
        using IDisposable alone = Lock(path + ".write", CancellationToken.None);
        if (Read() is not { } stored || stored.AccessToken != expected.AccessToken || stored.RefreshToken != expected.RefreshToken)
            return false;

        Write(renewed);
        return true;
    }

    public IDisposable LockRenewal(CancellationToken cancellationToken) => Lock(path + ".renewal", cancellationToken);

    internal void Write(DeviceLogin tokens)
    {
        string fresh = path + ".new";
        File.WriteAllText(fresh, JsonSerializer.Serialize(new Dictionary<string, string?>
        {
            ["client"] = tokens.ClientId,
            ["discovery"] = tokens.DiscoveryUrl,
            ["access"] = tokens.AccessToken.Reveal(),
            ["refresh"] = tokens.RefreshToken?.Reveal(),
        }));
        File.Move(fresh, path, overwrite: true);
    }

    private static FileStream Lock(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                Thread.Sleep(10);
            }
        }
    }
}
