using System.Text.Json;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Sources.Processes;

namespace LlamaEnv.Cloud.Http;

/// <summary>A whole response. Its body may hold secrets, so nothing but the JSON members asked for leaves it.</summary>
internal sealed class ApiResponse
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly string? _mediaType;

    internal ApiResponse(string origin, int status, string? mediaType, string? requestId, TimeSpan? retryAfter, ReadOnlyMemory<byte> body)
    {
        Origin = origin;
        Status = status;
        RequestId = requestId;
        RetryAfter = retryAfter;
        _mediaType = mediaType;
        _body = body;
    }

    internal string Origin { get; }

    internal int Status { get; }

    /// <summary>What the server's operators can find the request by.</summary>
    internal string? RequestId { get; }

    internal TimeSpan? RetryAfter { get; }

    /// <summary>
    /// Whether the request was done as it was meant, by its status. Other 2xx are not final or not the server's own: accepted for
    /// later (202), changed on the way (203), or a part (206).
    /// </summary>
    internal bool IsSuccess => Status is 200 or 201 or 204;

    /// <summary>Whether the server says no.</summary>
    internal bool IsClientError => Status is >= 400 and < 500;

    /// <summary>Whether it says nothing beyond its status, not even what it would be.</summary>
    internal bool IsEmpty => _body.IsEmpty && (_mediaType is null || IsJson);

    /// <summary>Whether its content is JSON, by its type and in fact: what a page of a proxy is not.</summary>
    internal bool HoldsJson
    {
        get
        {
            try
            {
                using JsonDocument? document = IsJson ? JsonDocument.Parse(_body) : null;
                return document is not null;
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }

    /// <summary>Whether it is a page, for people: of a proxy, a portal, a gateway, and no word of the API's.</summary>
    internal bool IsPage => _mediaType?.Contains("html", StringComparison.Ordinal) is true || _body.Span.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];

    /// <summary>Not 501: what is not implemented now will not be in a second.</summary>
    internal bool IsTransient => Status is 408 or 429 or (>= 500 and not 501);

    /// <summary>The body as a JSON object.</summary>
    /// <exception cref="DiagnosticException">It is none (LLENV0054).</exception>
    internal JsonMembers ReadJson()
    {
        if (!IsJson)
            throw NotJson();

        try
        {
            using JsonDocument document = JsonDocument.Parse(_body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new JsonMembers(this, document.RootElement.Clone())
                : throw Unusable("is JSON, but not an object");
        }
        catch (JsonException)
        {
            throw Unusable("is not valid JSON");
        }
    }

    /// <summary>The body as a list of JSON objects.</summary>
    /// <exception cref="DiagnosticException">It is none (LLENV0054).</exception>
    internal IReadOnlyList<JsonMembers> ReadList()
    {
        if (!IsJson)
            throw NotJson();

        try
        {
            using JsonDocument document = JsonDocument.Parse(_body);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Object ? new JsonMembers(this, item.Clone()) : throw Unusable("is a list of something other than objects"))]
                : throw Unusable("is JSON, but not a list");
        }
        catch (JsonException)
        {
            throw Unusable("is not valid JSON");
        }
    }

    /// <summary>The ids in a list of objects, bare or under <c>items</c>; null where it is no such list.</summary>
    internal IReadOnlyList<string>? TryReadIds() => TryRead(static json =>
    {
        JsonElement list = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("items", out JsonElement items) ? items : json;
        return list.ValueKind == JsonValueKind.Array ? (IReadOnlyList<string>)[.. list.EnumerateArray().Select(static item => IdOf(item) ?? "")] : null;
    });

    /// <summary>The id of an object, empty where it has none; null where it is no object.</summary>
    internal string? TryReadId() => TryRead(static json => json.ValueKind == JsonValueKind.Object ? IdOf(json) ?? "" : null);

    private static string? IdOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;

    private T? TryRead<T>(Func<JsonElement, T?> read)
        where T : class
    {
        try
        {
            using JsonDocument? document = IsJson ? JsonDocument.Parse(_body) : null;
            return document is null ? null : read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // Not JSON, or text in it that is none.
        }
    }

    /// <summary>
    /// Why a request was refused, in the server's words, as they may be passed on: one line, without what could be a secret.
    /// Null where it gives no reason in JSON.
    /// </summary>
    /// <param name="sent">What it may repeat and nobody may see.</param>
    internal string? FindReason(IEnumerable<Secret> sent)
    {
        string? said = IsClientError ? TryRead(static json => RefusalReason.In(json)) : null;
        return said is null ? null : MaskedText.Lines(said.ReplaceLineEndings(" "), sent, []) is [var line] && line.Any(char.IsLetter) ? line.TrimEnd('.', ' ') : null;
    }

    /// <summary>The exception for a response nobody can work with; <paramref name="what"/> continues "the response …".</summary>
    internal DiagnosticException Unusable(string what) => new(Findings.UnusableResponse(Origin, what, RequestId));

    /// <summary>The exception for a response that is not the API's.</summary>
    internal DiagnosticException NotJson() => Unusable("is not JSON by its content type; a proxy or a sign-in page may have responded in its place");

    /// <summary>The exception for a response whose status means nothing here.</summary>
    internal DiagnosticException UnusableStatus() => Unusable(FormattableString.Invariant($"has status {Status}"));

    private bool IsJson => _mediaType is "application/json" || _mediaType?.EndsWith("+json", StringComparison.Ordinal) is true;
}
