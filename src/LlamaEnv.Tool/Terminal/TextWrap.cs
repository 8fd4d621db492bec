namespace LlamaEnv.Tool.Terminal;

/// <summary>Breaks text into lines that fit.</summary>
internal static class TextWrap
{
    /// <summary>Between words; inside a word that is too long, behind the last separator of a path that fits.</summary>
    internal static IEnumerable<string> Lines(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (Columns.MaxWidth(longer) <= width)
            {
                line = longer;
                continue;
            }

            if (line.Length > 0)
                yield return line;
            line = word;
            while (Columns.MaxWidth(line) > width)
            {
                string part = Part(line, width);
                yield return part;
                line = line[part.Length..];
            }
        }

        yield return line;
    }

    private static string Part(string word, int width)
    {
        string fitting = Columns.Fit(word, width);
        int separator = fitting.LastIndexOfAny(['/', '\\']);
        return separator > 0 ? fitting[..(separator + 1)] : fitting.Length > 0 ? fitting : word[..1];
    }
}
