using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LlamaEnv.TestWorker;

/// <summary>Three values, each of which tells who wrote it in which round: so a mix of two sets is seen.</summary>
internal readonly partial record struct CompleteSet(int Writer, int Round)
{
    private const string Letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    internal string Key => string.Create(CultureInfo.InvariantCulture, $"llx-w{Writer:D5}r{Round:D8}z{Letters.AsSpan(0, 32)}");

    /// <summary>Not always of one length, as the others are.</summary>
    internal string BaseUrl => string.Create(CultureInfo.InvariantCulture, $"https://w{Writer}.r{Round}.llama.test");

    internal string ProjectId => string.Create(CultureInfo.InvariantCulture, $"{Writer:x8}-0000-4000-8000-{Round:x12}");

    internal KeyValuePair<string, string>[] Variables =>
    [
        new("LLAMA_CLOUD_API_KEY", Key),
        new("LLAMA_CLOUD_BASE_URL", BaseUrl),
        new("LLAMA_AGENTS_PROJECT_ID", ProjectId),
    ];

    /// <summary>The set whose key is somewhere in <paramref name="content"/>, or null.</summary>
    internal static CompleteSet? Find(ReadOnlySpan<byte> content) =>
        KeyPattern().Match(Encoding.Latin1.GetString(content)) is { Success: true } match
            ? new CompleteSet(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture))
            : null;

    [GeneratedRegex("llx-w([0-9]{5})r([0-9]{8})z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern();
}
