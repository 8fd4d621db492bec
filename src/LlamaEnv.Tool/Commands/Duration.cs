using System.Globalization;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary>A time as people type it: <c>0</c>, <c>90m</c>, <c>2h</c>, <c>7d</c>, <c>1d12h</c>.</summary>
internal static class Duration
{
    /// <summary>Longer than anybody lets an old key live.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(366);

    /// <exception cref="UsageException">It is none.</exception>
    internal static TimeSpan Parse(string option, string text) =>
        TryParse(text.Trim()) is { } duration && duration <= s_longest ? duration
        : throw new UsageException($"'{text}' is no time for {option}. Write a number with s, m, h or d behind it, such as 2h, 7d or 1d12h, at most 366d; 0 is at once.");

    private static TimeSpan? TryParse(string text)
    {
        if (text.Length > 0 && text.All(static c => c == '0'))
            return TimeSpan.Zero;

        TimeSpan sum = TimeSpan.Zero;
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
                continue;
            if (!int.TryParse(text.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number > 1_000_000_000 || UnitOf(text[i]) is not { } unit)
                return null;

            sum += number * unit;
            start = i + 1;
        }

        return start == text.Length && start > 0 ? sum : null;
    }

    private static TimeSpan? UnitOf(char letter) => letter switch
    {
        's' or 'S' => TimeSpan.FromSeconds(1),
        'm' or 'M' => TimeSpan.FromMinutes(1),
        'h' or 'H' => TimeSpan.FromHours(1),
        'd' or 'D' => TimeSpan.FromDays(1),
        _ => null,
    };
}
