using LlamaEnv.Detection;

namespace LlamaEnv.Validation;

/// <summary>A line that sets a variable for its writer, and that not every reader of .env files takes for an assignment.</summary>
/// <param name="Name">The name.</param>
/// <param name="Form">The line up to its value, made of its parts.</param>
/// <param name="Value">What stands behind it, without quotes.</param>
/// <param name="IsOrdinary">Whether it is an assignment for everybody: <c>NAME=value</c>, with <c>export</c> or without.</param>
internal sealed record OddAssignment(string Name, string Form, Secret Value, bool IsOrdinary)
{
    /// <summary>What shells, other files and programs write in front of a name; a longer one before the shorter it begins with.</summary>
    private static readonly (string Text, bool TakesBlank)[] s_openings =
    [
        ("set -gx ", true), ("set -Ux ", true), ("set -x ", true), ("set -U ", true), ("set -g ", true), ("setx /M ", true), ("setx ", true), ("setenv ", true), ("set ", true), ("declare -x ", false), ("typeset -x ", false), ("export ", true),
        ("env ", true), ("ENV ", true), ("ARG ", false), ("const ", false), ("let ", false), ("var ", false), ("- ", false), ("$env:", false), ("${env:", false), ("process.env.", false), ("Environment=", false),
        ("[Environment]::SetEnvironmentVariable(", false), ("[System.Environment]::SetEnvironmentVariable(", false), ("Environment.SetEnvironmentVariable(", false), ("os.environ[", false), ("$", false), ("@", false),
    ];

    /// <summary>Understands one line, or not; a comment is none, and neither is a name without a value.</summary>
    internal static OddAssignment? Parse(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> rest = line.Trim(" \t\r\uFEFF");
        string form = "";
        bool isExport = false;
        bool takesBlank = true;
        while (FindOpening(rest) is { Text: { } opening } found)
        {
            isExport = form.Length == 0 && opening == "export ";
            takesBlank &= found.TakesBlank;
            form += opening == "@" ? "" : opening;
            rest = rest[opening.Length..].TrimStart();
        }

        bool isOpened = form.Length > 0 && !isExport;
        if (!rest.IsEmpty && rest[0] is '"' or '\'')
        {
            isOpened = true;
            form += rest[0];
            rest = rest[1..];
        }

        int length = NameLength(rest);
        if (length == 0)
            return null;

        string name = rest[..length].ToString();
        rest = rest[length..];
        form += name;
        while (!rest.IsEmpty && rest[0] is '"' or '\'' or ']' or '}')
        {
            isOpened = true;
            form += rest[0];
            rest = rest[1..];
        }

        ReadOnlySpan<char> behind = rest.TrimStart();
        string? separator = Separator(behind, hasBlank: behind.Length < rest.Length && takesBlank);
        if (separator is null)
            return null;

        ReadOnlySpan<char> value = behind[separator.Trim().Length..].Trim(" \t\"'`;,)");
        return value.IsEmpty ? null : new OddAssignment(name, form + separator, new Secret(value.ToString()), IsOrdinary: !isOpened && separator == "=");
    }

    private static (string? Text, bool TakesBlank) FindOpening(ReadOnlySpan<char> text)
    {
        foreach ((string Text, bool TakesBlank) opening in s_openings)
        {
            if (text.StartsWith(opening.Text, StringComparison.OrdinalIgnoreCase))
                return opening;
        }

        return default;
    }

    private static string? Separator(ReadOnlySpan<char> text, bool hasBlank)
    {
        foreach (string separator in (ReadOnlySpan<string>)["=>", ":=", "?=", "+=", "="])
        {
            if (text.StartsWith(separator, StringComparison.Ordinal))
                return separator;
        }

        return text.IsEmpty ? null : text[0] == ':' ? ": " : text[0] == ',' ? ", " : hasBlank ? " " : null;
    }

    private static int NameLength(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && (CharacterSets.IsName(text[length]) || (length > 0 && text[length] is '-' or '.')))
            length++;
        return length;
    }
}
