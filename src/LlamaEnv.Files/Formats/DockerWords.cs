using System.Text;
using System.Text.Json;

namespace LlamaEnv.Files.Formats;

/// <summary>Takes apart what stands behind an instruction's name.</summary>
internal static class DockerWords
{
    /// <summary>At blanks that no quotes enclose and no backslash precedes. The quotes stay.</summary>
    internal static List<string> Split(string text)
    {
        List<string> words = [];
        StringBuilder word = new();
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\\' && quote != '\'' && i + 1 < text.Length)
            {
                word.Append(c).Append(text[++i]);
            }
            else if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (word.Length > 0)
                    words.Add(word.ToString());
                word.Clear();
            }
            else
            {
                quote = quote == '\0' ? c is '"' or '\'' ? c : '\0' : c == quote ? '\0' : quote;
                word.Append(c);
            }
        }

        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }

    /// <summary>Without the quotes around it or around its parts.</summary>
    internal static string Unquote(string word)
    {
        StringBuilder text = new();
        char quote = '\0';
        for (int i = 0; i < word.Length; i++)
        {
            char c = word[i];
            if (c == '\\' && quote != '\'' && i + 1 < word.Length)
                text.Append(word[++i]);
            else if (quote == '\0' && c is '"' or '\'')
                quote = c;
            else if (c == quote && quote != '\0')
                quote = '\0';
            else
                text.Append(c);
        }

        return text.ToString();
    }

    /// <summary>The words of a command in either form; empty where it is neither.</summary>
    internal static IReadOnlyList<string> Command(string text)
    {
        string trimmed = text.Trim();
        if (!trimmed.StartsWith('['))
            return [.. Split(trimmed).Select(Unquote)];

        try
        {
            using JsonDocument document = JsonDocument.Parse(trimmed);
            return [.. document.RootElement.EnumerateArray().Select(static e => e.ValueKind == JsonValueKind.String ? e.GetString()! : "")];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [.. Split(trimmed).Select(Unquote)]; // Docker, too, takes what is no JSON for a shell's line.
        }
    }
}
