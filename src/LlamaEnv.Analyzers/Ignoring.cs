using LlamaEnv.Detection;
using Microsoft.CodeAnalysis.Text;

namespace LlamaEnv.Analyzers;

/// <summary>Whether a comment beside a place leaves a finding out.</summary>
internal static class Ignoring
{
    internal static bool IsIgnored(SourceText text, int position, string code)
    {
        int number = text.Lines.IndexOf(position);
        string above = number > 0 ? text.Lines[number - 1].ToString() : "";
        return IgnoreComment.Covers(code, text.Lines[number].ToString().AsSpan(), above.AsSpan());
    }
}
