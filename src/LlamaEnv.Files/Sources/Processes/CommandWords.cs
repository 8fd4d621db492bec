using System.Text;

namespace LlamaEnv.Files.Sources.Processes;

/// <summary>Takes a command line apart without a shell: nothing in it is expanded.</summary>
internal static class CommandWords
{
    /// <summary>
    /// The words between blanks. Quotes of either kind hold blanks; in double quotes <c>\"</c> and <c>\\</c> stand for the
    /// sign itself. Any other backslash is one, so that a path of Windows needs no doubling.
    /// </summary>
    /// <returns>The words; null where a quote is never closed.</returns>
    internal static IReadOnlyList<string>? Split(string text)
    {
        List<string> words = [];
        StringBuilder word = new();
        bool isInWord = false;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote == '"' && c == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\')
            {
                word.Append(text[++i]);
            }
            else if (c == quote && quote != '\0')
            {
                quote = '\0';
            }
            else if (quote != '\0')
            {
                word.Append(c);
            }
            else if (c is '"' or '\'')
            {
                quote = c;
                isInWord = true;
            }
            else if (!char.IsWhiteSpace(c))
            {
                word.Append(c);
                isInWord = true;
            }
            else if (isInWord)
            {
                isInWord = false;
                End(words, word);
            }
        }

        if (isInWord)
            End(words, word);
        return quote == '\0' ? words : null;
    }

    private static void End(List<string> words, StringBuilder word)
    {
        words.Add(word.ToString());
        word.Clear();
    }
}
