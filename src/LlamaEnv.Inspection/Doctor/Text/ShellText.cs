using System.Buffers;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;

namespace LlamaEnv.Inspection.Doctor.Text;

/// <summary>
/// A value in which <c>$K</c> and <c>${K…}</c> are expanded by a shell or by compose, whose rules are the same:
/// <c>:-</c> and <c>-</c> give a default, <c>:?</c> and <c>?</c> demand a value, <c>:+</c> and <c>+</c> replace one.
/// </summary>
internal static class ShellText
{
    /// <summary>Defaults in defaults; more are nothing that people write.</summary>
    private const int MaxDepth = 16;

    /// <summary>Names of variables. No command is called so.</summary>
    private static readonly SearchValues<char> s_capitals = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    /// <param name="name">The variable that the value is for.</param>
    /// <param name="text">The value, without the quotes of its format.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="hasCommands">Whether <c>$(command)</c> is expanded: by a shell, and not by compose.</param>
    internal static Assignment Read(string name, string text, Place place, bool hasCommands = true) => Read(name, text, place, hasCommands, 0);

    /// <summary>The one reference that the whole text is; null where it is none, or more than one.</summary>
    internal static (string Name, string Operator, string Argument)? Parse(string text)
    {
        if (text.Length < 2 || text[0] != '$')
            return null;
        if (text[1] != '{')
            return IsName(text[1..]) ? (text[1..], "", "") : null;
        if (text[^1] != '}')
            return null;

        string inner = text[2..^1];
        int end = 0;
        while (end < inner.Length && (char.IsAsciiLetterOrDigit(inner[end]) || inner[end] == '_'))
            end++;
        string sign = inner[end..] switch
        {
            [':', '-' or '?' or '+' or '=', ..] => inner[end..(end + 2)],
            ['-' or '?' or '+' or '=', ..] => inner[end..(end + 1)],
            _ => "",
        };
        string argument = inner[(end + sign.Length)..];
        return end == 0 || (sign.Length == 0 && argument.Length > 0) || !IsBalanced(argument) ? null : (inner[..end], sign, argument);
    }

    private static Assignment Read(string name, string text, Place place, bool hasCommands, int depth)
    {
        if (Parse(text) is not { } reference)
        {
            return Parse(text.Trim().Trim('"', '\'')) is { } inner && ValueText.IsOurs(name) ? new(name, Supply.Host, place) { From = inner.Name, Faults = [DoctorFindings.Quoted(place, name)] }
                : !text.Contains('$', StringComparison.Ordinal) || IsOfAnother(text, hasCommands) ? ValueText.Literal(name, text, place)
                : new(name, Supply.Host, place);
        }

        if (reference.Operator is not (":-" or "-") || depth == MaxDepth)
            return ValueText.FromHost(name, reference.Name, Supply.Host, place);
        if (reference.Argument.Trim().Length == 0)
            return ValueText.FromHost(name, reference.Name, Supply.EmptyDefault, place);

        // What is behind the sign is a value as any other, or the next reference.
        Assignment fallback = Read(name, reference.Argument, place, hasCommands, depth + 1);
        return ValueText.FromHost(name, reference.Name, fallback.Supply is Supply.Empty or Supply.EmptyDefault ? Supply.EmptyDefault : Supply.Host, place) is var made && made.Faults.Count > 0
            ? made
            : made with { Faults = fallback.Faults };
    }

    /// <summary>Whether a value is a reference in the syntax of another system, which stays as it is: <c>${{ secrets.K }}</c>, <c>$(K)</c>, <c>$env:K</c>.</summary>
    private static bool IsOfAnother(string text, bool hasCommands) =>
        text.Contains("${{", StringComparison.Ordinal) || text.StartsWith("$env:", StringComparison.OrdinalIgnoreCase)
        || (text.IndexOf("$(", StringComparison.Ordinal) is >= 0 and var start && text.IndexOf(')', start) is > 0 and var end && (!hasCommands || text.AsSpan(start + 2, end - start - 2) is var name && name.Length > 0 && !name.ContainsAnyExcept(s_capitals)));

    private static bool IsBalanced(string text)
    {
        int depth = 0;
        foreach (char c in text)
        {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth < 0)
                return false;
        }

        return depth == 0;
    }

    private static bool IsName(string text) => text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
