using System.Text;
using System.Text.Json;
using LlamaEnv.Detection;
using LlamaEnv.Files.Formats;

namespace LlamaEnv.Files.Outputs;

/// <summary>Whether a file already holds what others must not see: asked only of a file that they can read.</summary>
internal static class ExistingKey
{
    /// <param name="content">The file as it is.</param>
    /// <param name="credentials">What is to be written into it: names of secrets, and values it may have already.</param>
    internal static bool IsIn(byte[] content, IReadOnlyList<Credential> credentials)
    {
        string text = Encoding.UTF8.GetString(content);
        return credentials.Any(c => c.Variable.IsSecret && c.Value.Ask(key => text.AsSpan().Contains(key, StringComparison.Ordinal)))
            || Values(content, [.. credentials.Where(c => c.Variable.IsSecret).Select(c => c.Variable)]).Any(IsKey)
            || HoldsOfficialKey(text);
    }

    /// <summary>A key of LlamaCloud's anywhere, in a comment too.</summary>
    private static bool HoldsOfficialKey(ReadOnlySpan<char> text)
    {
        while (text.IndexOf(KeyShapes.OfficialPrefix, StringComparison.Ordinal) is var start and >= 0)
        {
            text = text[start..];
            int length = KeyShapes.OfficialPrefix.Length;
            while (length < text.Length && char.IsAsciiLetterOrDigit(text[length]))
                length++;
            if (IsKey(text[..length].ToString()))
                return true;

            text = text[length..];
        }

        return false;
    }

    private static IEnumerable<string> Values(byte[] content, Variable[] secrets)
    {
        if (content.AsSpan().TrimStart(Encoding.UTF8.Preamble).TrimStart(" \t\r\n"u8) is [(byte)'{', ..])
            return JsonValues(content, secrets);

        DotenvFile file = DotenvFile.Scan(content, [.. secrets.Select(s => Encoding.ASCII.GetBytes(s.Name))]);
        return file.Entries.Select(entry => Encoding.UTF8.GetString(file.ValueOf(entry)));
    }

    private static IEnumerable<string> JsonValues(byte[] content, Variable[] secrets)
    {
        try
        {
            HashSet<string> names = new(secrets.SelectMany(UserSecretsKeys.Of).SelectMany(key => (string[])[key, key[(key.LastIndexOf(':') + 1)..]]), StringComparer.OrdinalIgnoreCase);
            return Strings(JsonFile.Parse(content).Root, names);
        }
        catch (JsonException)
        {
            return []; // It is not edited, either.
        }
    }

    /// <summary>Every string whose member has one of these names, in whatever object that stands.</summary>
    private static IEnumerable<string> Strings(JsonFile.Node node, HashSet<string> names) => node.Members.SelectMany(member =>
        member.Value.Text is { } text && names.Contains(member.Name) ? [text] : Strings(member.Value, names));

    /// <summary>What somebody could use: no placeholder, and no reference to what is elsewhere.</summary>
    private static bool IsKey(string value)
    {
        ReadOnlySpan<char> bare = KeyShapes.StripPasteMarks(value);
        return !bare.IsEmpty && !Placeholders.IsPlaceholderPhrase(bare) && UnexpandedReferences.Find(bare, ReferencePlaces.OtherSecret) is null;
    }
}
