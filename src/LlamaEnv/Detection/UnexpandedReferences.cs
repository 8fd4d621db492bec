namespace LlamaEnv.Validation;

/// <summary>References that a pipeline, shell or deployment tool should have expanded and did not.</summary>
internal static class UnexpandedReferences
{
    /// <summary>
    /// Whether <paramref name="text"/> holds <c>$(X)</c> (Azure Pipelines, MSBuild), <c>${X}</c> (shells, compose),
    /// <c>${{ X }}</c> (GitHub Actions), <c>%X%</c> (Windows) or <c>#{X}#</c> (token replacement tasks), or is <c>$X</c> alone.
    /// </summary>
    internal static bool HasReference(ReadOnlySpan<char> text) =>
        Has(text, "$(", ")") || Has(text, "${", "}") || Has(text, "#{", "}") || Has(text, "%", "%") || IsLoneName(text);

    private static bool Has(ReadOnlySpan<char> text, string open, string close)
    {
        int start = text.IndexOf(open, StringComparison.Ordinal);
        if (start < 0)
            return false;

        ReadOnlySpan<char> inner = text[(start + open.Length)..];
        int end = inner.IndexOf(close, StringComparison.Ordinal);
        if (end < 0)
            return false;

        ReadOnlySpan<char> name = inner[..end].TrimStart("{ ").TrimEnd();
        // "%C3%A9" is an escaped letter of a URL, not a reference.
        bool isEscape = open == "%" && name.Length == 2;
        return name.Length > 0 && !isEscape && (char.IsAsciiLetter(name[0]) || name[0] == '_');
    }

    private static bool IsLoneName(ReadOnlySpan<char> text) =>
        text.Length > 1 && text[0] == '$' && (char.IsAsciiLetter(text[1]) || text[1] == '_')
        && CharacterSets.Cover(text[1..], CharacterSets.IsName);
}
