namespace LlamaEnv.Validation;

/// <summary>Text that stands where a value should: what templates and documentation ship.</summary>
internal static class Placeholders
{
    private static readonly string[] s_words =
    [
        "changeme", "change-me", "change_me", "replaceme", "replace-me", "replace_me", "todo", "tbd", "fixme", "example", "sample", "placeholder",
        "dummy", "none", "null", "nil", "undefined", "secret", "key", "apikey", "api-key", "api_key", "token", "password", "project-id", "project_id",
        "project", "url", "base-url", "insert", "key-here", "...", "…",
    ];

    /// <summary>Words that make a placeholder of the longer text they stand in, between <c>-</c>, <c>_</c>, <c>.</c> or blanks.</summary>
    private static readonly string[] s_tellingWords = ["your", "example", "placeholder", "changeme", "todo", "replace", "dummy"];

    internal static bool IsPlaceholder(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> bare = KeyShapes.StripPasteMarks(text);
        if (bare.IsEmpty)
            return false;

        if (bare[0] == '<' && bare[^1] == '>')
            return true;

        bool isOfficial = KeyShapes.IsOfficial(bare);
        if (KeyShapes.HasOfficialPrefix(bare))
            bare = bare[KeyShapes.OfficialPrefix.Length..];
        if (bare.IsEmpty || CharacterSets.Cover(bare, static c => c is 'x' or 'X') || CharacterSets.Cover(bare, CharacterSets.IsFiller))
            return true;

        // 48 random characters may contain any word; only a run of x is not random.
        return !isOfficial && (IsWord(bare) || bare[0] == '<' && bare[^1] == '>');
    }

    /// <summary>As <see cref="IsPlaceholder"/>, and also where a telling word is only a part. Not for URLs: <c>example.com</c> is a host.</summary>
    internal static bool IsPlaceholderPhrase(ReadOnlySpan<char> text)
    {
        if (IsPlaceholder(text))
            return true;

        ReadOnlySpan<char> bare = KeyShapes.StripPasteMarks(text);
        if (KeyShapes.IsOfficial(bare))
            return false;

        foreach (Range range in bare.SplitAny("-_. "))
        {
            foreach (string word in s_tellingWords)
            {
                if (bare[range].Equals(word, StringComparison.OrdinalIgnoreCase))
                    return true;
            }
        }

        return false;
    }

    private static bool IsWord(ReadOnlySpan<char> text)
    {
        foreach (string word in s_words)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
