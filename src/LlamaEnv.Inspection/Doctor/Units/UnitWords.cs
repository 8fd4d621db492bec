using System.Text;

namespace LlamaEnv.Inspection.Doctor.Units;

/// <summary>Takes a setting of words apart as systemd does: blanks divide, quotes and backslashes keep together. Source: systemd.syntax(7).</summary>
internal static class UnitWords
{
    internal static IReadOnlyList<string> Split(string text)
    {
        List<string> words = [];
        StringBuilder word = new();
        bool isInWord = false;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (isInWord)
                    words.Add(word.ToString());
                word.Clear();
                isInWord = false;
                continue;
            }

            isInWord = true;
            if (c == '\\' && i + 1 < text.Length)
                word.Append(Escaped(text[++i]));
            else if (quote == '\0' && c is '"' or '\'')
                quote = c;
            else if (c == quote && quote != '\0')
                quote = '\0';
            else
                word.Append(c);
        }

        if (isInWord)
            words.Add(word.ToString());
        return words;
    }

    private static char Escaped(char c) => c switch { 'n' => '\n', 't' => '\t', 's' => ' ', _ => c };
}
