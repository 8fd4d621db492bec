namespace LlamaEnv.Tool.Exports;

/// <summary>
/// A string of YAML in double quotes, with the escapes that every version and reader knows. It is not JSON's: a JSON encoder
/// writes characters beyond U+FFFF as two escapes, which YAML readers refuse or take for two halves.
/// </summary>
internal static class YamlString
{
    internal static string Quote(string text) => QuotedText.Quote(text, MustBeEscaped);

    /// <summary>Control characters, line ends of whatever kind, the byte order mark, and what is no character.</summary>
    private static bool MustBeEscaped(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF';
}
