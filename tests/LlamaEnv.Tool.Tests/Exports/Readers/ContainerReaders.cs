using System.Text.Json;

namespace LlamaEnv.Tool.Tests.Exports;

/// <summary>docker's own client, with a server that plays the engine.</summary>
internal static class ContainerReaders
{
    private const string Version = "1.41";

    internal static IReadOnlyList<ExportReader> All { get; } =
    [
        new("docker", "docker", ReadAsync),
    ];

    private static async Task<Dictionary<string, string>> ReadAsync(string path)
    {
        await using FakeServer engine = await FakeServer.StartAsync();
        engine.On("/_ping", Reply.Text("OK", "text/plain")).On($"/v{Version}/containers/create", Reply.Json("""{"Id":"fake","Warnings":[]}""", 201));

        ExportReader.Start(path, "/bin/sh", "-c", $"command -v docker >/dev/null || {{ echo 'there is no docker' >&2; exit 77; }}; DOCKER_API_VERSION={Version} DOCKER_HOST={engine.Url.Replace("http:", "tcp:", StringComparison.Ordinal)} exec docker create --env-file ./export image");

        SeenRequest create = engine.Seen.Single(static request => request.Line.Contains("/containers/create", StringComparison.Ordinal));
        return JsonDocument.Parse(create.Body).RootElement.GetProperty("Env").EnumerateArray()
            .Select(static variable => variable.GetString()!.Split('=', 2))
            .ToDictionary(static parts => parts[0], static parts => parts[1]);
    }
}
