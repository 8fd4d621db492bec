using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Outputs;

/// <summary>A value as it stands behind <c>NAME=</c>.</summary>
/// <param name="Bytes">UTF-8, with quotes where it needs them.</param>
/// <param name="Lost">The readers that read it wrong even so; null where every reader reads it right.</param>
/// <param name="Severity">An error where fewer than 16 of the 17 families of readers read it right.</param>
internal readonly record struct QuotedValue(byte[] Bytes, string? Lost, DiagnosticSeverity Severity);

/// <summary>
/// Chooses the quoting that the most readers agree on, as measured (<c>docs/dotenv.md</c>): nothing where that is safe,
/// else single quotes, else double quotes without escapes. No escape is understood widely enough to be used.
/// </summary>
[SuppressMessage("ApiDesign", "RS0030", Justification = "An output writes the value.")]
internal static class DotenvQuoting
{
    private const string QuoteKeepers = "docker --env-file and kubectl --from-env-file keep the quotes";

    /// <summary>docker drops a line of this many bytes or more, and kubectl all that follows.</summary>
    private const int MaxLineLength = 64 * 1024 - 1024;

    private const string TooLong = "docker --env-file refuses a file with lines over 64 KiB, and kubectl --from-env-file drops the rest of it";

    internal static QuotedValue Quote(Secret value)
    {
        string text = value.Reveal();
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (IsSafeBare(text))
            return new(bytes, bytes.Length < MaxLineLength ? null : TooLong, DiagnosticSeverity.Warning);

        if (FindRefusal(text) is { } refusal)
            return new(bytes, refusal, DiagnosticSeverity.Error);

        char quote = text.Contains('\'', StringComparison.Ordinal) ? '"' : '\'';
        string lost = text.Contains('$', StringComparison.Ordinal) ? $"{QuoteKeepers}, and Vite, Next.js and Bun expand the $" : QuoteKeepers;
        if (bytes.Length >= MaxLineLength)
            lost = $"{lost}; {TooLong}";
        return new([(byte)quote, .. bytes, (byte)quote], lost, DiagnosticSeverity.Warning);
    }

    /// <summary>Characters that no reader treats specially; <c>=</c> not first, for zsh; letters beyond ASCII.</summary>
    private static bool IsSafeBare(string text)
    {
        if (text.StartsWith('='))
            return false;

        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isSafe = rune.IsAscii
                ? char.IsAsciiLetterOrDigit((char)rune.Value) || "_./:@%+,?!=-".Contains((char)rune.Value, StringComparison.Ordinal)
                : Rune.IsLetterOrDigit(rune);
            if (!isSafe)
                return false;
        }

        return true;
    }

    /// <summary>Why no quoting reaches 16 families, or null.</summary>
    private static string? FindRefusal(string text)
    {
        bool hasSingleQuote = text.Contains('\'', StringComparison.Ordinal);
        if (HasLoneSurrogate(text))
            return "half a surrogate pair has no UTF-8, and every reader would see U+FFFD";
        if (text.AsSpan().ContainsAny('\r', '\n'))
            return "docker, ruby dotenv and VS Code cut a value at a line end";
        if (text.EndsWith('\\'))
            return "a backslash at the end escapes the closing quote";
        if (hasSingleQuote && text.AsSpan().ContainsAny("\"\\$`"))
            return "a single quote beside a double quote, backslash, dollar sign or backtick needs an escape";
        if (text.Contains("${", StringComparison.Ordinal))
            return "python-dotenv, compose v1 and VS Code expand ${ even in quotes";
        if (text.Contains(@"\\", StringComparison.Ordinal) || text.Contains(@"\n", StringComparison.Ordinal) || text.Contains(@"\$", StringComparison.Ordinal))
            return @"python-dotenv, dotenv.net or VS Code unescape \\, \n or \$ even in single quotes";
        return text.Any(c => (char.IsControl(c) && c != '\t') || c is '\u2028' or '\u2029')
            ? "control characters and line separators end or change a value"
            : null;
    }

    private static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        while (Rune.DecodeFromUtf16(text, out _, out int length) == OperationStatus.Done)
            text = text[length..];
        return !text.IsEmpty;
    }
}
