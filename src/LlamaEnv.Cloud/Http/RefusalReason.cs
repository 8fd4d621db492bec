using System.Text.Json;

namespace LlamaEnv.Cloud.Http;

/// <summary>The reason in a refusal: as FastAPI writes it, which LlamaCloud is made with, and as others do (RFC 9457).</summary>
internal static class RefusalReason
{
    private static readonly string[] s_members = ["detail", "message", "msg", "error_description", "error", "title"];

    /// <summary>The text; null where there is none. What FastAPI finds wrong with a body is a list, each with its place.</summary>
    internal static string? In(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null,
        JsonValueKind.Array => string.Join("; ", json.EnumerateArray().Select(In).OfType<string>()) is { Length: > 0 } all ? all : null,
        JsonValueKind.Object => s_members.Select(name => json.TryGetProperty(name, out JsonElement member) ? In(member) : null).FirstOrDefault(static text => text is not null) is { } reason ? PlaceIn(json) + reason : null,
        _ => null,
    };

    private static string PlaceIn(JsonElement json) =>
        json.TryGetProperty("loc", out JsonElement place) && place.ValueKind == JsonValueKind.Array && place.EnumerateArray().LastOrDefault(static part => part.ValueKind == JsonValueKind.String) is { ValueKind: JsonValueKind.String } last
            ? $"{last.GetString()}: " : "";
}
