using LlamaEnv.Detection;

namespace LlamaEnv.Validation;

/// <summary>What stands in front of a name in a line.</summary>
/// <param name="Form">As messages may show it: of what is not known, and may be anything, only dots.</param>
/// <param name="TakesBlank">Whether a blank may stand between name and value.</param>
/// <param name="IsOrdinary">Whether it is nothing, or <c>export</c>.</param>
internal sealed record LineOpening(string Form, bool TakesBlank, bool IsOrdinary)
{
    private const int MaxFlag = 3;

    private const string Unknown = "…";

    /// <summary>Words of shells, other files and programs.</summary>
    private static readonly string[] s_words =
    [
        "set", "setx", "setenv", "export", "env", "declare", "typeset", "local", "readonly", "global", "ARG", "const", "let", "var", "static", "final", "public", "private", "string", "def", "my", "our", "-", "*",
    ];

    private static readonly string[] s_wordsWithBlank = ["set", "setx", "setenv", "export", "env"];

    /// <summary>What they write against the name.</summary>
    private static readonly string[] s_attachments =
    [
        "$env:", "${env:", "$", "@", "{", "<", "process.env.", "process.env[", "import.meta.env.", "ENV[", "$_ENV[", "Environment=", "[Environment]::SetEnvironmentVariable(", "[System.Environment]::SetEnvironmentVariable(",
        "Environment.SetEnvironmentVariable(", "System.setProperty(", "os.environ[", "os.putenv(", "os.Setenv(", "putenv(", "setenv(", "--env=", "-D", "-p:", "/p:",
    ];

    /// <summary>Null where an assignment to something else begins there, or a comment.</summary>
    internal static LineOpening? Parse(string text)
    {
        if (text.Contains('#', StringComparison.Ordinal))
            return null;

        string unquoted = text.Length > 0 && IsQuote(text[^1]) ? text[..^1] : text;
        string attachment = unquoted[(unquoted.LastIndexOfAny([' ', '\t']) + 1)..];
        string form = "";
        string last = "";
        bool isOrdinary = unquoted == text && attachment.Length == 0;
        foreach (string word in unquoted[..^attachment.Length].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            string? shown = IsFlag(word) ? word : s_words.FirstOrDefault(w => w.Equals(word.TrimStart('@'), StringComparison.OrdinalIgnoreCase));
            if (shown is null && IsOtherAssignment(word))
                return null;

            isOrdinary &= word == "export" && form.Length == 0;
            last = IsFlag(word) ? last : shown ?? Unknown;
            if (shown is not null || !form.EndsWith($"{Unknown} ", StringComparison.Ordinal))
                form += $"{shown ?? Unknown} ";
        }

        string? attached = attachment.Length == 0 ? "" : s_attachments.FirstOrDefault(a => a.Equals(attachment, StringComparison.OrdinalIgnoreCase));
        bool takesBlank = attachment.Length == 0 && (last.Length == 0 || s_wordsWithBlank.Contains(last));
        return attached is null && IsOtherAssignment(attachment) ? null : new LineOpening($"{form}{attached ?? Unknown}{text[unquoted.Length..]}", takesBlank, isOrdinary);
    }

    internal static bool IsQuote(char c) => c is '"' or '\'' or '`';

    private static bool IsFlag(string word) => word.Length is > 1 and <= 1 + MaxFlag && word[0] is '-' or '/' && CharacterSets.Cover(word.AsSpan(1), char.IsAsciiLetter);

    private static bool IsOtherAssignment(string word) => word.Contains('=', StringComparison.Ordinal) && word[0] != '-';
}
