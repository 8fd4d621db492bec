using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace LlamaEnv.Cloud.Rotation;

/// <summary>The text of a record in the journal. Its version is one of its members; a later one is not read.</summary>
internal static class RotationJson
{
    private const int Version = 1;

    internal static byte[] Write(RotationRecord record)
    {
        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter json = new(text, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("step", record.Step.ToString());
            json.WriteString("profile", record.Profile);
            json.WriteString("apiUrl", record.ApiUrl);
            json.WriteString("rowId", record.RowId);
            json.WriteString("keyName", record.KeyName);
            json.WriteString("rowBeside", record.RowBeside);
            json.WriteString("keyId", record.KeyId);
            json.WriteString("rowKeyId", record.RowKeyId);
            json.WriteString("oldKeyId", record.OldKeyId);
            json.WriteString("oldKeyFingerprint", record.OldKeyFingerprint);
            WriteList(json, "mayBeOld", record.MayBeOld);
            WriteList(json, "outputs", record.Outputs);
            json.WriteString("directory", record.Directory);
            WriteList(json, "written", record.Written);
            json.WriteNumber("waitSeconds", (long)record.Wait.TotalSeconds);
            json.WriteString("started", record.Started.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("revokeAt", record.RevokeAt?.ToString("O", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        return text.WrittenSpan.ToArray();
    }

    /// <summary>The record; null where the text is none, or of a later version.</summary>
    internal static RotationRecord? Read(byte[] text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement json = document.RootElement;
            return json.GetProperty("version").GetInt32() != Version ? null : new RotationRecord
            {
                Step = Enum.Parse<RotationStep>(Text("step")),
                Profile = Text("profile"),
                ApiUrl = Text("apiUrl"),
                RowId = json.GetProperty("rowId").GetString(),
                KeyName = Text("keyName"),
                RowBeside = Text("rowBeside"),
                KeyId = json.GetProperty("keyId").GetString(),
                RowKeyId = json.GetProperty(json.TryGetProperty("rowKeyId", out _) ? "rowKeyId" : "oldKeyId").GetString(),
                OldKeyId = json.GetProperty("oldKeyId").GetString(),
                OldKeyFingerprint = json.TryGetProperty("oldKeyFingerprint", out JsonElement fingerprint) ? fingerprint.GetString() : null,
                MayBeOld = List("mayBeOld"),
                Outputs = List("outputs"),
                Directory = Text("directory"),
                Written = List("written"),
                Wait = TimeSpan.FromSeconds(json.GetProperty("waitSeconds").GetInt64()),
                Started = Time("started") ?? throw new FormatException(),
                RevokeAt = Time("revokeAt"),
            };

            string Text(string name) => json.GetProperty(name).GetString() ?? throw new FormatException();

            IReadOnlyList<string> List(string name) => [.. json.GetProperty(name).EnumerateArray().Select(static item => item.GetString() ?? throw new FormatException())];

            DateTimeOffset? Time(string name) => json.GetProperty(name).GetString() is { } time ? DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind) : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
