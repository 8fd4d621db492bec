using System.Buffers;

namespace LlamaEnv.Inspection.Doctor.Text;

/// <summary>Marks that a step before the file is used puts values in place of: <c>@KEY@</c>, <c>{{ key }}</c>, <c>__KEY__</c>, <c>#{KEY}#</c>.</summary>
internal static class DeploymentTokens
{
    private static readonly SearchValues<char> s_name = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>Whether a value is one, so that nobody can tell from the file what the program gets.</summary>
    internal static bool IsOne(string text) =>
        text.Contains("{{", StringComparison.Ordinal) || text.Contains("<%", StringComparison.Ordinal) || text.Contains("#{", StringComparison.Ordinal)
        || IsBetween(text, "@", "@") || IsBetween(text, "__", "__");

    private static bool IsBetween(string text, string start, string end) =>
        text.Length > start.Length + end.Length && text.StartsWith(start, StringComparison.Ordinal) && text.EndsWith(end, StringComparison.Ordinal)
        && text.AsSpan(start.Length, text.Length - start.Length - end.Length).IndexOfAnyExcept(s_name) < 0;
}
