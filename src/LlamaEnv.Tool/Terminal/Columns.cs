using System.Runtime.CompilerServices;
using System.Text;
using Spectre.Console;

namespace LlamaEnv.Tool.Terminal;

/// <summary>The columns of a terminal that text takes. How many they really are, only the terminal knows.</summary>
internal static class Columns
{
    /// <summary>As most terminals have it.</summary>
    internal static int Of(string text) => Ascii.IsValid(text) ? text.Length : Measure(text);

    /// <summary>At the most, for a line that may not wrap.</summary>
    internal static int MaxWidth(string line) => line.Sum(MaxWidth);

    /// <summary>As much of <paramref name="line"/> as there is surely room for.</summary>
    internal static string Fit(string line, int room)
    {
        int end = 0;
        for (int used = 0; end < line.Length && used + MaxWidth(line[end]) <= room; end++)
            used += MaxWidth(line[end]);
        return line[..(end > 0 && end < line.Length && char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)];
    }

    private static int MaxWidth(char c) => c < '\u0300' ? 1 : 2;

    [MethodImpl(MethodImplOptions.NoInlining)] // The library is not loaded for ASCII.
    private static int Measure(string text) => text.GetCellWidth();
}
