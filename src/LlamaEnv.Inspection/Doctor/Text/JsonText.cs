using System.Text;
using System.Text.Json;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;

namespace LlamaEnv.Inspection.Doctor.Text;

/// <summary>JSON as editors and .NET read it: with comments, trailing commas and the line of every value.</summary>
internal static class JsonText
{
    private const int MaxDepth = 128;

    /// <summary>The root of a file; null where it is malformed, which the report then says, or empty.</summary>
    internal static JsonValue? Read(string file, DoctorReport report)
    {
        if (report.Tree.Read(file) is not { } text || string.IsNullOrWhiteSpace(text))
            return null;

        try
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Utf8JsonReader reader = new(bytes, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MaxDepth });
            Lines lines = new(bytes);
            reader.Read();
            JsonValue root = ReadValue(ref reader, lines);
            while (reader.Read())
            {
                // Only what is not JSON can follow, and the reader says so.
            }

            return root;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            report.Skip(new Place(file, e is JsonException { LineNumber: { } line } ? (int)Math.Min(line + 1, int.MaxValue) : 0), "it is no JSON that can be read");
            return null;
        }
    }

    private static JsonValue ReadValue(ref Utf8JsonReader reader, Lines lines)
    {
        int line = lines.At(reader.TokenStartIndex);
        List<JsonEntry> entries = [];
        List<JsonValue> items = [];
        JsonTokenType kind = reader.TokenType;
        switch (kind)
        {
            case JsonTokenType.StartObject:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    int nameLine = lines.At(reader.TokenStartIndex);
                    string name = reader.GetString() ?? "";
                    reader.Read();
                    entries.Add(new JsonEntry(name, ReadValue(ref reader, lines), nameLine));
                }

                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(ReadValue(ref reader, lines));
                break;
        }

        return new JsonValue(kind == JsonTokenType.String ? reader.GetString() : null, kind == JsonTokenType.True, line, entries, items);
    }

    /// <summary>Counts lines as far as they are asked for, once.</summary>
    private sealed class Lines(byte[] bytes)
    {
        private long _position;
        private int _line = 1;

        internal int At(long position)
        {
            _line += bytes.AsSpan((int)_position, (int)(position - _position)).Count((byte)'\n');
            _position = position;
            return _line;
        }
    }
}
