using System.Globalization;
using System.Text;
using System.Text.Json;
using LlamaEnv.Detection;
using LlamaEnv.Files.Formats;

namespace LlamaEnv.Files.Sources.Processes;

/// <summary>
/// Reads what a program printed. The content decides what it is: the protocol's versioned JSON, a flat object, the forms of
/// well-known managers, lines of a .env file, or one line that is the key.
/// </summary>
internal sealed class ProgramAnswer
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The name of a value that was printed without one.</summary>
    internal const string Nameless = "";

    /// <summary>The name of a line that is no key, nor anything else of ours: a declared variable may be of any text, such as <c>Server=db;User=app</c>.</summary>
    internal const string WholeLine = "=";

    /// <summary>
    /// Stands before the name of a text beside what other values are wrapped in. Whether that is a variable, and so no wrapping,
    /// depends on who asks. No name begins so.
    /// </summary>
    internal const string Beside = "=.";

    private const string DeletedVersion = "has no value there: that version was deleted";

    /// <summary>Of <c>yyyy-MM-dd</c>.</summary>
    private const int DateLength = 10;

    /// <summary>What our three variables may be called.</summary>
    private static readonly HashSet<string> s_names = [.. Variable.All.SelectMany(ChosenValues.NamesOf)];

    private readonly Dictionary<string, Secret> _values = new(StringComparer.Ordinal);

    /// <summary>Why the answer cannot be used, in words that hold nothing of it; null where it can.</summary>
    internal string? Fault { get; private set; }

    internal bool IsEmpty => _values.Count == 0;

    internal IReadOnlyDictionary<string, Secret> Values => _values;

    /// <summary>When the values end to be good; null where it does not say so.</summary>
    internal DateTimeOffset? Expiration { get; private set; }

    /// <param name="output">What was printed.</param>
    /// <param name="command">How it was called.</param>
    /// <param name="now">The time, which an expiration is held against.</param>
    internal static ProgramAnswer Read(byte[] output, ProgramCommand command, DateTimeOffset now)
    {
        ProgramAnswer answer = new();
        try
        {
            string text = s_utf8.GetString(output.AsSpan().TrimStart(Encoding.UTF8.Preamble));
            if (string.IsNullOrWhiteSpace(text))
                answer.Fault = "printed nothing";
            else if (text.TrimStart() is ['{' or '[', ..])
                answer.ReadJson(text, command, now);
            else
                answer.ReadText(text, output, command);
        }
        catch (DecoderFallbackException)
        {
            answer.Fault = "printed something that is no UTF-8 text";
        }
        catch (ArgumentException)
        {
            answer.Fault = "printed a line that opens a quote and never closes it";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter: half of a character, such as \ud83d.
            answer.Fault = "printed JSON that is malformed, or names something twice";
        }

        return answer;
    }

    /// <summary>One value alone is the key, or whatever else it was asked for.</summary>
    private void Give(Secret value) => _values[Variable.ApiKey.Name] = _values[Nameless] = value;

    private void ReadText(string text, byte[] output, ProgramCommand command)
    {
        string line = text.TrimEnd('\r', '\n');
        string first = line.Split('\n')[0].TrimEnd('\r');
        if (command.PrintsNotesBehind)
            Fault = string.IsNullOrWhiteSpace(first) ? "printed an empty first line, which is to be the key" : IsTree(line) ? "printed a list of names: that is a folder of secrets" : null;
        if (line == command.NoText)
            Fault = $"printed {line}: the secret has no text, as where it is binary";
        if (Fault is not null)
            return;

        bool isOneLine = first.Length == line.Length || command.PrintsNotesBehind;
        bool isAssignment = IsAssignment(first);
        if (isOneLine && (KeyShapes.HasOfficialPrefix(first) || (command.PrintsKey && !isAssignment && MayBeValue(first))))
        {
            Give(new Secret(first));
            return;
        }

        if (isOneLine && command.PrintsKey)
        {
            _values[WholeLine] = new Secret(first);
            if (!isAssignment)
                return;
        }

        DotenvFile file = DotenvFile.Scan(output);
        if (file.Unreadable is not null || file.Entries.Count == 0)
        {
            Fault = "printed something that is neither JSON, nor lines NAME=value, nor a key";
            return;
        }

        foreach (DotenvFile.Entry entry in file.Entries)
        {
            if (DotenvValue.Of(file, entry) is { IsEmpty: false } value)
                _values[Encoding.UTF8.GetString(file.NameOf(entry))] = value;
        }
    }

    private static bool IsTree(string text) => text.Contains("\u2500\u2500 ", StringComparison.Ordinal);

    /// <summary>Whether it gives a value to a name. Base64 ends with the same sign.</summary>
    private static bool IsAssignment(string line)
    {
        ReadOnlySpan<char> text = line.AsSpan().Trim();
        if (text.StartsWith("export ", StringComparison.Ordinal))
            text = text["export ".Length..].TrimStart();
        int sign = text.IndexOf('=');
        return sign > 0 && CharacterSets.Cover(text[..sign].TrimEnd(), static c => CharacterSets.IsName(c) || c is ':' or '.' or '-') && text[sign..].Trim('=').Length > 0;
    }

    /// <summary>Keys, URLs and ids are one word. An error that a program prints as if all was well is a sentence or a page.</summary>
    private static bool MayBeValue(string line) => line.Trim() is [not '<', ..] and var word && !word.Any(char.IsWhiteSpace);

    private void ReadJson(string text, ProgramCommand command, DateTimeOffset now)
    {
        using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        JsonElement root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Array)
            ReadEntries(root);
        else if (MemberOf(root, "Version") is { } version && MemberOf(root, "Variables") is { } variables)
            ReadVersioned(version, variables, MemberOf(root, nameof(Expiration)), now);
        else if (TextOf(root, "kind") == "Secret" && root.TryGetProperty("data", out JsonElement encoded) && encoded.ValueKind == JsonValueKind.Object)
            ReadKubernetes(encoded);
        else if (root.TryGetProperty("wrap_info", out JsonElement wrapping) && wrapping.ValueKind == JsonValueKind.Object)
            Fault = "printed a token that stands for the secret. Unset VAULT_WRAP_TTL";
        else if (root.TryGetProperty("data", out JsonElement data) && data.ValueKind is JsonValueKind.Object or JsonValueKind.Null)
            ReadWrapped(root, () => ReadVault(data));
        else if (root.TryGetProperty("data", out JsonElement content) && content.ValueKind == JsonValueKind.String && root.EnumerateObject().Count() == 1)
            ReadNested(content.GetString()!, command, now);
        else if (root.TryGetProperty("SecretString", out JsonElement secret) && secret.ValueKind == JsonValueKind.String)
            ReadWrapped(root, () => ReadNested(secret.GetString()!, command, now));
        else if (root.TryGetProperty("key", out _) && root.TryGetProperty("value", out _))
            ReadWrapped(root, () => ReadEntry(root));
        else
            ReadFlat(root);
    }

    /// <summary>An object with values inside. If it has a variable of the project itself, it only looks as if.</summary>
    private void ReadWrapped(JsonElement root, Action read)
    {
        bool isOurs = false;
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.String && property.Value.GetString() is { Length: > 0 } value)
            {
                _values.TryAdd(Beside + property.Name, new Secret(value));
                isOurs |= s_names.Contains(property.Name);
            }
        }

        try
        {
            read();
        }
        catch (Exception e) when (isOurs && e is JsonException or InvalidOperationException or ArgumentException)
        {
            // It was nothing of ours.
        }

        if (isOurs)
            Fault = null;
        FindNoText(root);
    }

    /// <summary>Of AWS, and of sops where it does not know the form of the file by its name.</summary>
    private void ReadNested(string text, ProgramCommand command, DateTimeOffset now)
    {
        if (text.TrimStart().StartsWith('{'))
            ReadJson(text, command, now);
        else
            ReadText(text, Encoding.UTF8.GetBytes(text), command with { PrintsKey = true, NoText = null });
    }

    /// <summary>A member of the protocol, however it is cased: what writes JSON often has its own idea of that.</summary>
    private static JsonElement? MemberOf(JsonElement root, string name) =>
        root.EnumerateObject().Where(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)).Select(static p => (JsonElement?)p.Value).FirstOrDefault();

    private void ReadVersioned(JsonElement version, JsonElement variables, JsonElement? expiration, DateTimeOffset now)
    {
        if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out int number))
            Fault = "gives a version that is no number";
        else if (number != 1)
            Fault = FormattableString.Invariant($"speaks version {number} of the protocol, and this LlamaEnv knows version 1 only");
        else if (variables.ValueKind != JsonValueKind.Object)
            Fault = "gives Variables that are no object";
        else if (expiration is { ValueKind: not JsonValueKind.Null } end && FindExpirationFault(end, now) is { } fault)
            Fault = fault;
        else
            ReadFlat(variables);
    }

    private string? FindExpirationFault(JsonElement expiration, DateTimeOffset now)
    {
        // The date first: of 12/11/2026 nobody knows the month, and 23:59 would be today's for ever.
        if (expiration.ValueKind != JsonValueKind.String || expiration.GetString() is not { Length: >= DateLength } text
            || !DateOnly.TryParseExact(text[..DateLength], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return "gives an Expiration that is no time in ISO 8601, such as 2030-01-31T12:00:00Z";
        }

        Expiration = time;
        return time <= now ? FormattableString.Invariant($"gives values that expired at {time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}") : null;
    }

    /// <summary>Vault's second version of its store has the values one level deeper. Those of a deleted version are null, and vault says that this is well.</summary>
    private void ReadVault(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object)
            Fault = DeletedVersion;
        else if (data.TryGetProperty("data", out JsonElement inner) && inner.ValueKind is JsonValueKind.Object or JsonValueKind.Null && IsSecondVersion(data))
            ReadWrapped(data, () => ReadValues(inner));
        else
            ReadFlat(data);
    }

    /// <summary>It has the version's metadata beside the values. In the first version a field may be called data, too.</summary>
    private static bool IsSecondVersion(JsonElement data) =>
        data.TryGetProperty("metadata", out JsonElement metadata) ? metadata.ValueKind == JsonValueKind.Object : data.EnumerateObject().Count() == 1;

    private void ReadValues(JsonElement values)
    {
        if (values.ValueKind == JsonValueKind.Object)
            ReadFlat(values);
        else
            Fault = DeletedVersion;
    }

    /// <summary>A Secret of Kubernetes has its values in Base64.</summary>
    private void ReadKubernetes(JsonElement data)
    {
        foreach (JsonProperty property in data.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.String && property.Value.TryGetBytesFromBase64(out byte[]? bytes) && bytes.Length > 0)
                _values[property.Name] = new Secret(s_utf8.GetString(bytes).TrimEnd('\r', '\n'));
        }
    }

    private void ReadEntries(JsonElement list)
    {
        foreach (JsonElement item in list.EnumerateArray())
            ReadEntry(item);
        if (IsEmpty && Fault is null)
            Fault = "printed no secret";
    }

    private void ReadEntry(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            Fault = "printed a list of something that is no secret";
            return;
        }

        if ((TextOf(item, "key") ?? TextOf(item, "secretKey")) is not { } name || (TextOf(item, "value") ?? TextOf(item, "secretValue")) is not { Length: > 0 } text)
            return;

        Secret value = new(text);
        if (!_values.TryAdd(name, value) && _values[name] != value)
            Fault = "printed two secrets of one name that differ";
    }

    private static string? TextOf(JsonElement item, string name) => item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private void ReadFlat(JsonElement values)
    {
        foreach (JsonProperty property in values.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.String && property.Value.GetString() is { Length: > 0 } value)
                _values[property.Name] = new Secret(value);
        }

        FindNoText(values);
    }

    private void FindNoText(JsonElement values)
    {
        foreach (JsonProperty property in values.EnumerateObject())
        {
            if (property.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null) && Variable.All.Any(v => v.Name == property.Name))
                Fault = $"gives {property.Name} a value that is no text";
        }
    }
}
