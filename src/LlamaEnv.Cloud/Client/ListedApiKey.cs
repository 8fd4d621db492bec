using LlamaEnv.Detection;

namespace LlamaEnv.Cloud.Client;

/// <summary>An API key as the server lists it: with enough of it to know it again, and not more.</summary>
/// <param name="Id">What it is deleted by.</param>
/// <param name="Name">What its maker called it.</param>
/// <param name="ProjectId">The project it is for; null for all of the user's.</param>
/// <param name="Redacted">Its beginning and end, in whatever form the server has for that.</param>
/// <param name="CreatedAt">When it was made; null where the server does not say.</param>
internal sealed record ListedApiKey(string Id, string Name, string? ProjectId, string Redacted, DateTimeOffset? CreatedAt)
{
    /// <summary>Fewer characters are those of many keys. What every key begins with does not count.</summary>
    private const int LeastShown = 4;

    /// <summary>What stands for the rest.</summary>
    private const string Marks = "*.…•";

    /// <summary>Whether it is another one, as what is shown of it is not so in <paramref name="key"/>. False where nothing is shown.</summary>
    internal bool Contradicts(Secret key)
    {
        int start = Redacted.AsSpan().IndexOfAny(Marks);
        int end = Redacted.AsSpan().LastIndexOfAny(Marks) + 1;
        return start >= 0 && key.Ask(text => !text.StartsWith(Redacted.AsSpan(0, start), StringComparison.Ordinal) || !text.EndsWith(Redacted.AsSpan(end), StringComparison.Ordinal));
    }

    /// <summary>Whether it may be <paramref name="key"/>, by what is shown of it. Others may look the same, so nothing is deleted because of it.</summary>
    internal bool MayBe(Secret key)
    {
        int start = Redacted.AsSpan().IndexOfAny(Marks);
        if (start < 0)
            return false;

        int end = Redacted.AsSpan().LastIndexOfAny(Marks) + 1;
        int common = start >= KeyShapes.OfficialPrefix.Length && Redacted.StartsWith(KeyShapes.OfficialPrefix, StringComparison.Ordinal) ? KeyShapes.OfficialPrefix.Length : 0;
        return start + Redacted.Length - end - common >= LeastShown
            && key.Ask(text => text.StartsWith(Redacted.AsSpan(0, start), StringComparison.Ordinal) && text.EndsWith(Redacted.AsSpan(end), StringComparison.Ordinal));
    }
}
