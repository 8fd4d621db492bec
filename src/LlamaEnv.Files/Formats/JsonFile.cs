using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlamaEnv.Files.Formats;

/// <summary>
/// A JSON file as bytes, and where its objects and members stand in them. Edits are splices, so comments, trailing
/// commas, duplicate keys, escapes and layout of everything else stay byte for byte; what is inserted continues the
/// file's own indentation and line ends.
/// </summary>
internal sealed class JsonFile
{
    internal const int MaxDepth = 256;

    private readonly byte[] _bytes;
    private readonly List<Splice> _splices = [];
    private readonly string _lineEnd;
    private readonly string _indentUnit;

    private JsonFile(byte[] bytes, Node root)
    {
        _bytes = bytes;
        Root = root;
        _lineEnd = bytes.AsSpan().IndexOf("\r\n"u8) >= 0 ? "\r\n" : bytes.Contains((byte)'\n') ? "\n" : "";
        _indentUnit = root.Members is [{ } first, ..] && IndentAt(first.Start) is { Length: > 0 } indent ? indent : "  ";
    }

    internal Node Root { get; }

    /// <summary>Whether there is no file, or nothing in it but blanks.</summary>
    internal static bool IsBlank(byte[]? bytes) => bytes is null || !bytes.AsSpan().TrimStart(Encoding.UTF8.Preamble).ContainsAnyExcept(" \t\r\n"u8);

    /// <exception cref="JsonException">The bytes are no JSON, not even with comments and trailing commas.</exception>
    internal static JsonFile Parse(byte[] bytes)
    {
        int start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        Utf8JsonReader reader = new(bytes.AsSpan(start), new JsonReaderOptions
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = MaxDepth,
        });
        reader.Read();
        Node root = ReadNode(ref reader, start);
        while (reader.Read())
        {
            // Only what is not JSON can follow, and the reader says so.
        }

        return new JsonFile(bytes, root);
    }

    /// <summary>
    /// The values under a configuration key, as the configuration system finds them: names in any case, and <c>A:B</c> both
    /// as one name and as a member of a member.
    /// </summary>
    internal IEnumerable<Node> FindAll(string key) => FindAll(Root, key);

    /// <summary>The line a value starts in, from 1.</summary>
    internal int LineOf(Node place) => LineAt(place.Start);

    /// <summary>The number of the line a position is on, from 1.</summary>
    internal int LineAt(int position) => _bytes.AsSpan(0, position).Count((byte)'\n') + 1;

    /// <summary>Sets a value to a string. A string that says the same keeps its spelling.</summary>
    internal void SetString(Node place, string value)
    {
        if (place.Text != value)
            _splices.Add(new Splice(place.Start, place.End, Write(JsonValue.Create(value), "")));
    }

    /// <summary>The bytes of a value.</summary>
    internal ReadOnlySpan<byte> TextOf(Node node) => _bytes.AsSpan(node.Start, node.End - node.Start);

    /// <summary>Puts an object in the place of a value.</summary>
    internal void SetObject(Node place, JsonObject value) =>
        _splices.Add(new Splice(place.Start, place.End, Indent(value, _lineEnd.Length > 0 ? IndentAt(LineStart(place.Start)) : null)));

    /// <summary>Sets every member of this name to a string, or inserts one.</summary>
    internal void SetStrings(Node target, IReadOnlyList<KeyValuePair<string, string>> members)
    {
        JsonObject added = [];
        foreach ((string name, string value) in members)
        {
            bool isThere = false;
            foreach (Member member in target.Members.Where(m => m.Name == name))
            {
                isThere = true;
                SetString(member.Value, value);
            }

            if (!isThere)
                added[name] = value;
        }

        if (added.Count > 0)
            Insert(target, added);
    }

    /// <summary>Inserts members behind the last one of <paramref name="target"/>.</summary>
    internal void Insert(Node target, JsonObject members)
    {
        bool hasLines = _lineEnd.Length > 0 && (target.Members.Count == 0 || _bytes.AsSpan(target.Start, target.End - target.Start).Contains((byte)'\n'));
        if (target.Members.Count == 0)
            InsertIntoEmpty(target, members, hasLines);
        else if (hasLines)
            InsertLines(target, members);
        else
            _splices.Add(Splice.At(target.Members[^1].Value.End, string.Concat(members.Select(m => $",{Gap}{WriteMember(m, null)}"))));
    }

    internal byte[] Apply()
    {
        ArrayBufferWriter<byte> result = new(_bytes.Length + 256);
        int copied = 0;
        foreach (Splice splice in _splices.OrderBy(s => s.Start))
        {
            result.Write(_bytes.AsSpan(copied, splice.Start - copied));
            result.Write(Encoding.UTF8.GetBytes(splice.Text));
            copied = splice.End;
        }

        result.Write(_bytes.AsSpan(copied));
        return result.WrittenSpan.ToArray();
    }

    /// <summary>A file of our own: two blanks, <c>\n</c>, no comments, which older SDKs do not read.</summary>
    internal static byte[] Create(JsonObject root) => Encoding.UTF8.GetBytes(Write(root, "  ", "\n") + "\n");

    private static IEnumerable<Node> FindAll(Node node, string key)
    {
        foreach (Member member in node.Members)
        {
            if (string.Equals(member.Name, key, StringComparison.OrdinalIgnoreCase))
                yield return member.Value;
            else if (key.Length > member.Name.Length && key[member.Name.Length] == ':' && key.StartsWith(member.Name, StringComparison.OrdinalIgnoreCase))
            {
                foreach (Node found in FindAll(member.Value, key[(member.Name.Length + 1)..]))
                    yield return found;
            }
        }
    }

    private void InsertIntoEmpty(Node target, JsonObject members, bool hasLines)
    {
        string outer = IndentAt(LineStart(target.Start));
        string inner = outer + _indentUnit;
        ReadOnlySpan<byte> between = _bytes.AsSpan(target.Start + 1, target.End - target.Start - 2);
        bool hasComments = between.ContainsAnyExcept(" \t\r\n"u8);
        string text = hasLines
            ? string.Join(',', members.Select(m => _lineEnd + inner + WriteMember(m, inner)))
            : string.Join("," + Gap, members.Select(m => WriteMember(m, null)));
        if (hasComments)
            _splices.Add(Splice.At(target.Start + 1, text));
        else
            _splices.Add(new Splice(target.Start + 1, target.End - 1, hasLines ? text + _lineEnd + outer : text));
    }

    private void InsertLines(Node target, JsonObject members)
    {
        Member last = target.Members[^1];
        string indent = IndentAt(last.Start) is { Length: > 0 } own ? own : IndentAt(LineStart(target.Start)) + _indentUnit;
        string text = string.Join(',', members.Select(m => _lineEnd + indent + WriteMember(m, indent)));
        (int end, bool hasComma) = SkipToLineEnd(last.Value.End);
        if (!hasComma)
            _splices.Add(Splice.At(last.Value.End, ","));
        _splices.Add(Splice.At(end, hasComma ? text + "," : text));
    }

    /// <summary>Where the comma and the comments behind a value end, so that a comment stays with the member it is about.</summary>
    private (int End, bool HasComma) SkipToLineEnd(int start)
    {
        int end = start;
        bool hasComma = false;
        int i = start;
        while (i < _bytes.Length)
        {
            ReadOnlySpan<byte> rest = _bytes.AsSpan(i);
            if (rest[0] is (byte)' ' or (byte)'\t')
            {
                i++;
                continue;
            }

            int length = rest.StartsWith("//"u8) ? LengthOrAll(rest, rest.IndexOfAny((byte)'\n', (byte)'\r'))
                : rest.StartsWith("/*"u8) ? 2 + LengthOrAll(rest[2..], rest[2..].IndexOf("*/"u8)) + 2
                : rest[0] == (byte)',' && !hasComma ? 1
                : 0;
            if (length == 0)
                break;

            hasComma |= rest[0] == (byte)',';
            i += length;
            end = i;
        }

        // A comma on a line of its own, below.
        return hasComma || !StartsWithComma(end) ? (end, hasComma) : (end + _bytes.AsSpan(end).IndexOf((byte)',') + 1, true);
    }

    private bool StartsWithComma(int start)
    {
        int next = _bytes.AsSpan(start).IndexOfAnyExcept(" \t\r\n"u8);
        return next >= 0 && _bytes[start + next] == (byte)',';
    }

    private static int LengthOrAll(ReadOnlySpan<byte> text, int length) => length < 0 ? text.Length : length;

    private string Gap => _lineEnd.Length > 0 || _bytes.Contains((byte)' ') ? " " : "";

    private string WriteMember(KeyValuePair<string, JsonNode?> member, string? indent) =>
        $"{Write(JsonValue.Create(member.Key), "")}:{Gap}{Indent(member.Value!, indent)}";

    /// <summary>A value of several lines with <paramref name="indent"/>, or of one.</summary>
    private string Indent(JsonNode value, string? indent) =>
        Write(value, indent is null ? "" : _indentUnit, _lineEnd).Replace(_lineEnd.Length > 0 ? _lineEnd : "\n", _lineEnd + indent, StringComparison.Ordinal);

    private static string Write(JsonNode node, string indentUnit, string lineEnd = "\n")
    {
        ArrayBufferWriter<byte> buffer = new();
        JsonWriterOptions options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        if (indentUnit.Length > 0)
            options = options with { Indented = true, IndentCharacter = '\t', IndentSize = 1, NewLine = lineEnd };
        using (Utf8JsonWriter writer = new(buffer, options))
            node.WriteTo(writer);

        // The writer knows units of one character and up to 127 of them; a file may have others. In a string, a tab is an escape.
        return Encoding.UTF8.GetString(buffer.WrittenSpan).Replace("\t", indentUnit, StringComparison.Ordinal);
    }

    private int LineStart(int position) => _bytes.AsSpan(0, position).LastIndexOf((byte)'\n') + 1 is var start && start == 0 ? SkipBom() : start;

    private int SkipBom() => _bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;

    /// <summary>The blanks a line starts with; empty unless <paramref name="position"/> is at the line's start or its first text.</summary>
    private string IndentAt(int position)
    {
        int start = LineStart(position);
        ReadOnlySpan<byte> line = _bytes.AsSpan(start);
        int length = line.IndexOfAnyExcept((byte)' ', (byte)'\t');
        return length > 0 && (position == start || position == start + length) ? Encoding.ASCII.GetString(line[..length]) : "";
    }

    private static Node ReadNode(ref Utf8JsonReader reader, int offset)
    {
        int start = offset + (int)reader.TokenStartIndex;
        List<Member> members = [];
        string? text = null;
        JsonTokenType kind = reader.TokenType;
        switch (kind)
        {
            case JsonTokenType.StartObject:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    int nameStart = offset + (int)reader.TokenStartIndex;
                    string name = ReadText(ref reader) ?? "";
                    reader.Read();
                    members.Add(new Member(name, nameStart, ReadNode(ref reader, offset)));
                }

                break;
            case JsonTokenType.StartArray:
                reader.Skip();
                break;
            case JsonTokenType.String:
                text = ReadText(ref reader);
                break;
        }

        return new Node(kind, start, offset + (int)reader.BytesConsumed, members, text);
    }

    /// <summary>The string, or null where its bytes or escapes are no text; such a string is never one of ours.</summary>
    private static string? ReadText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A value and where it stands.</summary>
    /// <param name="Kind">Its first token.</param>
    /// <param name="Start">The offset of its first byte.</param>
    /// <param name="End">The offset behind its last byte.</param>
    /// <param name="Members">An object's members, duplicates included.</param>
    /// <param name="Text">A string's text.</param>
    internal sealed record Node(JsonTokenType Kind, int Start, int End, IReadOnlyList<Member> Members, string? Text)
    {
        internal bool IsObject => Kind == JsonTokenType.StartObject;

        /// <summary>Whether it has values in it: no string, number, Boolean or null.</summary>
        internal bool IsContainer => Kind is JsonTokenType.StartObject or JsonTokenType.StartArray;

        /// <summary>The value that counts: of several members with one name, the last.</summary>
        internal Node? Find(string name) => Members.LastOrDefault(m => m.Name == name)?.Value;

        // A generated one would print strings.
        public override string ToString() => $"{Kind} {Start}..{End}";
    }

    /// <param name="Name">The member's name.</param>
    /// <param name="Start">The offset of the name's opening quote.</param>
    /// <param name="Value">Its value.</param>
    internal sealed record Member(string Name, int Start, Node Value);

    private sealed record Splice(int Start, int End, string Text)
    {
        internal static Splice At(int position, string text) => new(position, position, text);

        public override string ToString() => $"{Start}..{End}";
    }
}
