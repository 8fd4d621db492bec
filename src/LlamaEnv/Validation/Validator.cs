using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Validation;

/// <summary>Finds what is wrong with resolved values, all of it in one go.</summary>
internal static class Validator
{
    /// <summary>Every rule about a value that is one, in the order it is asked. One that rejects a value as a whole ends the questions about it.</summary>
    internal static IReadOnlyList<Rule> Rules { get; } =
    [
        new("reference", IsFinal: true, static (c, context) => FindReference(c) is { } kind ? Findings.UnexpandedReference(c, kind, context.ExplainMapping(c.Variable)) : null),
        new("placeholder", IsFinal: true, static (c, context) => c.Value.Ask(PlaceholdersOf(c.Variable)) || (c.Variable == Variable.ApiKey && context.Url?.IsOfficial == true && c.Value.Ask(Placeholders.IsOfficialKeyPlaceholder)) ? Findings.Placeholder(c) : null),
        new("key of another provider", IsFinal: true, static (c, context) => FindForeignKey(c) ?? (c.Variable.IsDeclared || c.Variable == Variable.ApiKey || c.Value != context.Key ? null : Findings.ForeignKey(c, "LlamaCloud"))),
        new("stray characters", IsFinal: true, static (c, _) => c.Value.Ask<bool>(c.Variable.IsDeclared ? HasStrayCharactersAround : c.Variable == Variable.BaseUrl ? HasStrayCharacters : HasStrayOrHidden) ? Findings.StrayCharacters(c, NameStrayCharacters(c.Value)) : null),
        new("key without the official prefix", IsFinal: false, static (c, context) => c.Variable == Variable.ApiKey && !c.Value.Ask(KeyShapes.HasOfficialPrefix) && context.Url?.IsOfficial == true ? Findings.NotOfficialKey(c) : null),
        new("unusual key shape", IsFinal: false, static (c, context) => c.Variable == Variable.ApiKey && c.Value.Ask(KeyShapes.HasOfficialPrefix) && !c.Value.Ask(KeyShapes.IsOfficial) ? ValidateShape(c, context) : null),
        new("base URL", IsFinal: false, static (c, context) => c.Variable == Variable.BaseUrl ? ValidateUrl(c, context.Url!) : null),
        new("plain http", IsFinal: false, static (c, context) => c.Variable == Variable.BaseUrl && context.Url!.IsPlainHttp(context.HttpHosts) ? Findings.PlainHttp(c) : null),
        new("unusual project id", IsFinal: false, static (c, context) => c.Variable == Variable.ProjectId && !c.Value.Ask(static text => Guid.TryParseExact(text, "D", out _)) ? Findings.UnusualProjectId(c) : null),
        new("key of another environment", IsFinal: false, static (c, context) => c.Variable == Variable.ApiKey ? context.Expected?.Judge(c) : null),
        new("value that ends soon", IsFinal: false, static (c, _) => c.Variable.IsSecret && c.EndsWithin(Findings.TooShort) ? Findings.EndsSoon(c) : null),
        new("declared pattern", IsFinal: false, static (c, _) => FindPatternFault(c)),
    ];

    /// <param name="credentials">The values, which belong together.</param>
    /// <param name="ci">The CI system, which has its own way to fill a variable; null where there is none.</param>
    /// <param name="httpHosts">Hosts that plain http may go to.</param>
    /// <param name="expected">The keys that are expected; null for any.</param>
    internal static IEnumerable<Diagnostic> Validate(IReadOnlyList<Credential> credentials, CiRun? ci = null, IReadOnlyList<string>? httpHosts = null, ExpectedKeys? expected = null)
    {
        ValidationContext context = new(credentials, ci, httpHosts ?? [], expected);
        foreach (Credential credential in credentials)
        {
            if (credential.Value.IsTooLong)
            {
                yield return Findings.TooLong(credential) with { Variable = credential.Variable.Name };
                continue;
            }

            foreach (Rule rule in Rules)
            {
                if (rule.Find(credential, context) is not { } finding)
                    continue;

                yield return finding with { Variable = credential.Variable.Name };
                if (rule.IsFinal)
                    break;
            }
        }
    }

    /// <summary>What is wrong with a base URL by itself: an error, or a warning.</summary>
    internal static Diagnostic? ValidateUrl(Credential credential, ApiUrl url) =>
        url.Fault is { } fault ? Findings.BadBaseUrl(credential, fault, ApiUrl.Propose(url.Text))
        : url.ApiPath is { } path ? Findings.ApiPathInUrl(credential, path, url.RootOfApiPath)
        : null;

    /// <param name="Name">What the rule is about.</param>
    /// <param name="IsFinal">Whether a value it finds is no value at all, so that further rules would only add noise.</param>
    /// <param name="Find">The finding about a credential, given its context, or null.</param>
    internal sealed record Rule(string Name, bool IsFinal, Func<Credential, ValidationContext, Diagnostic?> Find);

    /// <summary>What a rule needs to know beside the value.</summary>
    internal sealed class ValidationContext(IReadOnlyList<Credential> all, CiRun? ci, IReadOnlyList<string> httpHosts, ExpectedKeys? expected)
    {
        private readonly Lazy<ApiUrl?> _url = new(() => all.FirstOrDefault(static c => c.Variable == Variable.BaseUrl)?.Value.Ask(static text => ApiUrl.Parse(text.ToString())));

        /// <summary>The URL that the key is for; null where there is none.</summary>
        internal ApiUrl? Url => _url.Value;

        /// <summary>The key; null where there is none.</summary>
        internal Secret? Key { get; } = all.FirstOrDefault(static c => c.Variable == Variable.ApiKey)?.Value;

        internal IReadOnlyList<string> HttpHosts { get; } = httpHosts;

        internal ExpectedKeys? Expected { get; } = expected;

        /// <summary>How the CI system that this runs on hands out a secret.</summary>
        internal string? ExplainMapping(Variable variable) => variable.IsSecret ? ci?.MappingOf(variable) : null;
    }

    private static ReferenceKind? FindReference(Credential credential)
    {
        ReferencePlaces place = PlaceOf(credential.Variable);
        return credential.Value.Ask(text => KeyShapes.StripPasteMarks(text).Equals(credential.Variable.Name, StringComparison.OrdinalIgnoreCase))
            ? UnexpandedReferences.OwnName
            : credential.Value.Ask(text => UnexpandedReferences.Find(text, place));
    }

    /// <summary>A host of one's own may hand out keys of any shape, an official one does not.</summary>
    private static Diagnostic ValidateShape(Credential key, ValidationContext context) =>
        key.Value.Ask(KeyShapes.FindImpossibility) is { } fault && context.Url?.IsOfficial == true ? Findings.ImpossibleKey(key, fault) : Findings.UnusualKeyShape(key);

    private static Diagnostic? FindForeignKey(Credential credential)
    {
        Variable variable = credential.Variable;
        // Whose key a declared variable is for, its name may tell; LlamaCloud's it is not, unless the name says so.
        if (credential.Value.Ask(KeyShapes.ForeignProvider) is { } provider
            && (!variable.IsDeclared || (variable.IsSecret && ProviderNames.IsForAnother(variable.Name, provider))))
            return Findings.ForeignKey(credential, provider);

        bool isForLlamaCloud = variable == Variable.ApiKey || (variable.IsDeclared && ProviderNames.MayBeLlamaCloud(variable.Name));
        return !isForLlamaCloud && (credential.Value.Ask(static text => KeyShapes.HasOfficialPrefix(KeyShapes.StripPasteMarks(text))) || (!variable.IsDeclared && credential.Value.Ask(KeyShapes.HoldsOfficialKey)))
            ? Findings.ForeignKey(credential, "LlamaCloud")
            : null;
    }

    private static Diagnostic? FindPatternFault(Credential credential)
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
        : variable == Variable.BaseUrl ? Placeholders.IsUrlPlaceholder
        : variable == Variable.ApiKey ? Placeholders.IsKeyPlaceholder
        : Placeholders.IsPlaceholderPhrase;

    private static bool HasStrayCharacters(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c) || IsInvisible(c))
                return true;
        }

        return IsQuote(text[0]) || IsQuote(text[^1]) || IsRestOfSign(text[0]);
    }

    /// <summary>Of a key or an id, everything is to be seen. What a URL hides is said of its host and path.</summary>
    private static bool HasStrayOrHidden(ReadOnlySpan<char> text) => HasStrayCharacters(text) || !VisibleText.Covers(text);

    /// <summary>A connection string may have spaces in it, and a greeting quotes.</summary>
    private static bool HasStrayCharactersAround(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if ((char.IsControl(c) && c != '\t') || IsInvisible(c) || VisibleText.IsDirection(c))
                return true;
        }

        return char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) || (text.Length > 1 && IsQuote(text[0]) && text[^1] == text[0]);
    }

    internal static string NameStrayCharacters(Secret value) =>
        value.Ask(static text => text.ContainsAny('\r', '\n')) ? "a line end"
        : value.Ask(static text => IsRestOfSign(text[0])) ? "=, > or : in front, as of a line NAME => VALUE or NAME == VALUE instead of NAME=VALUE"
        : value.Ask(static text => IsQuote(text[0]) || IsQuote(text[^1])) ? "quotes around it"
        : value.Ask(static text => char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])) ? "spaces around it"
        : value.Ask(static text => text.ContainsAny(' ', '\t')) ? "spaces in it"
        : "control or invisible characters";

    /// <summary>Of <c>=></c>, <c>==</c> or <c>=:</c> what readers of .env files leave to the value.</summary>
    private static bool IsRestOfSign(char c) => c is '=' or '>' or ':';

    private static bool IsQuote(char c) => c is '"' or '\'' or '`' or '\u2018' or '\u2019' or '\u201C' or '\u201D';

    /// <summary>Zero-width characters, line separators and marks that pages and editors leave behind.</summary>
    private static bool IsInvisible(char c) => c is '\u200B' or '\u200C' or '\u200D' or '\u2028' or '\u2029' or '\u2060' or '\uFEFF' or '\u00AD';

    /// <summary>Where a variable's value is judged.</summary>
    private static ReferencePlaces PlaceOf(Variable variable) =>
        variable == Variable.ApiKey ? ReferencePlaces.Key
        : variable == Variable.BaseUrl ? ReferencePlaces.Url
        : variable == Variable.ProjectId ? ReferencePlaces.Project
        : !variable.IsSecret ? ReferencePlaces.Public
        : NameTokens.IsPointer(variable.Name) ? ReferencePlaces.Pointer
        : NameTokens.IsCredential(variable.Name) ? ReferencePlaces.NamedSecret
        : ReferencePlaces.OtherSecret;
}
