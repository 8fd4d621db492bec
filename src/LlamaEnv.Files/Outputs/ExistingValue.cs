using System.Text;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;

namespace LlamaEnv.Files.Outputs;

/// <summary>A value that is already where one of ours would go, and whether it should stay.</summary>
internal static class ExistingValue
{
    /// <summary>What kind of reference an assignment of a .env file holds; null for a value, and for what says the same as <paramref name="value"/>.</summary>
    internal static string? DescribeReference(DotenvFile file, DotenvFile.Entry entry, Secret value)
    {
        string raw = Encoding.UTF8.GetString(file.TextOf(entry));
        char quote = raw.Length > 1 && raw[0] is '"' or '\'' or '`' && raw[^1] == raw[0] ? raw[0] : '\0';
        string text = quote == '\0' ? raw : raw[1..^1];
        return value.Ask(wanted => wanted.SequenceEqual(text)) ? null
            : quote == '`' && !IsCommand(text) ? SecretReferences.Describe(text)
            : SecretReferences.Describe(quote == '`' ? raw : text) ?? (quote is '\0' or '"' ? DescribeExpansion(text) : null);
    }

    /// <summary>What keeps a value of a JSON file from being set: there is more in its place than one, or a reference. Null where nothing does.</summary>
    internal static Diagnostic? FindObstacle(JsonFile file, IEnumerable<JsonFile.Node> places, Variable variable, string value, string path, bool overwritesReferences)
    {
        foreach (JsonFile.Node place in places)
        {
            if (place.IsContainer)
                return Findings.MalformedJson(path, file.LineOf(place), $"has an {(place.IsObject ? "object" : "array")} in place of the value of {variable}");
            if (!overwritesReferences && place.Text is { } text && text != value && SecretReferences.Describe(text) is { } reference)
                return Findings.ReferenceKept(variable, path, file.LineOf(place), reference);
        }

        return null;
    }

    /// <summary>To Node.js backticks are quotes, to a shell what stands in them is a command.</summary>
    private static bool IsCommand(string text) => text.AsSpan().ContainsAny(' ', '\t') || text.StartsWith('/') || text.StartsWith('.') || text.StartsWith('~');

    /// <summary>Shells and half of the libraries expand these anywhere in a value that is bare or in double quotes. What this output writes with one of them is in single quotes.</summary>
    private static string? DescribeExpansion(string text)
    {
        for (int i = 0; i + 1 < text.Length; i++)
        {
            char next = text[i + 1];
            bool isEscaped = i > 0 && text[i - 1] is '\\' or '$';
            if (text[i] == '$' && !isEscaped && (next is '{' or '_' || char.IsAsciiLetter(next)))
                return SecretReferences.VariableReference;
            if ((text[i] == '$' && !isEscaped && next == '(') || (text[i] == '`' && !isEscaped && (i == 0 || text.IndexOf('`', i + 1) > 0)))
                return SecretReferences.CommandSubstitution;
        }

        return null;
    }
}
