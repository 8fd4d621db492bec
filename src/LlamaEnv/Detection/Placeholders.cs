namespace LlamaEnv.Detection;

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

    /// <summary>They make a placeholder of a declared secret's name-like text.</summary>
    private static readonly string[] s_secretWords = ["your", "example", "placeholder", "changeme", "todo", "replace", "dummy", "redacted"];

    /// <summary>What is written without anything between its words. As a part of something drawn at random it does not come up.</summary>
    private static readonly string[] s_phrases = ["yourapikey", "yourkey", "yourtoken", "yoursecret", "apikeyhere", "keyhere", "tokenhere", "changeme", "replaceme", "placeholder", "insertkey", "pastekey", "putyour", "enteryour", "addyour", "redacted"];

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
        if (bare.IsEmpty || CharacterSets.Cover(bare, static c => c is 'x' or 'X' or '-') || CharacterSets.Cover(bare, CharacterSets.IsFiller))
            return true;

        // 48 random characters may contain any word; only a run is not random.
        return !isOfficial && (IsOneOf(s_words, bare) || bare[0] == '<' && bare[^1] == '>');
    }

    /// <summary>As <see cref="IsPlaceholder"/>, and also where a telling word is only a part. Not for URLs: <c>example.com</c> is a host.</summary>
    internal static bool IsPlaceholderPhrase(ReadOnlySpan<char> text)
    {
        if (IsPlaceholder(text))
            return true;

        ReadOnlySpan<char> bare = KeyShapes.StripPasteMarks(text);
        bool isUuid = bare.Length == 36 && CharacterSets.Cover(bare, static c => char.IsAsciiHexDigit(c) || c == '-');
        return !isUuid && !KeyShapes.IsOfficial(bare) && (PlaceholderWords.Tell(bare) || HoldsPhrase(bare));
    }

    /// <summary>For the key: also what is drawn by no generator. Behind <c>llx-</c> more is known of what should be there than in a self-hosted key.</summary>
    internal static bool IsKeyPlaceholder(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> bare = KeyShapes.StripPasteMarks(text);
        bool isOfficial = KeyShapes.HasOfficialPrefix(bare);
        ReadOnlySpan<char> body = isOfficial ? bare[KeyShapes.OfficialPrefix.Length..] : bare;
        return IsPlaceholderPhrase(text) || (isOfficial && !KeyShapes.IsOfficial(bare) && PlaceholderWords.AreAll(body, needsTelling: false))
            || (body.Length > 3 && CharacterRuns.IsOneCharacter(body)) || (isOfficial && (CharacterRuns.IsRun(body) || PlaceholderSentences.IsHexSpeak(body)));
    }

    /// <summary>For the key of an official host, which hands out random ones only: any words, and any few characters over and over.</summary>
    internal static bool IsOfficialKeyPlaceholder(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> bare = KeyShapes.StripPasteMarks(text);
        if (!KeyShapes.HasOfficialPrefix(bare) || KeyShapes.IsOfficial(bare))
            return false;

        ReadOnlySpan<char> body = bare[KeyShapes.OfficialPrefix.Length..];
        return PlaceholderSentences.Is(body) || PlaceholderSentences.LooksLikeOne(body) || CharacterRuns.IsRepeated(body);
    }

    /// <summary>For a URL: a host that stands for one.</summary>
    internal static bool IsUrlPlaceholder(ReadOnlySpan<char> text) => !text.SequenceEqual(OfficialHosts.DefaultUrl) && (IsPlaceholder(text) || PlaceholderHosts.IsPlaceholder(KeyShapes.StripPasteMarks(text)));

    /// <summary>For a declared secret: a telling word counts in a name (<c>your-openai-key</c>), not in a connection string to <c>/my-todo-app</c>.</summary>
    internal static bool IsSecretPlaceholder(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> whole = KeyShapes.StripPasteMarks(text);
        ReadOnlySpan<char> bare = KeyShapes.StripProviderPrefix(whole);
        return IsPlaceholder(bare) || (CharacterSets.Cover(bare, static c => char.IsLetterOrDigit(c) || c is '_' or '-') && IsSecretPhrase(bare, hasPrefix: bare.Length < whole.Length));
    }

    /// <summary>A passphrase may be made of words, too, so beside those of templates in English, only what says nothing else counts.</summary>
    private static bool IsSecretPhrase(ReadOnlySpan<char> bare, bool hasPrefix)
    {
        foreach (Range range in bare.SplitAny("-_"))
        {
            if (IsOneOf(s_secretWords, bare[range]))
                return true;
        }

        return PlaceholderWords.AreAll(bare, needsTelling: !hasPrefix) || HoldsPhrase(bare) || (bare.Length > 7 && CharacterRuns.IsOneCharacter(bare)) || (hasPrefix && CharacterRuns.IsRun(bare));
    }

    private static bool HoldsPhrase(ReadOnlySpan<char> bare)
    {
        foreach (string phrase in s_phrases)
        {
            if (bare.Contains(phrase, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
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
