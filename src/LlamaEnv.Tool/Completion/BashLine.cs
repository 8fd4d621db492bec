using System.Text;

namespace LlamaEnv.Tool.Completion;

/// <summary>
/// A command line up to the cursor as bash reads it. bash itself breaks words also at <c>:</c>, <c>=</c> and <c>@</c>
/// (<c>COMP_WORDBREAKS</c>) and then has the last part alone replaced, which is no word for anybody else.
/// </summary>
internal sealed class BashLine
{
    /// <summary>What has a meaning outside of quotes.</summary>
    private const string Special = " \t\n\"'\\`$&|;<>()[]{}*?!#~^";

    /// <summary>Of what ends a word, these begin the next one (readline's <c>rl_special_prefixes</c>).</summary>
    private const string Kept = "@$";

    private readonly List<string> _words = [];
    private readonly StringBuilder _word = new();
    private readonly string _breaks;
    private bool _hasWord;
    private char _quote;
    private int _replacedFrom;

    /// <param name="text">The command line.</param>
    /// <param name="breaks">The characters that end a word for bash's completion.</param>
    internal BashLine(string text, string breaks)
    {
        _breaks = breaks;
        for (int i = 0; i < text.Length; i++)
        {
            if (_quote == 0 && text[i] is ' ' or '\t' or '\n')
                EndWord();
            else if (text[i] is '\'' or '"' && (_quote == 0 || _quote == text[i]))
                Quote(text[i]);
            else if (text[i] == '\\' && _quote != '\'' && i + 1 < text.Length && (_quote == 0 || text[i + 1] is '"' or '\\' or '$' or '`'))
                Add(text[++i], isQuoted: true);
            else
                Add(text[i], _quote != 0);
        }
    }

    /// <summary>What stands behind the program's name, without quotes; the last is the word at the cursor, if only "".</summary>
    internal IReadOnlyList<string> Arguments
    {
        get
        {
            string[] words = [.. _words.SkipWhile(IsAssignment), _word.ToString()];
            bool isMuxer = Path.GetFileNameWithoutExtension(words[0]) == "dotnet";
            return words.Length > (isMuxer ? 2 : 1) ? words[(isMuxer ? 2 : 1)..] : [""];
        }
    }

    /// <summary>What bash puts in place of the part that it thinks is typed.</summary>
    internal string Replace(string word) => Escape(word[Math.Min(_replacedFrom, word.Length)..]);

    private void Add(char character, bool isQuoted)
    {
        _word.Append(character);
        _hasWord = true;
        if (!isQuoted && _breaks.Contains(character))
            _replacedFrom = Kept.Contains(character) ? _word.Length - 1 : _word.Length;
    }

    private void Quote(char quote)
    {
        _quote = _quote == 0 ? quote : '\0';
        _hasWord = true;
        _replacedFrom = _word.Length;
    }

    private void EndWord()
    {
        if (!_hasWord)
            return;

        _words.Add(_word.ToString());
        _word.Clear();
        _hasWord = false;
        _replacedFrom = 0;
    }

    private string Escape(string text) => _quote switch
    {
        '\'' => text.Replace("'", "'\\''", StringComparison.Ordinal),
        '"' => string.Concat(text.Select(c => c is '"' or '\\' or '$' or '`' ? $"\\{c}" : $"{c}")),
        _ => string.Concat(text.Select(c => Special.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}")),
    };

    /// <summary><c>NAME=value</c> in front of a command.</summary>
    private static bool IsAssignment(string word) =>
        word.IndexOf('=', StringComparison.Ordinal) is > 0 and var end && word[..end].All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
