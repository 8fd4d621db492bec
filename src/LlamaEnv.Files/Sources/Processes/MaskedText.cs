using System.Text.RegularExpressions;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Sources.Processes;

/// <summary>
/// What a program said on standard error, as it may be passed on. It may hold a secret of any shape: sops repeats a line that
/// it cannot read. So whatever could be one is masked, and prose is left.
/// </summary>
internal static partial class MaskedText
{
    /// <summary>The first say what went wrong, the last what to do.</summary>
    private const int MostLinesOfEnd = 3;
    private const int MostCharacters = 240;

    /// <summary>Words of this length that mix letters and digits are none of a language.</summary>
    private const int ShortestMixed = 6;

    /// <summary>Longer words are rare in prose, and usual in keys.</summary>
    private const int LongestWord = 15;

    /// <summary>How names of secrets end: <c>api_key</c>, <c>DB_PASSWORD</c>, <c>X-Vault-Token</c>.</summary>
    private const string Name = @"[\w.-]*(?:token|password|passwd|passphrase|pass|pwd|secret|api[-_ ]?key|credentials?)";

    /// <summary>With all that is between its quotes, blanks too.</summary>
    private const string Quoted = @"""(?:[^""\\]|\\.)*""?|'[^']*'?";

    private const string Bare = @"[^\s""',;}]+";

    /// <summary>
    /// What stands behind one of these is a secret, whatever it looks like. Behind a colon it has quotes or is the last word, as
    /// sentences have colons, too. sops repeats the line of a file that it cannot read.
    /// </summary>
    [GeneratedRegex(
        @"(?<=\b(?:bearer|basic)\s+)[^\s""']+"
        + "|(?<=" + Name + @"[""']?\s*=\s*)(?:" + Quoted + "|" + Bare + ")"
        + "|(?<=" + Name + @"[""']?\s*:\s*)(?:" + Quoted + "|" + Bare + @"(?=[""']?[\s,}]*$))"
        + "|(?<=--" + Name + @"\s+)(?:" + Quoted + "|" + Bare + ")"
        + @"|(?<=\b(?:password|passwd|passphrase|pwd|token|api[-_ ]?key)\s+)(?:" + Quoted + ")"
        + @"|(?<=""(?:value|secretValue|data)""\s*:\s*)(?:" + Quoted + ")"
        + @"|(?<=(?<!\S)(?:-u|--user)\s+)(?:" + Quoted + "|" + Bare + ")"
        + @"|(?<=\bline:\s).*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Labelled { get; }

    /// <summary>How programs name a kind of error.</summary>
    [GeneratedRegex(@"^(?:AADSTS[0-9]{4,7}|[A-Z][A-Za-z]{2,40}(?:Exception|Error|Fault)|[A-Z]+(?:_[A-Z]+){1,5})$", RegexOptions.CultureInvariant)]
    private static partial Regex ErrorName { get; }

    /// <summary>The first lines and the last, each a single one and not long; empty where nothing was said.</summary>
    /// <param name="text">What it said.</param>
    /// <param name="values">Values that are known to be secret.</param>
    /// <param name="known">Words that are known to be none.</param>
    internal static IReadOnlyList<string> Lines(string text, IEnumerable<Secret> values, IReadOnlyCollection<string> known)
    {
        string hidden = KeyMask.Apply(values.Aggregate(text, static (t, value) => value.HideIn(t)));
        string[] lines = [.. hidden.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0)];
        string[] shown = lines.Length <= 2 * MostLinesOfEnd ? lines : [.. lines[..MostLinesOfEnd], .. lines[^MostLinesOfEnd..]];
        return [.. shown.Select(static line => Labelled.Replace(line, "***")).Select(line => Shorten(SafeText.Line(string.Join(' ', line.Split(' ').Select(word => Mask(word, known))))))];
    }

    private static string Shorten(string line) => line.Length > MostCharacters ? $"{line[..MostCharacters]}…" : line;

    private static string Mask(string word, IReadOnlyCollection<string> known)
    {
        string bare = word.Trim('"', '\'', '`', '(', ')', '[', ']', '{', '}', ',', ';', ':', '.', '!', '?');
        if (bare.Length == 0 || known.Contains(bare) || ErrorName.IsMatch(bare))
            return word;
        if (bare.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign)
            return IsVariable(bare[..sign]) && bare.AsSpan(sign).Trim('=').Length > 0 ? $"{bare[..sign]}=***" : "***";
        if (IsAddress(bare))
            return word;

        bool isMixed = bare.Length >= ShortestMixed && bare.Any(char.IsDigit) && bare.Any(char.IsLetter);
        return isMixed || bare.Length > LongestWord ? word.Replace(bare, "***", StringComparison.Ordinal) : word;
    }

    /// <summary>The name of a variable or an option: with digits only where it has parts. Base64 ends with the same sign.</summary>
    private static bool IsVariable(string name) =>
        name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
        && (name.Contains('_', StringComparison.Ordinal) ? !name.Any(char.IsAsciiLetterLower) || !name.Any(char.IsAsciiLetterUpper) : name.Length <= LongestWord && !name.Any(char.IsDigit));

    /// <summary>A host and a path, without anything that could be handed over with them.</summary>
    private static bool IsAddress(string word) =>
        word.StartsWith("http", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(word, UriKind.Absolute, out Uri? uri) && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0
        && !uri.AbsolutePath.Split('/').Any(static part => part.Length > LongestWord);
}
