using System.Text;
using LlamaEnv.Detection;

namespace LlamaEnv.Diagnostics;

/// <summary>
/// Text that others chose as one word of a command that a message proposes: whoever pastes that into a shell starts
/// nothing else by it. The one place that knows how shells quote.
/// </summary>
internal static class ShellWord
{
    private const string PlainOnUnix = "_@%+=:,./-";

    private const string PlainOnWindows = @"_@+:./\-";

    /// <summary>What cmd or PowerShell reads in double quotes; PowerShell takes typographic quotes for plain ones.</summary>
    private const string ReadInDoubleQuotes = "$`%\"\u201C\u201D\u201E";

    internal static string Quote(string text) => OperatingSystem.IsWindows() ? QuoteForWindows(text) : QuoteForUnix(text);

    /// <summary>An equals sign in front is where zsh looks for a program.</summary>
    internal static string QuoteForUnix(string text) => IsPlain(text, PlainOnUnix, '=') ? text : InSingleQuotes(text);

    /// <summary>For cmd and PowerShell; where nothing means the same to both, for PowerShell.</summary>
    internal static string QuoteForWindows(string text) =>
        IsPlain(text, PlainOnWindows, '@') ? text
        : text.Any(ReadInDoubleQuotes.Contains) || text.EndsWith('\\') ? InPowerShell(text)
        : $"\"{text}\"";

    /// <summary>For POSIX shells: nothing is special in single quotes but the quote itself.</summary>
    internal static string InSingleQuotes(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>PowerShell takes typographic quotes for quotes: what is behind one that is not doubled would run.</summary>
    internal static string InPowerShell(string text)
    {
        StringBuilder quoted = new("'", text.Length + 2);
        foreach (char c in text)
        {
            if (c is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B')
                quoted.Append(c);
            quoted.Append(c);
        }

        return quoted.Append('\'').ToString();
    }

    private static bool IsPlain(string text, string others, char notInFront) =>
        text.Length > 0 && text[0] != notInFront && CharacterSets.Cover(text, c => char.IsAsciiLetterOrDigit(c) || others.Contains(c, StringComparison.Ordinal));
}
