namespace LlamaEnv.Detection;

/// <summary>
/// <c>llama-env: ignore LLENV0060 REASON</c> in a comment: whoever wrote the line knows. It counts for its own line, and
/// where a line is nothing but the comment, for the next one.
/// </summary>
/// <remarks>The analyzer compiles this file in; so it needs nothing but the oldest .NET.</remarks>
internal static class IgnoreComment
{
    private const string Mark = "llama-env:";
    private const string Word = "ignore";
    private const string CodePrefix = "LLENV";

    private static readonly string[] s_commentSigns = ["//", "/*", "*", "#", "<!--", ";", "--", "'", "rem "];

    /// <summary>Whether a finding in a line is to be left out.</summary>
    /// <param name="code">The code of the finding.</param>
    /// <param name="line">The line.</param>
    /// <param name="above">The line above; empty where there is none.</param>
    internal static bool Covers(string code, ReadOnlySpan<char> line, ReadOnlySpan<char> above) =>
        Names(code, line) || (Names(code, above) && IsComment(above));

    private static bool Names(string code, ReadOnlySpan<char> line)
    {
        int start = line.IndexOf(Mark.AsSpan(), StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return false;

        ReadOnlySpan<char> rest = line.Slice(start + Mark.Length).TrimStart();
        if (!rest.StartsWith(Word.AsSpan(), StringComparison.OrdinalIgnoreCase))
            return false;

        rest = rest.Slice(Word.Length).TrimStart(" \t,".AsSpan());
        while (rest.StartsWith(CodePrefix.AsSpan(), StringComparison.OrdinalIgnoreCase))
        {
            int end = rest.IndexOfAny(" \t,".AsSpan());
            ReadOnlySpan<char> name = end < 0 ? rest : rest.Slice(0, end);
            if (name.Equals(code.AsSpan(), StringComparison.OrdinalIgnoreCase))
                return true;

            rest = end < 0 ? [] : rest.Slice(end).TrimStart(" \t,".AsSpan());
        }

        return false;
    }

    private static bool IsComment(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> text = line.TrimStart();
        foreach (string sign in s_commentSigns)
        {
            if (text.StartsWith(sign.AsSpan(), StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
