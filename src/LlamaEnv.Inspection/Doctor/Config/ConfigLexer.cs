using System.Text;

namespace LlamaEnv.Inspection.Doctor.Config;

/// <summary>Takes a text apart into words, strings and signs, and drops its comments. What is malformed is read to the end of its line.</summary>
internal sealed class ConfigLexer(string text, ConfigDialect dialect, int firstLine = 1)
{
    private static readonly string[] s_signs = ["...", "===", "!==", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?."];

    private readonly string _text = text;
    private readonly List<ConfigToken> _tokens = [];
    private int _position;
    private int _line = firstLine;
    private int _lineStart;

    internal List<ConfigToken> Read()
    {
        while (_position < _text.Length)
            ReadOne();
        Add(ConfigTokenKind.End, "", _line, _position);
        return _tokens;
    }

    private char At(int offset) => _position + offset < _text.Length ? _text[_position + offset] : '\0';

    private bool Is(string sign) => string.CompareOrdinal(_text, _position, sign, 0, sign.Length) == 0;

    private void Add(ConfigTokenKind kind, string value, int line, int start) => _tokens.Add(new(kind, value, line, Math.Max(0, start - _lineStart)));

    private void ReadOne()
    {
        char c = At(0);
        if (c == '\n')
            EndLine();
        else if (char.IsWhiteSpace(c) || c == '\uFEFF')
            _position++;
        else if (Is("//") || (c == '#' && dialect.HasHashComments))
            _position = _text.IndexOf('\n', _position) is >= 0 and var end ? end : _text.Length;
        else if (Is("/*"))
            SkipTo(_text.IndexOf("*/", _position + 2, StringComparison.Ordinal) is >= 0 and var close ? close + 2 : _text.Length);
        else if (dialect.HasTripleQuotes && Is("'''"))
            ReadVerbatim();
        else if (dialect.Quotes.Contains(c, StringComparison.Ordinal))
            ReadString(c);
        else if (dialect.HasHeredocs && Is("<<") && (IsWordStart(At(2)) || (At(2) == '-' && IsWordStart(At(3)))))
            ReadHeredoc();
        else if (IsWordStart(c) || char.IsAsciiDigit(c))
            ReadWord();
        else
            ReadSign();
    }

    private void EndLine()
    {
        if (dialect.DoLinesEnd)
            Add(ConfigTokenKind.LineEnd, "", _line, _position);
        _position++;
        _line++;
        _lineStart = _position;
    }

    /// <summary>Goes on behind a part that may have lines in it.</summary>
    private void SkipTo(int end)
    {
        for (; _position < end; _position++)
        {
            if (_text[_position] != '\n')
                continue;
            _line++;
            _lineStart = _position + 1;
        }
    }

    private static bool IsWordStart(char c) => char.IsLetter(c) || c is '_' or '$';

    private bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' || (c == '-' && dialect.HasHeredocs);

    /// <summary>A name with what its dots lead to.</summary>
    private void ReadWord()
    {
        int start = _position;
        while (IsWordPart(At(0)) || (At(0) == '.' && (IsWordPart(At(1)) || At(1) == '*')) || (At(0) == '*' && _position > start && _text[_position - 1] == '.'))
            _position++;
        Add(ConfigTokenKind.Word, _text[start.._position], _line, start);
    }

    private void ReadSign()
    {
        string sign = s_signs.FirstOrDefault(Is) ?? _text[_position].ToString();
        Add(ConfigTokenKind.Sign, sign, _line, _position);
        _position += sign.Length;
    }

    private void ReadVerbatim()
    {
        int end = _text.IndexOf("'''", _position + 3, StringComparison.Ordinal);
        int stop = end < 0 ? _text.Length : end;
        Add(ConfigTokenKind.Text, _text[(_position + 3)..stop], _line, _position);
        SkipTo(end < 0 ? stop : stop + 3);
    }

    private void ReadString(char quote)
    {
        int start = _position;
        int line = _line;
        int column = _position - _lineStart;
        bool isTemplate = false;
        StringBuilder value = new();
        int i = start + 1;
        for (; i < _text.Length && _text[i] != quote && (_text[i] != '\n' || quote == '`'); i++)
        {
            char c = _text[i];
            if (c == '\\' && i + 1 < _text.Length)
            {
                value.Append(Escaped(_text[++i]));
            }
            else if (c == '$' && dialect.HasHeredocs && string.CompareOrdinal(_text, i, "$${", 0, 3) == 0)
            {
                value.Append("${");
                i += 2;
            }
            else if (c is '$' or '%' && i + 1 < _text.Length && _text[i + 1] == '{' && dialect.Templates.Contains(quote, StringComparison.Ordinal) && (c == '$' || dialect.HasHeredocs))
            {
                int end = EndOfExpression(i + 2, quote);
                value.Append(_text, i, end - i);
                i = end - 1;
                isTemplate = true;
            }
            else
            {
                value.Append(c);
            }
        }

        _tokens.Add(new(isTemplate ? ConfigTokenKind.Template : ConfigTokenKind.Text, value.ToString(), line, column));
        SkipTo(Math.Min(_text.Length, i < _text.Length && _text[i] == quote ? i + 1 : i));
    }

    /// <summary>Behind the <c>}</c> of an expression in a string, which may have strings of its own.</summary>
    private int EndOfExpression(int start, char quote)
    {
        int depth = 1;
        bool isInString = false;
        for (int i = start; i < _text.Length && (_text[i] != '\n' || quote == '`'); i++)
        {
            char c = _text[i];
            if (c == '\\')
                i++;
            else if (c == quote)
                isInString = !isInString;
            else if (!isInString && c is '{' or '}' && (depth += c == '{' ? 1 : -1) == 0)
                return i + 1;
        }

        return Math.Min(_text.Length, start);
    }

    private void ReadHeredoc()
    {
        int lineEnd = _text.IndexOf('\n', _position) is >= 0 and var found ? found : _text.Length;
        string delimiter = _text[(_position + 2)..lineEnd].TrimStart('-').Trim();
        int line = _line;
        int column = _position - _lineStart;
        StringBuilder value = new();
        int next = Math.Min(_text.Length, lineEnd + 1);
        while (next < _text.Length)
        {
            int end = _text.IndexOf('\n', next) is >= 0 and var stop ? stop : _text.Length;
            string one = _text[next..end];
            if (one.Trim() == delimiter)
            {
                next += one.TrimEnd().Length;
                break;
            }

            value.Append(one).Append('\n');
            next = Math.Min(_text.Length, end + 1);
        }

        string content = value.ToString();
        // The text begins on the next line: who reads it as a document of its own counts from there.
        _tokens.Add(new(content.Contains("${", StringComparison.Ordinal) ? ConfigTokenKind.Template : ConfigTokenKind.Text, content, line + 1, column));
        SkipTo(next);
    }

    private static char Escaped(char c) => c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', _ => c };
}
