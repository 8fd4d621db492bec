using LlamaEnv.Diagnostics;

namespace LlamaEnv.Validation;

/// <summary>Finds what is wrong with resolved values, all of it in one go.</summary>
internal static class Validator
{
    /// <summary>Every rule about a value that is one, in the order it is asked. One that rejects a value as a whole ends the questions about it.</summary>
    internal static IReadOnlyList<Rule> Rules { get; } =
    [
        new("placeholder", IsWhole: true, static (c, _) => c.Value.Ask(PlaceholdersOf(c.Variable)) ? Findings.Placeholder(c) : null),
        new("key of another provider", IsWhole: true, FindForeignKey),
        new("stray characters", IsWhole: true, static (c, _) => c.Value.Ask<bool>(c.Variable.IsDeclared ? HasStrayCharactersAround : HasStrayCharacters) ? Findings.StrayCharacters(c, NameStrayCharacters(c.Value)) : null),
        new("key without the official prefix", IsWhole: false, static (c, all) => c.Variable == Variable.ApiKey && !c.Value.Ask(KeyShapes.HasOfficialPrefix) && BaseUrls.IsOfficial(UrlOf(all)) ? Findings.NotOfficialKey(c) : null),
        new("unusual key shape", IsWhole: false, static (c, _) => c.Variable == Variable.ApiKey && c.Value.Ask(KeyShapes.HasOfficialPrefix) && !c.Value.Ask(KeyShapes.IsOfficial) ? Findings.UnusualKeyShape(c) : null),
        new("base URL", IsWhole: false, FindBadBaseUrl),
        new("plain http", IsWhole: false, static (c, _) => c.Variable == Variable.BaseUrl && c.Value.Ask(static text => BaseUrls.IsPlainHttp(text.ToString())) ? Findings.PlainHttp(c) : null),
        new("unusual project id", IsWhole: false, static (c, all) => c.Variable == Variable.ProjectId && !c.Value.Ask(static text => Guid.TryParseExact(text, "D", out _)) ? Findings.UnusualProjectId(c) : null),
        new("declared pattern", IsWhole: false, FindPatternFault),
    ];

    /// <param name="credentials">The values, which belong together.</param>
    /// <param name="ci">The CI system, which has its own way to fill a variable; null where there is none.</param>
    internal static IEnumerable<Diagnostic> Validate(IReadOnlyList<Credential> credentials, CiRun? ci = null)
    {
        foreach (Credential credential in credentials)
        {
            if (credential.Value.IsTooLong)
            {
                yield return Findings.TooLong(credential);
                continue;
            }

            if (credential.Value.Ask(UnexpandedReferences.HasReference))
            {
                yield return Findings.UnexpandedReference(credential, ci is not null && credential.Variable.IsSecret ? ci.MappingOf(credential.Variable) : null);
                continue;
            }

            foreach (Rule rule in Rules)
            {
                if (rule.Find(credential, credentials) is not { } finding)
                    continue;

                yield return finding;
                if (rule.IsWhole)
                    break;
            }
        }
    }

    /// <param name="Name">What the rule is about.</param>
    /// <param name="IsWhole">Whether a value it finds is no value at all, so that further questions would only add noise.</param>
    /// <param name="Find">The finding about a credential, given all of them, or null.</param>
    internal sealed record Rule(string Name, bool IsWhole, Func<Credential, IReadOnlyList<Credential>, Diagnostic?> Find);

    private static Diagnostic? FindForeignKey(Credential credential, IReadOnlyList<Credential> all)
    {
        // Whose key a declared variable is for, only its project knows; LlamaCloud's it is not, unless the name says so.
        if (!credential.Variable.IsDeclared && credential.Value.Ask(KeyShapes.ForeignProvider) is { } provider)
            return Findings.ForeignKey(credential, provider);

        bool isForLlamaCloud = credential.Variable == Variable.ApiKey || (credential.Variable.IsDeclared && credential.Variable.Name.Contains("LLAMA", StringComparison.OrdinalIgnoreCase));
        return !isForLlamaCloud && credential.Value.Ask(static text => KeyShapes.HasOfficialPrefix(KeyShapes.StripPasteMarks(text)))
            ? Findings.ForeignKey(credential, "LlamaCloud")
            : null;
    }

    private static Diagnostic? FindPatternFault(Credential credential, IReadOnlyList<Credential> all)
    {
        if (credential.Variable.Pattern is not { } pattern)
            return null;

        return credential.Value.Ask(pattern.IsMatch) switch
        {
            true => null,
            false => Findings.PatternNotMatched(credential),
            null => Findings.PatternTookTooLong(credential),
        };
    }

    private static Func<ReadOnlySpan<char>, bool> PlaceholdersOf(Variable variable) =>
        variable.IsDeclared ? variable.IsSecret ? Placeholders.IsSecretPlaceholder : Placeholders.IsPlainPlaceholder
        : variable == Variable.BaseUrl ? Placeholders.IsPlaceholder
        : Placeholders.IsPlaceholderPhrase;

    private static Diagnostic? FindBadBaseUrl(Credential credential, IReadOnlyList<Credential> all)
    {
        if (credential.Variable != Variable.BaseUrl)
            return null;

        return credential.Value.Ask(static text => BaseUrls.FindFault(text.ToString())) is { } fault
            ? Findings.BadBaseUrl(credential, fault, credential.Value.Ask(static text => BaseUrls.Propose(text.ToString())))
            : null;
    }

    private static string? UrlOf(IReadOnlyList<Credential> all)
    {
        foreach (Credential credential in all)
        {
            if (credential.Variable == Variable.BaseUrl)
                return credential.Value.Publish(credential.Variable);
        }

        return null;
    }

    private static bool HasStrayCharacters(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c) || IsInvisible(c))
                return true;
        }

        return IsQuote(text[0]) || IsQuote(text[^1]);
    }

    /// <summary>A connection string has blanks in it, and a greeting quotes.</summary>
    private static bool HasStrayCharactersAround(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if ((char.IsControl(c) && c != '\t') || IsInvisible(c))
                return true;
        }

        return char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) || (text.Length > 1 && IsQuote(text[0]) && text[^1] == text[0]);
    }

    private static string NameStrayCharacters(Secret value) =>
        value.Ask(static text => text.ContainsAny('\r', '\n')) ? "a line end"
        : value.Ask(static text => IsQuote(text[0]) || IsQuote(text[^1])) ? "quotes around it"
        : value.Ask(static text => char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])) ? "blanks around it"
        : value.Ask(static text => text.ContainsAny(' ', '\t')) ? "blanks in it"
        : "control or invisible characters";

    private static bool IsQuote(char c) => c is '"' or '\'' or '`' or '\u2018' or '\u2019' or '\u201C' or '\u201D';

    /// <summary>Zero-width characters, line separators and marks that pages and editors leave behind.</summary>
    private static bool IsInvisible(char c) => c is '\u200B' or '\u200C' or '\u200D' or '\u2028' or '\u2029' or '\u2060' or '\uFEFF' or '\u00AD';
}
