using LlamaEnv.Detection;

namespace LlamaEnv.Analyzers;

/// <summary>Where keys stand in a text.</summary>
internal static class KeySearch
{
    /// <summary>A whole key, in characters.</summary>
    internal const int Length = 4 + KeyLiteral.BodyLength;

    /// <summary>The first key at <paramref name="from"/> or behind; -1 where there is none.</summary>
    internal static int Find(string text, int from = 0)
    {
        for (int start = text.IndexOf(KeyLiteral.Prefix, from, StringComparison.Ordinal); start >= 0; start = text.IndexOf(KeyLiteral.Prefix, start + 1, StringComparison.Ordinal))
        {
            if (KeyLiteral.IsKeyAt(text.AsSpan(), start))
                return start;
        }

        return -1;
    }
}
