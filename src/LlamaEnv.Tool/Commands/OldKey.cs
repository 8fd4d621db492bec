using LlamaEnv.Detection;
using LlamaEnv.Validation;

namespace LlamaEnv.Tool.Commands;

/// <summary>A key that was replaced, looked for in texts: by itself, or by its fingerprint where a run goes on that does not know it.</summary>
internal sealed class OldKey
{
    /// <summary>To compare one takes milliseconds, and no file of settings has more.</summary>
    private const int MostCandidates = 20;

    private readonly Func<string, bool> _isIn;

    internal OldKey(Secret key) => _isIn = key.IsIn;

    internal OldKey(KeyFingerprint fingerprint) => _isIn = text => Candidates(text).Distinct().Take(MostCandidates).Any(candidate => fingerprint.Matches(new Secret(candidate)));

    internal bool IsIn(string text) => _isIn(text);

    /// <summary>What looks like a key of LlamaCloud.</summary>
    private static IEnumerable<string> Candidates(string text)
    {
        for (int start = 0; (start = text.IndexOf(KeyShapes.OfficialPrefix, start, StringComparison.Ordinal)) >= 0;)
        {
            int end = start + KeyShapes.OfficialPrefix.Length;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_'))
                end++;
            yield return text[start..end];
            start = end;
        }
    }
}
