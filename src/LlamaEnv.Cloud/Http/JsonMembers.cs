using System.Globalization;
using System.Text.Json;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Http;

/// <summary>
/// A JSON object of a response, asked member by member: unknown members are never looked at, and null counts as missing.
/// What has the wrong type is an error that names the member, never its value.
/// </summary>
internal sealed class JsonMembers(ApiResponse response, JsonElement element)
{
    /// <summary>The object as it was sent, for a library that reads it by its own rules.</summary>
    internal string Json => element.GetRawText();

    internal string Text(string name) => OptionalText(name) ?? throw response.Unusable($"has no '{name}'");

    internal string? OptionalText(string name) => Find(name, JsonValueKind.String, "text") is { } found ? Decode(() => found.GetString()!, $"has a '{name}' that is not text") : null;

    /// <summary>Text that something is known by.</summary>
    internal string Id(string name) => Text(name) is var id && !string.IsNullOrWhiteSpace(id) ? id : throw response.Unusable($"has an empty '{name}'");

    internal Secret Secret(string name) => new(Id(name));

    /// <summary>A secret that goes into <c>Authorization</c>.</summary>
    internal Secret AccessToken(string name) =>
        Secret(name) is var secret && ApiRequest.CanCarry(secret) ? secret : throw response.Unusable($"has a '{name}' that no request can carry");

    internal Secret? OptionalSecret(string name) => OptionalText(name) is { Length: > 0 } text ? new Secret(text) : null;

    internal bool Flag(string name) => Find(name, JsonValueKind.True, "true or false")?.ValueKind == JsonValueKind.True;

    /// <summary>A whole number; one with a fraction is rounded down.</summary>
    internal long? OptionalNumber(string name) =>
        Find(name, JsonValueKind.Number, "a number") is not { } found ? null
        : found.TryGetDouble(out double number) && Math.Abs(number) < 1L << 53 ? (long)Math.Floor(number)
        : throw response.Unusable($"has a '{name}' that is not a number of this size");

    /// <summary>A moment; null where it is missing or in no form that is known. One without an offset is in UTC.</summary>
    internal DateTimeOffset? OptionalTime(string name) =>
        DateTimeOffset.TryParse(OptionalText(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) ? time : null;

    internal IReadOnlyList<JsonMembers> Objects(string name) =>
        Find(name, JsonValueKind.Array, "a list") is not { } list ? throw response.Unusable($"has no '{name}'")
        : [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Object ? new JsonMembers(response, item) : throw response.Unusable($"has something other than objects in '{name}'"))];

    internal IReadOnlyList<string> OptionalTexts(string name) =>
        Find(name, JsonValueKind.Array, "a list") is not { } list ? []
        : [.. list.EnumerateArray().Select(item => TextIn(name, () => item.GetString()))];

    /// <summary>The members of an object whose values are text; null where it is missing.</summary>
    internal IReadOnlyDictionary<string, string>? OptionalMap(string name) =>
        Find(name, JsonValueKind.Object, "an object")?.EnumerateObject()
            .Where(static member => member.Value.ValueKind != JsonValueKind.Null)
            .GroupBy(member => TextIn(name, () => member.Name), StringComparer.Ordinal)
            .ToDictionary(static members => members.Key, members => TextIn(name, () => members.Last().Value.GetString()), StringComparer.Ordinal);

    /// <summary>An absolute URL that a credential may be sent to.</summary>
    internal Uri SafeUrl(string name) => OptionalSafeUrl(name) ?? throw response.Unusable($"has no '{name}'");

    internal Uri? OptionalSafeUrl(string name) =>
        OptionalText(name) is not { } text ? null
        : CloudUrl.TrySafe(text) ?? throw response.Unusable($"has a '{name}' that is not https (http is for this machine only)");

    /// <summary>The exception for a response nobody can work with.</summary>
    internal DiagnosticException Unusable(string what) => response.Unusable(what);

    private JsonElement? Find(string name, JsonValueKind kind, string expected)
    {
        // To look for a name means to read those that are alike, so they, too, have to be text.
        JsonElement found = Decode(() => element.TryGetProperty(name, out JsonElement value) ? value : default, "has a member whose name is not text");
        if (found.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return null;

        JsonValueKind actual = found.ValueKind == JsonValueKind.False ? JsonValueKind.True : found.ValueKind;
        return actual == kind ? found : throw response.Unusable($"has a '{name}' that is not {expected}");
    }

    private string TextIn(string name, Func<string?> read)
    {
        string fault = $"has something other than text in '{name}'";
        return Decode(read, fault) ?? throw response.Unusable(fault);
    }

    /// <summary>Half of a surrogate pair, or a byte that is no UTF-8, gets past the parser and is no text.</summary>
    private T Decode<T>(Func<T> read, string fault)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            throw response.Unusable(fault);
        }
    }
}
