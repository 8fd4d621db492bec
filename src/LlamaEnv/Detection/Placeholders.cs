namespace LlamaEnv.Validation;

/// <summary>Text that stands where a value should: what templates and documentation ship.</summary>
internal static class Placeholders
{
    /// <summary>What nobody ever means.</summary>
    private static readonly string[] s_plainWords = ["changeme", "change-me", "change_me", "replaceme", "replace-me", "replace_me", "tbd", "fixme", "placeholder"];

    /// <summary>What a key, a URL or a project is never called; a log level may well be <c>none</c>.</summary>
    private static readonly string[] s_words =
    [
        .. s_plainWords, "todo", "example", "sample", "dummy", "none", "null", "nil", "undefined", "secret", "key", "apikey", "api-key", "api_key", "token", "password", "project-id", "project_id",
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
        return !isOfficial && (IsOneOf(s_words, bare) || bare[0] == '<' && bare[^1] == '>');
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

    /// <summary>For a declared secret: a telling word counts in a name (<c>your-openai-key</c>), not in a connection string to <c>/my-todo-app</c>.</summary>
    internal static bool IsSecretPlaceholder(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> bare = KeyShapes.StripProviderPrefix(KeyShapes.StripPasteMarks(text));
        return IsPlaceholder(bare) || (CharacterSets.Cover(bare, static c => CharacterSets.IsName(c) || c == '-') && IsPlaceholderPhrase(bare));
    }

    /// <summary>For a declared value that is no secret, and so may be any word: only what nobody ever means.</summary>
    internal static bool IsPlainPlaceholder(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> bare = KeyShapes.StripPasteMarks(text);
        bool isBracketed = bare.Length > 1 && bare[0] == '<' && bare[^1] == '>' && !bare[1..].Contains('<');
        return isBracketed || IsOneOf(s_plainWords, bare)
            || bare.StartsWith("your-", StringComparison.OrdinalIgnoreCase) || bare.StartsWith("your_", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsOneOf(string[] words, ReadOnlySpan<char> text)
    {
        foreach (string word in words)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
