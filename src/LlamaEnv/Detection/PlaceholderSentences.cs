namespace LlamaEnv.Detection;

/// <summary>Placeholders that are written as a sentence: <c>this-is-not-a-real-key</c>.</summary>
internal static class PlaceholderSentences
{
    /// <summary>What sentences are made of that say there is no key yet. Alone they say nothing.</summary>
    private static readonly HashSet<string> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        "fake", "bogus", "mock", "mocked", "stub", "pseudo", "imaginary", "invalid", "wrong", "nonexistent", "nonexisting", "unknown", "secure", "temp", "temporary", "default", "generated", "generate", "create", "created", "copy", "copied",
        "not", "no", "non", "is", "isnt", "are", "be", "was", "will", "would", "should", "does", "doesnt", "do", "dont", "exist", "work", "works", "working", "use", "used", "using", "commit", "only", "just", "please", "one", "some", "any", "all", "nothing", "anything",
        "for", "at", "on", "of", "or", "and", "by", "via", "to", "as", "if", "you", "we", "i", "our", "their", "own", "that", "these", "it", "its", "there", "see", "docs", "readme", "website", "site", "page", "web", "www", "com", "ai", "io",
        "up", "out", "sign", "signup", "login", "register", "settings", "setup", "tests", "tested", "purposes", "purpose", "unit", "integration", "local", "localhost", "build", "ci", "env", "variable", "credentials", "credential", "hello", "world", "lorem", "ipsum",
        "qwerty", "qwertyuiop", "qwertz", "asdf", "asdfgh", "asdfghjkl", "zxcvbn", "zxcvbnm", "deadbeef", "cafebabe", "feedface", "deadcode", "baadfood", "llm", "rag", "platform", "server", "client",
        "bitte", "ersetzen", "ein", "eine", "einen", "den", "das", "der", "schluessel", "eingeben", "kein", "keine", "echter", "echt", "nur", "zum", "testen", "fuer", "für", "par", "votre", "une", "un", "pas", "vraie", "por", "favor", "una", "clave", "no", "es", "real", "uma", "per", "chiave", "hier", "invullen", "geen", "echte",
    };

    /// <summary>Numbers that people spell words with.</summary>
    private static readonly string[] s_hexSpeak = ["deadbeef", "deadc0de", "cafebabe", "cafed00d", "feedface", "baadf00d", "badc0ffee", "c0ffee", "0badcafe", "facefeed", "f00dbabe"];

    /// <summary>Fewer letters that stand together may be anything, more of them are the made-up key of a test.</summary>
    private const int FewestTogether = 12;
    private const int MostTogether = 40;

    /// <summary>Whether it is made of well-known words, divided or not: <c>this-is-not-a-real-key</c>, <c>NotARealKey</c>.</summary>
    internal static bool Is(ReadOnlySpan<char> text)
    {
        List<string> words = PlaceholderWords.Split(text, atHumps: false);
        string together = string.Concat(words).ToLowerInvariant();
        if (!IsOneCase(text) && together.Contains("fake", StringComparison.Ordinal))
            return false;

        return words.Count >= 3 && IsOneCase(text) ? words.TrueForAll(static w => IsWord(w) || PlaceholderWords.IsShortNumber(w)) && words.Exists(static w => !PlaceholderWords.IsShortNumber(w))
            : together.Length is >= FewestTogether and < MostTogether && AreWords(together);
    }

    /// <summary>Whether it looks like words, whatever they are: at least three in one case, without a digit, each one to be pronounced.</summary>
    internal static bool LooksLikeOne(ReadOnlySpan<char> text)
    {
        const int Longest = 16;
        List<string> words = PlaceholderWords.Split(text, atHumps: false);
        return words.Count >= 3 && CharacterSets.Cover(text, static c => char.IsLetter(c) || c is '-' or '_')
            && words.TrueForAll(static w => w.Length <= Longest && IsOneCase(w.AsSpan(1)) && (w.Length < 4 || w.Any(IsVowel)))
            && words.Exists(static w => w.Length > 2);
    }

    /// <summary>Of another alphabet, or with an accent, every letter counts.</summary>
    private static bool IsVowel(char c) => !char.IsAscii(c) || "aeiouyAEIOUY".Contains(c, StringComparison.Ordinal);

    private static bool IsWord(string word) => PlaceholderWords.Contain(word) || s_words.Contains(word);

    private static bool IsOneCase(ReadOnlySpan<char> text) => CharacterSets.Cover(text, static c => !char.IsUpper(c)) || CharacterSets.Cover(text, static c => !char.IsLower(c));

    /// <summary>Whether it is one of those numbers over and over.</summary>
    internal static bool IsHexSpeak(ReadOnlySpan<char> text)
    {
        foreach (string word in s_hexSpeak)
        {
            if (text.Length >= 2 * word.Length && text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && text[word.Length..].Equals(text[..^word.Length], StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Whether letters that stand together can be divided into words, and more than the one that keys of tests are made of.</summary>
    private static bool AreWords(string text)
    {
        if (!text.All(char.IsLetter))
            return false;

        const int Longest = 16;
        // For every position: whether words end there, and whether one of them was another than "fake".
        bool[] reached = new bool[text.Length + 1];
        bool[] isTold = new bool[text.Length + 1];
        reached[0] = true;
        for (int end = 1; end <= text.Length; end++)
        {
            for (int start = Math.Max(0, end - Longest); start < end; start++)
            {
                string word = text[start..end];
                if (!reached[start] || !IsWord(word))
                    continue;

                reached[end] = true;
                isTold[end] |= isTold[start] || (word.Length > 2 && word != "fake");
            }
        }

        return reached[^1] && isTold[^1];
    }
}
