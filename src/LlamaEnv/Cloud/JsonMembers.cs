using System.Text.Json;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud;

/// <summary>
/// A JSON object of an answer, asked member by member: unknown members are never looked at, and null counts as missing.
/// What has the wrong type is an error that names the member, never its value.
/// </summary>
internal readonly struct JsonMembers(HttpAnswer answer, JsonElement element)
{
    internal string Text(string name) => OptionalText(name) ?? throw answer.Unusable($"has no '{name}'");

    internal string? OptionalText(string name) => Find(name, JsonValueKind.String, "text") is { } found ? TextOf(found, name) : null;

    internal Secret Secret(string name) => new(Text(name) is { Length: > 0 } text ? text : throw answer.Unusable($"has an empty '{name}'"));

    internal Secret? OptionalSecret(string name) => OptionalText(name) is { Length: > 0 } text ? new Secret(text) : null;

    internal bool Flag(string name) => Find(name, JsonValueKind.True, "true or false")?.ValueKind == JsonValueKind.True;

    /// <summary>A whole number; one with a fraction is rounded down.</summary>
    internal long? OptionalNumber(string name) =>
        Find(name, JsonValueKind.Number, "a number") is not { } found ? null
        : found.TryGetDouble(out double number) && Math.Abs(number) < 1L << 53 ? (long)Math.Floor(number)
        : throw WrongType(name, "a number of this size");

    internal IReadOnlyList<JsonMembers> Objects(string name)
    {
        HttpAnswer whole = answer;
        return Find(name, JsonValueKind.Array, "a list") is not { } list ? throw answer.Unusable($"has no '{name}'")
            : [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Object ? new JsonMembers(whole, item) : throw whole.Unusable($"has something else than objects in '{name}'"))];
    }

    internal IReadOnlyList<string> OptionalTexts(string name)
    {
        HttpAnswer whole = answer;
        return Find(name, JsonValueKind.Array, "a list") is not { } list ? []
            : [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw whole.Unusable($"has something else than text in '{name}'"))];
    }

    /// <summary>The members of an object whose values are text; null where it is missing.</summary>
    internal IReadOnlyDictionary<string, string>? OptionalMap(string name)
    {
        HttpAnswer whole = answer;
        return Find(name, JsonValueKind.Object, "an object")?.EnumerateObject()
            .Where(static member => member.Value.ValueKind != JsonValueKind.Null)
            .GroupBy(static member => member.Name, StringComparer.Ordinal)
            .ToDictionary(static members => members.Key, members => members.Last().Value is { ValueKind: JsonValueKind.String } value ? value.GetString()! : throw whole.Unusable($"has something else than text in '{name}'"), StringComparer.Ordinal);
    }

    /// <summary>An absolute URL that a credential may be sent to.</summary>
    internal Uri SafeUrl(string name) => OptionalSafeUrl(name) ?? throw answer.Unusable($"has no '{name}'");

    internal Uri? OptionalSafeUrl(string name) =>
        OptionalText(name) is not { } text ? null
        : CloudUrl.TrySafe(text) ?? throw answer.Unusable($"has a '{name}' that is not https (http is for this machine only)");

    /// <summary>The exception for an answer nobody can work with.</summary>
    internal DiagnosticException Unusable(string what) => answer.Unusable(what);

    private JsonElement? Find(string name, JsonValueKind kind, string expected)
    {
        if (!element.TryGetProperty(name, out JsonElement found) || found.ValueKind == JsonValueKind.Null)
            return null;

        JsonValueKind actual = found.ValueKind == JsonValueKind.False ? JsonValueKind.True : found.ValueKind;
        return actual == kind ? found : throw WrongType(name, expected);
    }

    // A lone surrogate is valid JSON and no text.
    private string TextOf(JsonElement found, string name)
    {
        try
        {
            return found.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw WrongType(name, "text");
        }
    }

    private DiagnosticException WrongType(string name, string expected) => answer.Unusable($"has a '{name}' that is not {expected}");
}
