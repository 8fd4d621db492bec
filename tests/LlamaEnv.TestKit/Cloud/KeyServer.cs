using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LlamaEnv.TestKit;

/// <summary>LlamaCloud as far as it has keys: it makes, lists and deletes them, and accepts those that it has. A test may come between.</summary>
public sealed class KeyServer : IAsyncDisposable
{
    private const string Bearer = "Bearer ";

    private readonly ConcurrentDictionary<string, ServerKey> _keys = new();
    private readonly FakeServer _server;
    private int _made;

    private KeyServer(FakeServer server)
    {
        _server = server;
        ProjectsOf = key => [.. Projects.Where(id => key?.ProjectId is null || key.ProjectId == id)];
    }

    public string Url => _server.Url;

    /// <summary>The requests so far.</summary>
    public IReadOnlyList<string> Lines => [.. _server.Seen.Select(static seen => seen.Line)];

    public IReadOnlyList<SeenRequest> Seen => _server.Seen;

    /// <summary>The keys that are there.</summary>
    public IReadOnlyList<ServerKey> Keys => [.. _keys.Values.OrderBy(static key => key.Id, StringComparer.Ordinal)];

    /// <summary>The projects a key may use.</summary>
    public string[] Projects { get; set; } = [];

    /// <summary>Those of one key; null is a login.</summary>
    public Func<ServerKey?, IReadOnlyList<string>> ProjectsOf { get; set; }

    /// <summary>A bearer beside the keys: the access token of a login.</summary>
    public string? AccessToken { get; set; }

    /// <summary>Whose key or token it is.</summary>
    public Func<string, string> UserOf { get; set; } = static _ => "user-1";

    /// <summary>Asked before each request is answered, with its method and path: what it returns is the answer; null for the real one.</summary>
    public Func<string, Reply?> Before { get; set; } = static _ => null;

    /// <summary>Told after what was asked has been done, and before the answer is sent.</summary>
    public Func<string, Task> Done { get; set; } = static _ => Task.CompletedTask;

    public static async Task<KeyServer> StartAsync()
    {
        FakeServer fake = await FakeServer.StartAsync();
        KeyServer server = new(fake);
        fake.OnEvery(new Reply(server.AnswerAsync));
        return server;
    }

    /// <summary>A key that was there before.</summary>
    public ServerKey Add(string text, string name, DateTimeOffset? created = null, string? project = null)
    {
        ServerKey key = new(NextId(), text, name, project, created ?? DateTimeOffset.UtcNow);
        _keys[key.Id] = key;
        return key;
    }

    /// <summary>As somebody does at the server's page.</summary>
    public void Remove(ServerKey key) => _keys.TryRemove(key.Id, out _);

    public bool Has(string text) => _keys.Values.Any(key => key.Text == text);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"key-{Interlocked.Increment(ref _made):D4}");

    private async Task AnswerAsync(HttpContext context, string body)
    {
        string line = $"{context.Request.Method} {context.Request.Path}";
        Reply answer = Before(line) ?? Answer(context.Request, line, body);
        await Done(line);
        await answer.Write(context, body);
    }

    private Reply Answer(HttpRequest request, string line, string body)
    {
        string bearer = request.Headers.Authorization.ToString();
        bearer = bearer.StartsWith(Bearer, StringComparison.Ordinal) ? bearer[Bearer.Length..] : "";
        if (line == $"GET {Api.Version}")
            return Reply.Json("""{"version":"1","requires_auth":true}""");
        if (bearer.Length == 0 || (bearer != AccessToken && !Has(bearer)))
            return Reply.Status(401);

        IReadOnlyList<string> projects = ProjectsOf(_keys.Values.FirstOrDefault(key => key.Text == bearer));
        return line switch
        {
            $"GET {Api.Me}" => Reply.Json($$"""{"id":"{{UserOf(bearer)}}"}"""),
            $"GET {Api.Projects}" => Reply.Json($$"""{"projects":[{{string.Join(',', projects.Select(static id => $$"""{"project_id":"{{id}}"}"""))}}]}"""),
            "GET /api/v1/projects" => Reply.Json($"[{string.Join(',', projects.Select(static id => $$"""{"id":"{{id}}"}"""))}]"),
            $"GET {Api.Keys}" => Reply.Json($"[{string.Join(',', Keys.Select(static key => key.ToJson(isWhole: false)))}]"),
            $"POST {Api.Keys}" => Make(body),
            _ when line.StartsWith("GET /api/v1/projects/", StringComparison.Ordinal) => projects.Contains(line["GET /api/v1/projects/".Length..]) ? Reply.Json($$"""{"id":"{{line["GET /api/v1/projects/".Length..]}}"}""") : Reply.Status(404),
            _ when line.StartsWith($"DELETE {Api.Keys}/", StringComparison.Ordinal) => _keys.TryRemove(line[$"DELETE {Api.Keys}/".Length..], out _) ? Reply.NoContent : Reply.Status(404),
            _ => Reply.Status(404),
        };
    }

    private Reply Make(string body)
    {
        using JsonDocument json = JsonDocument.Parse(body);
        string id = NextId();
        ServerKey key = new(id, string.Create(CultureInfo.InvariantCulture, $"llx-{"canaryMade" + id.Replace("-", "", StringComparison.Ordinal),-48}").Replace(' ', 'x'), json.RootElement.GetProperty("name").GetString()!, json.RootElement.GetProperty("project_id").GetString(), DateTimeOffset.UtcNow);
        _keys[id] = key;
        return Reply.Json(key.ToJson(isWhole: true));
    }
}

/// <summary>A key as the server has it.</summary>
public sealed record ServerKey(string Id, string Text, string Name, string? ProjectId, DateTimeOffset Created)
{
    internal string ToJson(bool isWhole) => JsonSerializer.Serialize(new Dictionary<string, string?>
    {
        ["id"] = Id,
        ["name"] = Name,
        ["project_id"] = ProjectId,
        ["redacted_api_key"] = isWhole ? Text : $"{Text[..6]}****{Text[^4..]}",
        ["created_at"] = Created.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
    });
}
