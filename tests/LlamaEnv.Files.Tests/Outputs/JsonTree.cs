using System.Text.Json;

namespace LlamaEnv.Files.Tests.Outputs;

/// <summary>JSON as the framework reads it, every member in order, names twice included. Edited here the simple way, to say what an edit must mean.</summary>
internal sealed class JsonTree
{
    private static readonly JsonDocumentOptions s_options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 };

    public string? Scalar { get; private set; }

    public List<(string Name, JsonTree Value)> Members { get; } = [];

    public bool IsObject => Scalar is null;

    public static JsonTree Parse(ReadOnlySpan<byte> bytes)
    {
        using JsonDocument document = JsonDocument.Parse((bytes.StartsWith(Bytes.Bom) ? bytes[3..] : bytes).ToArray(), s_options);
        return From(document.RootElement);
    }

    public static JsonTree Text(string text) => new() { Scalar = "s:" + text };

    public static JsonTree Object(params (string, JsonTree)[] members)
    {
        JsonTree tree = new();
        tree.Members.AddRange(members);
        return tree;
    }

    public JsonTree? Last(string name) => Members.LastOrDefault(m => m.Name == name).Value;

    public void Replace(string text)
    {
        Scalar = "s:" + text;
        Members.Clear();
    }

    public override string ToString() => Scalar ?? $"{{{string.Join(", ", Members.Select(m => $"{m.Name}: {m.Value}"))}}}";

    private static JsonTree From(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                return Object([.. element.EnumerateObject().Select(m => (m.Name, From(m.Value)))]);
            case JsonValueKind.String:
                return Text(element.GetString()!);
            default:
                return new JsonTree { Scalar = element.GetRawText() };
        }
    }
}
