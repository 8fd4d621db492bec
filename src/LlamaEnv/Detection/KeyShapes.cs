namespace LlamaEnv.Detection;

/// <summary>What keys look like: LlamaCloud's, and those that get pasted in their place.</summary>
internal static class KeyShapes
{
    /// <summary>The prefix of every key LlamaCloud issues (official documentation).</summary>
    internal const string OfficialPrefix = "llx-";

    /// <summary>Alphanumerics after the prefix. Observed in public validators; no official statement, so no more than a warning.</summary>
    internal const int OfficialLength = 48;

    /// <summary>Whoever issues JSON web tokens: nearly everybody.</summary>
    internal const string WebTokens = "a JSON web token issuer";

    /// <summary>Prefix and provider; a longer prefix stands before the shorter one it starts with.</summary>
    private static readonly (string Prefix, string Provider)[] s_providers =
    [
        ("sk-ant-", "Anthropic"), ("sk-or-", "OpenRouter"), ("sk-proj-", "OpenAI"), ("sk-svcacct-", "OpenAI"), ("sk-", "OpenAI"),
        ("sk_live_", "Stripe"), ("sk_test_", "Stripe"), ("AIza", "Google"), ("ya29.", "Google"), ("gsk_", "Groq"), ("hf_", "Hugging Face"),
        ("xai-", "xAI"), ("pplx-", "Perplexity"), ("AKIA", "AWS"), ("ASIA", "AWS"), ("ghp_", "GitHub"), ("gho_", "GitHub"), ("ghu_", "GitHub"),
        ("ghs_", "GitHub"), ("ghr_", "GitHub"), ("github_pat_", "GitHub"), ("glpat-", "GitLab"), ("xoxb-", "Slack"), ("xoxp-", "Slack"),
        ("r8_", "Replicate"), ("nvapi-", "NVIDIA"), ("tvly-", "Tavily"), ("lsv2_", "LangSmith"), ("npm_", "npm"), ("dckr_pat_", "Docker"), ("hvs.", "HashiCorp Vault"), ("hvb.", "HashiCorp Vault"), ("ops_eyJ", "1Password"),
        ("dp.st.", "Doppler"), ("dp.sa.", "Doppler"), ("dp.pt.", "Doppler"), ("dp.ct.", "Doppler"), ("eyJ", WebTokens),
    ];

    /// <summary>A bit for every letter that a key may begin with, A being the lowest: with it, a long list is looked at in no time.</summary>
    private static readonly ulong s_firstLetters = FirstLetters();

    internal static bool HasOfficialPrefix(ReadOnlySpan<char> text) => text.StartsWith(OfficialPrefix, StringComparison.Ordinal);

    internal static bool IsOfficial(ReadOnlySpan<char> text) =>
        HasOfficialPrefix(text) && text.Length == OfficialPrefix.Length + OfficialLength
        && CharacterSets.Cover(text[OfficialPrefix.Length..], char.IsAsciiLetterOrDigit);

    /// <summary>Whether text that is public holds a key of LlamaCloud's somewhere: in a host, behind a slash.</summary>
    internal static bool HoldsOfficialKey(ReadOnlySpan<char> text)
    {
        for (int start = 0; text[start..].IndexOf(OfficialPrefix, StringComparison.OrdinalIgnoreCase) is >= 0 and var found;)
        {
            start += found + OfficialPrefix.Length;
            ReadOnlySpan<char> rest = text[start..];
            int length = 0;
            while (length < rest.Length && char.IsAsciiLetterOrDigit(rest[length]))
                length++;
            if (OfficialPrefix.Length + length >= ShortestOfficial)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether a name, or a part of it, can be nothing but a key, of whatever provider: its prefix and a long run of letters and
    /// digits. <c>llx-invoices</c>, <c>sk-learn-2024</c> and <c>npm_packages</c> are names.
    /// </summary>
    internal static bool HoldsKey(ReadOnlySpan<char> text)
    {
        if (HoldsOfficialKey(text))
            return true;

        for (int i = 0; i < text.Length; i++)
        {
            if (LengthOfPrefixAt(text, i) is var prefix and > 0 && HasLongRun(text[(i + prefix)..]))
                return true;
        }

        return false;
    }

    /// <summary>Whether letters with digits among them go on for long somewhere before the next folder.</summary>
    private static bool HasLongRun(ReadOnlySpan<char> text)
    {
        const int Long = 16;
        int length = 0;
        bool hasDigit = false;
        bool hasLetter = false;
        foreach (char c in text)
        {
            if (c is '/' or '\\')
                return false;

            bool goesOn = char.IsAsciiLetterOrDigit(c);
            length = goesOn ? length + 1 : 0;
            hasDigit = goesOn && (hasDigit || char.IsAsciiDigit(c));
            hasLetter = goesOn && (hasLetter || char.IsAsciiLetter(c));
            if (length >= Long && hasDigit && hasLetter)
                return true;
        }

        return false;
    }

    /// <summary>Fewer than this is no key of the official host: whoever has one as short did not copy it whole.</summary>
    private const int ShortestOfficial = 20;

    /// <summary>Why text with the official prefix can be no key of an official host, or null: the length alone is only unusual.</summary>
    internal static string? FindImpossibility(ReadOnlySpan<char> text) =>
        text[OfficialPrefix.Length..].Contains(OfficialPrefix, StringComparison.Ordinal) ? "is two keys in one"
        : !CharacterSets.Cover(text, static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? "holds characters that no key has, such as ; or , or quotes"
        : text.Length < ShortestOfficial ? "is too short for a key"
        : null;

    /// <summary>The provider whose key <paramref name="text"/> is, or null.</summary>
    internal static string? ForeignProvider(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> bare = StripPasteMarks(text);
        foreach ((string prefix, string provider) in s_providers)
        {
            if (bare.StartsWith(prefix, StringComparison.Ordinal))
                return provider;
        }

        return null;
    }

    /// <summary>
    /// Whether text that should be public had better not be shown: a key in it, of whatever provider, or user info in a
    /// URL. People do swap variables.
    /// </summary>
    internal static bool MayHoldCredential(ReadOnlySpan<char> text)
    {
        ulong letters = s_firstLetters;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '@' || (MayBegin(letters, text[i]) && KeyBegins(text, i)))
                return true;
        }

        return false;
    }

    /// <summary>Text that should be public as messages may show it: not, if a credential may stand in it.</summary>
    internal static string Show(string text) => MayHoldCredential(text) ? "***" : text;

    /// <summary>LlamaCloud's anywhere, another provider's with a word: "task-runner" holds no key of OpenAI's.</summary>
    private static bool KeyBegins(ReadOnlySpan<char> text, int position) =>
        text[position..].StartsWith(OfficialPrefix, StringComparison.OrdinalIgnoreCase)
        || ((position == 0 || !char.IsAsciiLetterOrDigit(text[position - 1])) && ProviderPrefix(text[position..]).Length > 0);

    /// <summary>The length of the prefix of a key that begins at <paramref name="position"/>; 0 where none does.</summary>
    internal static int LengthOfPrefixAt(ReadOnlySpan<char> text, int position) =>
        !MayBegin(s_firstLetters, text[position]) || !KeyBegins(text, position) ? 0
        : text[position..].StartsWith(OfficialPrefix, StringComparison.OrdinalIgnoreCase) ? OfficialPrefix.Length
        : ProviderPrefix(text[position..]).Length;

    /// <summary>A name as messages may show it: not, if somebody put a key in its place.</summary>
    internal static string ShowName(string name) => IsKey(name) ? "***" : name;

    /// <summary>A pattern as messages may show it: <c>^sk-</c> names a prefix, and what goes on as long as a key may be one.</summary>
    internal static string ShowPattern(string pattern) => MayHoldCredential(pattern) && HasLongWord(pattern) ? "***" : pattern;

    private static bool HasLongWord(string text)
    {
        const int Long = 16;
        int length = 0;
        foreach (char c in text)
        {
            length = CharacterSets.IsName(c) || c == '-' ? length + 1 : 0;
            if (length == Long)
                return true;
        }

        return false;
    }

    /// <summary>Text of which every word that starts like a key is masked: for what a user typed and nobody understood.</summary>
    internal static string Mask(string text)
    {
        foreach (string prefix in (IEnumerable<string>)[OfficialPrefix, .. s_providers.Select(p => p.Prefix)])
        {
            for (int start = 0; text.IndexOf(prefix, start, StringComparison.Ordinal) is var found and >= 0; start = found + 1)
            {
                if (found > 0 && char.IsAsciiLetterOrDigit(text[found - 1]))
                    continue;

                int end = text.AsSpan(found).IndexOfAny(" '\"\t");
                text = string.Concat(text.AsSpan(0, found), "***", end < 0 ? "" : text.AsSpan(found + end));
            }
        }

        return text;
    }

    /// <summary>Whether text that should be a name is a key. Not <c>llx-AA****1234</c>: so llamactl calls the profile of a key.</summary>
    internal static bool IsKey(ReadOnlySpan<char> text) => !text.Contains('*') && (HasOfficialPrefix(text) || ProviderPrefix(text).Length > 0);

    /// <summary>What follows the prefix of a provider: of <c>sk-...</c> the dots.</summary>
    internal static ReadOnlySpan<char> StripProviderPrefix(ReadOnlySpan<char> text) => text[ProviderPrefix(text).Length..];

    private static bool MayBegin(ulong letters, char c) => c is >= 'A' and <= 'z' && ((letters >> (c - 'A')) & 1) != 0;

    private static ulong FirstLetters()
    {
        ulong letters = Bit('l') | Bit('L');
        foreach ((string prefix, _) in s_providers)
            letters |= Bit(prefix[0]);
        return letters;

        static ulong Bit(char letter) => 1UL << (letter - 'A');
    }

    /// <summary>The prefix of another provider's keys that the text starts with; empty where it starts with none.</summary>
    private static string ProviderPrefix(ReadOnlySpan<char> text)
    {
        foreach ((string prefix, _) in s_providers)
        {
            if (text.Length > 0 && text[0] == prefix[0] && text.StartsWith(prefix, StringComparison.Ordinal))
                return prefix;
        }

        return "";
    }

    /// <summary>The text without the blanks and quotes that a careless copy takes along.</summary>
    internal static ReadOnlySpan<char> StripPasteMarks(ReadOnlySpan<char> text) => text.Trim(" \t\r\n\"'`");
}
