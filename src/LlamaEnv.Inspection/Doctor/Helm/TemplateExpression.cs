namespace LlamaEnv.Inspection.Doctor.Helm;

/// <summary>The text of <c>{{ … }}</c>.</summary>
internal static class TemplateExpression
{
    private static readonly string[] s_roots = [".Values", ".Release", ".Chart", ".Files", ".Capabilities", ".Template", ".Subcharts"];

    /// <summary>The actions of a line, with where they are in it; the last may be unfinished, which ends it.</summary>
    internal static IEnumerable<(int Start, int End, string Inner)> Actions(string text)
    {
        for (int start = text.IndexOf("{{", StringComparison.Ordinal); start >= 0;)
        {
            int end = text.IndexOf("}}", start + 2, StringComparison.Ordinal);
            if (end < 0)
                yield break;

            yield return (start, end + 2, text[(start + 2)..end].Trim().TrimStart('-').TrimEnd('-').Trim());
            start = text.IndexOf("{{", end + 2, StringComparison.Ordinal);
        }
    }

    /// <summary>The words of an expression; a quoted one is one word, brackets and pipes are words of their own.</summary>
    internal static List<string> Words(string inner)
    {
        List<string> words = [];
        for (int i = 0; i < inner.Length;)
        {
            char c = inner[i];
            int start = i;
            if (char.IsWhiteSpace(c))
            {
                i++;
                continue;
            }

            if (c is '"' or '`')
            {
                i++;
                while (i < inner.Length && inner[i] != c)
                    i += inner[i] == '\\' && c == '"' ? 2 : 1;
                i = Math.Min(i + 1, inner.Length);
            }
            else if (c is '(' or ')' or '|')
            {
                i++;
            }
            else
            {
                while (i < inner.Length && !char.IsWhiteSpace(inner[i]) && inner[i] is not ('(' or ')' or '|' or '"' or '`'))
                    i++;
            }

            words.Add(inner[start..i]);
        }

        return words;
    }

    /// <summary>The path below <c>.Values</c> that a word is; null for none.</summary>
    internal static string? PathOf(string word)
    {
        string text = word.StartsWith('$') ? word[1..] : word;
        return text.StartsWith(".Values.", StringComparison.Ordinal) ? text[".Values.".Length..] : null;
    }

    /// <summary>An expression with every <c>.x</c> as it is from the root.</summary>
    /// <param name="inner">The expression.</param>
    /// <param name="dot">The path that <c>.</c> has: empty for the root, null where nobody knows.</param>
    internal static string FromRoot(string inner, string? dot)
    {
        if (dot is "")
            return inner;

        return string.Join(' ', Words(inner).Select(word =>
            word == "." ? dot is null ? ".Unknown" : $".Values.{dot}"
            : word.StartsWith('.') && !(dot is null && s_roots.Any(r => word == r || word.StartsWith(r + '.', StringComparison.Ordinal))) ? dot is null ? $".Unknown{word}" : $".Values.{dot}{word}"
            : word));
    }
}
