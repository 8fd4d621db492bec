using System.Text;

namespace LlamaEnv.Inspection.Doctor.Shell;

/// <summary>
/// Takes a script apart into simple commands, as far as their words need it: quotes, continued lines, comments, heredocs,
/// and what a pipeline's own language puts in (<c>${{ … }}</c>, <c>$( … )</c>), which may hold blanks.
/// </summary>
internal sealed class ShellLexer(string text, int line, ShellKind kind)
{
    private readonly List<ShellCommand> _commands = [];
    private readonly List<ShellWord> _words = [];
    private readonly List<string> _heredocs = [];
    private readonly StringBuilder _word = new();
    private int _position;
    private int _line = line;
    private int _wordLine = line;
    private int _depth;
    private bool _inWord;
    private bool _isLiteral;

    /// <param name="text">The script.</param>
    /// <param name="line">The line of the file it begins on.</param>
    /// <param name="kind">The shell.</param>
    internal static IReadOnlyList<ShellCommand> Read(string text, int line, ShellKind kind) => new ShellLexer(text.ReplaceLineEndings("\n"), line, kind).ReadAll();

    private char Escape => kind switch { ShellKind.PowerShell => '`', ShellKind.Cmd => '^', _ => '\\' };

    private List<ShellCommand> ReadAll()
    {
        while (_position < text.Length)
        {
            char c = text[_position];
            char next = _position + 1 < text.Length ? text[_position + 1] : '\0';
            if (c == Escape && next == '\n')
                Skip(2);
            else if (c == '\n')
                EndLine();
            else if (c is ' ' or '\t')
                EndWordAt(1);
            else if (c == '#' && !_inWord)
                SkipTo('\n');
            else if ((c == '$' && next is '{' or '(') || (c == '<' && next == '('))
                TakeNested(_position + 1);
            else if (c == '`' && kind == ShellKind.Posix)
                TakeTo('`');
            else if (c is '"' or '\'' && !(c == '\'' && kind == ShellKind.Cmd))
                TakeQuoted(c);
            else if (c == Escape && next != '\0')
                TakeEscaped(next);
            else if (c == '<' && next == '<' && kind == ShellKind.Posix)
                TakeHeredoc();
            else if (c is ';' or '|' || (c == '&' && !(next == '>' || (_inWord && _word is [.., '>']))))
                EndCommandAt(1);
            else if (c is '(' or ')' && !_inWord)
                Nest(c);
            else if (c == ')')
                Nest(c);
            else if (c == '>' && _inWord && _word[^1] != '>' && !IsNumber())
                EndWord();
            else
                Take(c);
        }

        EndCommandAt(0);
        return _commands;
    }

    private bool IsNumber() => _word.Length == 1 && char.IsAsciiDigit(_word[0]);

    private void Take(char c)
    {
        if (c != '>' && _inWord && _word is [.., '>'])
            EndWord(); // A redirection and its file are two words.
        if (!_inWord)
            _wordLine = _line;
        _inWord = true;
        _word.Append(c);
        _position++;
        if (c == '\n')
            _line++;
    }

    private void Skip(int count)
    {
        for (; count > 0 && _position < text.Length; count--)
        {
            if (text[_position++] == '\n')
                _line++;
        }
    }

    private void SkipTo(char end)
    {
        int found = text.IndexOf(end, _position);
        _position = found < 0 ? text.Length : found;
    }

    private void Open()
    {
        if (_inWord && _word is [.., '>'])
            EndWord();
        if (!_inWord)
            _wordLine = _line;
        _inWord = true;
    }

    private void TakeEscaped(char next)
    {
        Open();
        _isLiteral |= next == '$';
        _position++;
        Take(next);
    }

    private void TakeQuoted(char quote)
    {
        Open();
        _position++;
        while (_position < text.Length && text[_position] != quote)
        {
            char c = text[_position];
            char next = _position + 1 < text.Length ? text[_position + 1] : '\0';
            if (quote == '"' && c == '$' && next is '{' or '(')
            {
                TakeNested(_position + 1);
            }
            else if (quote == '"' && c == Escape && next is '"' or '$' or '\\' or '`')
            {
                _isLiteral |= next == '$';
                _position++;
                Take(next);
            }
            else
            {
                // What a pipeline fills in is filled in whatever the quotes are.
                _isLiteral |= quote == '\'' && c == '$' && !(next == '{' && _position + 2 < text.Length && text[_position + 2] == '{');
                Take(c);
            }
        }

        _position++;
    }

    /// <summary><c>${…}</c>, <c>$(…)</c> and <c>${{…}}</c>, whatever is in it, from the sign on.</summary>
    private void TakeNested(int open)
    {
        Open();
        char opening = text[open];
        char closing = opening == '{' ? '}' : ')';
        int depth = 0;
        int end = open;
        while (end < text.Length)
        {
            depth += text[end] == opening ? 1 : text[end] == closing ? -1 : 0;
            end++;
            if (depth == 0)
                break;
        }

        // What is never closed is no nesting: the sign is taken for itself.
        if (depth != 0)
            end = _position + 1;
        while (_position < end)
            Take(text[_position]);
    }

    private void TakeTo(char end)
    {
        Open();
        int found = text.IndexOf(end, _position + 1);
        int last = found < 0 ? _position : found;
        while (_position <= last)
            Take(text[_position]);
    }

    private void TakeHeredoc()
    {
        if (_position + 2 < text.Length && text[_position + 2] == '<')
        {
            Skip(3); // A here-string is a word.
            return;
        }

        Skip(2);
        while (_position < text.Length && text[_position] is '-' or ' ' or '\'' or '"' or '\\' or '~')
            _position++;
        int start = _position;
        while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] == '_'))
            _position++;
        if (_position > start)
            _heredocs.Add(text[start.._position]);
        if (_position < text.Length && text[_position] is '\'' or '"')
            _position++;
    }

    private void EndLine()
    {
        EndCommandAt(1);
        foreach (string delimiter in _heredocs)
        {
            while (_position < text.Length)
            {
                int end = text.IndexOf('\n', _position);
                end = end < 0 ? text.Length : end;
                bool isLast = text.AsSpan(_position, end - _position).Trim().SequenceEqual(delimiter);
                Skip(end - _position + 1);
                if (isLast)
                    break;
            }
        }

        _heredocs.Clear();
    }

    private void EndWord()
    {
        if (_inWord)
            _words.Add(new(_word.ToString(), _wordLine, _isLiteral));
        _word.Clear();
        _inWord = _isLiteral = false;
    }

    private void EndWordAt(int length)
    {
        EndWord();
        Skip(length);
    }

    private void EndCommandAt(int length)
    {
        EndWord();
        if (_words.Count > 0)
            _commands.Add(new([.. _words], _depth));
        _words.Clear();
        Skip(length);
    }

    private void Nest(char c)
    {
        EndCommandAt(1);
        _depth = Math.Max(0, _depth + (c == '(' ? 1 : -1));
    }
}
