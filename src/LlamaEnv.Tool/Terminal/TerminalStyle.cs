using System.Text;

namespace LlamaEnv.Tool.Terminal;

/// <summary>What a window can show. A file, a pipe and a terminal that cannot get the bare words.</summary>
/// <param name="HasColor">Whether it has colours, and they are wanted.</param>
/// <param name="HasMarks">Whether it has ✓ and ✗.</param>
internal sealed record TerminalStyle(bool HasColor, bool HasMarks)
{
    /// <summary>In the order in which the first that is set decides.</summary>
    private static readonly string[] s_localeVariables = ["LC_ALL", "LC_CTYPE", "LANG"];

    internal static readonly TerminalStyle Plain = new(false, false);

    /// <summary>
    /// Of a window on a machine. <c>NO_COLOR</c> (no-color.org) and <c>CI</c> take the colours away, <c>TERM=dumb</c> has
    /// nothing, and outside of a UTF-8 locale a mark would be something else.
    /// </summary>
    internal static TerminalStyle Of(HostEnvironment host, Encoding encoding)
    {
        bool isDumb = host.Get("TERM") is "dumb" || host.Get("CI") is { Length: > 0 };
        return new TerminalStyle(!isDumb && host.Get("NO_COLOR") is not { Length: > 0 }, !isDumb && IsUtf8(host, encoding));
    }

    internal string Good(string text) => Paint("32", text);

    internal string Bad(string text) => Paint("31", text);

    internal string Doubtful(string text) => Paint("33", text);

    internal string Strong(string text) => Paint("1", text);

    internal string Dim(string text) => Paint("2", text);

    private string Paint(string code, string text) => HasColor && !string.IsNullOrWhiteSpace(text) ? $"\e[{code}m{text}\e[0m" : text;

    /// <summary>.NET takes a Unix without a locale for UTF-8; its terminal need not be.</summary>
    private static bool IsUtf8(HostEnvironment host, Encoding encoding)
    {
        if (host.Platform == HostPlatform.Windows)
            return encoding.CodePage == Encoding.UTF8.CodePage;

        string? locale = s_localeVariables.Select(host.Get).FirstOrDefault(value => value is { Length: > 0 });
        return locale is not null && locale.Replace("-", "", StringComparison.Ordinal).EndsWith("utf8", StringComparison.OrdinalIgnoreCase);
    }
}
