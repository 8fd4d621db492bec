using System.Buffers;

namespace LlamaEnv.Inspection.Doctor.Shell;

/// <summary>One simple command.</summary>
/// <param name="Words">Its words, assignments before it and redirections among them.</param>
/// <param name="Depth">How many parentheses are around it: a folder that is changed within is left with them.</param>
internal sealed record ShellCommand(IReadOnlyList<ShellWord> Words, int Depth)
{
    private static readonly string[] s_prefixes = ["if", "then", "else", "elif", "while", "until", "do", "!", "{", "time", "sudo", "nohup", "exec", "command", "env", "winpty", "&", "call", "try", "return"];

    private static readonly SearchValues<char> s_name = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>Assignments that stand before the command, and hold for it alone.</summary>
    internal IEnumerable<(string Name, ShellWord Value)> Assignments()
    {
        foreach (ShellWord word in Words.Take(Start()))
        {
            if (Assigned(word) is { } pair)
                yield return pair;
        }
    }

    /// <summary>The command and its arguments, without what only runs it.</summary>
    internal IReadOnlyList<ShellWord> Arguments() => [.. Words.Skip(Start())];

    /// <summary>A word of the form <c>NAME=value</c>.</summary>
    internal static (string Name, ShellWord Value)? Assigned(ShellWord word)
    {
        int sign = word.Text.IndexOf('=', StringComparison.Ordinal);
        return sign > 0 && !char.IsAsciiDigit(word.Text[0]) && word.Text.AsSpan(0, sign).IndexOfAnyExcept(s_name) < 0
            ? (word.Text[..sign], word with { Text = word.Text[(sign + 1)..] })
            : null;
    }

    private int Start()
    {
        int i = 0;
        while (i < Words.Count)
        {
            string text = Words[i].Text;
            bool isRunner = s_prefixes.Contains(text, StringComparer.Ordinal);
            if (text == "timeout" && i + 1 < Words.Count)
                i += 2;
            else if (isRunner || Assigned(Words[i]) is not null || (i > 0 && text.StartsWith('-') && Words[i - 1].Text is "sudo" or "env" or "exec" or "timeout"))
                i++;
            else
                break;
        }

        return i;
    }
}
