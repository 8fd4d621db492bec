namespace LlamaEnv.Inspection.Doctor.Config;

/// <summary>
/// Reads just what the rules about environments need: maps, lists, blocks, calls and what stands between signs. It knows no
/// grammar to its end, and takes what it does not know for a word. Only brackets that do not match are malformed.
/// </summary>
internal sealed class ConfigParser
{
    /// <summary>Deeper is nothing that people write.</summary>
    private const int MaxDepth = 64;

    private static readonly string[] s_operators = ["+", "-", "*", "/", "%", "&&", "||", "??", "==", "!=", "===", "!==", "<", ">", "<=", ">=", "?", "=>", "?.", "."];

    private readonly ConfigDialect _dialect;
    private readonly List<ConfigToken> _tokens;
    private int _position;
    private int _depth;

    private ConfigParser(string text, ConfigDialect dialect, int firstLine)
    {
        _dialect = dialect;
        _tokens = new ConfigLexer(text, dialect, firstLine).Read();
    }

    /// <summary>The file as one map of its statements. A JSON text is an entry without a name.</summary>
    /// <param name="text">The text.</param>
    /// <param name="dialect">Its language.</param>
    /// <param name="firstLine">The line of the file that it begins on.</param>
    /// <param name="malformedLine">The line where it is malformed; 0 where it is not.</param>
    internal static ConfigNode? Parse(string text, ConfigDialect dialect, out int malformedLine, int firstLine = 1)
    {
        ConfigParser parser = new(text, dialect, firstLine);
        try
        {
            malformedLine = 0;
            return parser.ReadMap(new ConfigToken(ConfigTokenKind.Sign, "", firstLine, 0), isFile: true);
        }
        catch (FormatException)
        {
            malformedLine = parser.Peek.Line;
            return null;
        }
    }

    private ConfigToken Peek => _tokens[Math.Min(_position, _tokens.Count - 1)];

    private ConfigToken PeekAt(int offset) => _tokens[Math.Min(_position + offset, _tokens.Count - 1)];

    private ConfigToken Next() => _tokens[Math.Min(_position++, _tokens.Count - 1)];

    private static bool IsClosing(ConfigToken token) => token.Kind == ConfigTokenKind.End || (token.Kind == ConfigTokenKind.Sign && token.Text is "}" or "]" or ")");

    private static FormatException Malformed() => new("Brackets do not match, or are too deep.");

    private void SkipLineEnds()
    {
        while (Peek.Kind == ConfigTokenKind.LineEnd)
            _position++;
    }

    private void Expect(string sign)
    {
        if (!Next().IsSign(sign))
        {
            _position--;
            throw Malformed();
        }
    }

    private void Enter()
    {
        if (++_depth > MaxDepth)
            throw Malformed();
    }

    private ConfigNode ReadMap(ConfigToken start, bool isFile = false)
    {
        Enter();
        List<ConfigEntry> entries = [];
        while (true)
        {
            while (Peek.Kind == ConfigTokenKind.LineEnd || Peek.IsSign(",") || Peek.IsSign(";"))
                _position++;
            if (IsClosing(Peek))
                break;
            if (Peek.IsSign("@"))
            {
                _position++;
                ReadValue(); // A decorator.
            }
            else if (ReadEntry() is { } entry)
            {
                entries.Add(entry);
            }
        }

        int end = Peek.Line;
        if (isFile != (Peek.Kind == ConfigTokenKind.End))
            throw Malformed();
        if (!isFile)
            Expect("}");
        _depth--;
        return new(ConfigKind.Map, "", start.Line, start.Column) { Entries = entries, EndLine = end };
    }

    private ConfigEntry? ReadEntry()
    {
        ConfigToken first = Peek;
        if (first.IsSign("..."))
        {
            _position++;
            return new("...", [], ReadValue(), first.Line, first.Column);
        }

        if (first.IsSign("{") || first.IsSign("["))
            return new("", [], ReadValue(), first.Line, first.Column);

        List<string> words = [];
        while (true)
        {
            ConfigToken token = Peek;
            if (token.Kind is ConfigTokenKind.Word or ConfigTokenKind.Text or ConfigTokenKind.Template)
            {
                words.Add(token.Text);
                _position++;
            }
            else if (token.IsSign("=") || token.IsSign(":"))
            {
                _position++;
                return Entry(words, ReadValue(), first);
            }
            else if (token.IsSign("{"))
            {
                return Entry(words, ReadPrimary(), first);
            }
            else if (token.IsSign("(") || token.IsSign("["))
            {
                SkipBalanced(); // A name that is made when the file is used, or a call that gives nothing.
            }
            else if (IsClosing(token) || token.Kind == ConfigTokenKind.LineEnd || token.IsSign(",") || token.IsSign(";"))
            {
                return words.Count == 0 ? null : Entry(words, new(ConfigKind.Word, "", first.Line, first.Column), first);
            }
            else
            {
                _position++;
            }
        }
    }

    private ConfigEntry Entry(List<string> words, ConfigNode value, ConfigToken first)
    {
        string name = words.Count == 0 ? "" : _dialect.IsNameLast ? words[^1] : words[0];
        return new(name, _dialect.IsNameLast ? words[..^Math.Min(1, words.Count)] : [.. words.Skip(1)], value, first.Line, first.Column);
    }

    /// <summary>Operands with the signs between them, or the one there is.</summary>
    private ConfigNode ReadValue()
    {
        Enter();
        SkipLineEnds();
        ConfigToken start = Peek;
        List<ConfigNode> operands = [];
        List<string> signs = [];
        int open = 0;
        while (true)
        {
            SkipLineEndsBeforeOperand();
            while (Peek.Kind == ConfigTokenKind.Sign && Peek.Text is "!" or "-" or "+" or "...")
                _position++;
            operands.Add(ReadPrimary());
            if (PeekOperator(open > 0) is not { } sign)
                break;

            open += sign == "?" ? 1 : sign == ":" ? -1 : 0;
            signs.Add(sign);
        }

        _depth--;
        return operands.Count == 1 ? operands[0] : new(ConfigKind.Expression, "", start.Line, start.Column) { Items = operands, Signs = signs, EndLine = operands[^1].EndLine };
    }

    private void SkipLineEndsBeforeOperand()
    {
        if (_position > 0 && PeekAt(-1).Kind == ConfigTokenKind.Sign)
            SkipLineEnds();
    }

    /// <summary>The operator that goes on with a value, on this line or at the start of the next; null where the value ends.</summary>
    private string? PeekOperator(bool isInChoice)
    {
        int offset = 0;
        while (PeekAt(offset).Kind == ConfigTokenKind.LineEnd)
            offset++;
        ConfigToken token = PeekAt(offset);
        if (token.Kind != ConfigTokenKind.Sign || (!s_operators.Contains(token.Text) && !(isInChoice && token.Text == ":")))
            return null;

        _position += offset + 1;
        return token.Text;
    }

    private ConfigNode ReadPrimary()
    {
        ConfigToken token = Peek;
        switch (token.Kind)
        {
            case ConfigTokenKind.Text or ConfigTokenKind.Template:
                _position++;
                return new(token.Kind == ConfigTokenKind.Text ? ConfigKind.Text : ConfigKind.Template, token.Text, token.Line, token.Column) { EndLine = PeekAt(0).Line };
            case ConfigTokenKind.Word:
                return ReadWord();
            case ConfigTokenKind.Sign when token.Text == "{":
                _position++;
                return IsLoop() ? SkipLoop(token, "}") : ReadMap(token);
            case ConfigTokenKind.Sign when token.Text == "[":
                _position++;
                return ReadList(token);
            case ConfigTokenKind.Sign when token.Text == "(":
                _position++;
                List<ConfigNode> inner = ReadItems(")");
                return inner.Count == 1 ? inner[0] : new(ConfigKind.Expression, "", token.Line, token.Column) { Items = inner };
            default:
                if (!IsClosing(token) && token.Kind != ConfigTokenKind.LineEnd && !token.IsSign(",") && !token.IsSign(";"))
                    _position++;
                return new(ConfigKind.Word, "", token.Line, token.Column);
        }
    }

    /// <summary>A word with what is called, indexed, or chosen by it.</summary>
    private ConfigNode ReadWord()
    {
        ConfigToken start = Next();
        string word = start.Text;
        ConfigNode? call = null;
        while (true)
        {
            if (Peek.IsSign("("))
            {
                _position++;
                call = new(ConfigKind.Call, word, start.Line, start.Column) { Items = [.. call is null ? [] : new[] { call }, .. ReadItems(")")], EndLine = PeekAt(-1).Line };
            }
            else if (Peek.IsSign("["))
            {
                if (PeekAt(1).Kind == ConfigTokenKind.Text && PeekAt(2).IsSign("]"))
                    word += '.' + PeekAt(1).Text;
                SkipBalanced();
            }
            else if ((Peek.IsSign(".") || Peek.IsSign("?.") || Peek.IsSign("!")) && PeekAt(1).Kind == ConfigTokenKind.Word)
            {
                _position++;
                word += '.' + Next().Text;
            }
            else if (Peek.IsSign("!") && PeekAt(1).IsSign("."))
            {
                _position++; // Bicep's way to say that it is not null.
            }
            else
            {
                break;
            }
        }

        if (call is { Text: "if" } && Peek.IsSign("{")) // Bicep: if (condition) {…}
            return ReadPrimary();
        if (word is "new" or "await" or "async" or "typeof" or "function" && Peek.Kind is ConfigTokenKind.Word)
            return ReadPrimary();
        return call ?? new(ConfigKind.Word, word, start.Line, start.Column);
    }

    private bool IsLoop() => SkipLineEndsAnd(() => Peek is { Kind: ConfigTokenKind.Word, Text: "for" } && (PeekAt(1).Kind == ConfigTokenKind.Word || PeekAt(1).IsSign("(")));

    private bool SkipLineEndsAnd(Func<bool> ask)
    {
        SkipLineEnds();
        return ask();
    }

    /// <summary>What a loop makes is not known.</summary>
    private ConfigNode SkipLoop(ConfigToken start, string end)
    {
        while (!IsClosing(Peek))
            SkipOne();
        Expect(end);
        return new(ConfigKind.Expression, "", start.Line, start.Column) { Items = [new(ConfigKind.Word, "for", start.Line, start.Column)] };
    }

    private ConfigNode ReadList(ConfigToken start)
    {
        bool isLoop = IsLoop();
        if (isLoop)
        {
            while (!IsClosing(Peek) && !Peek.IsSign(":"))
                SkipOne();
            if (Peek.IsSign(":"))
                _position++;
        }

        List<ConfigNode> items = ReadItems("]");
        return new(ConfigKind.List, "", start.Line, start.Column) { Items = items, IsLoop = isLoop, EndLine = PeekAt(-1).Line };
    }

    private List<ConfigNode> ReadItems(string end)
    {
        Enter();
        List<ConfigNode> items = [];
        while (true)
        {
            while (Peek.Kind == ConfigTokenKind.LineEnd || Peek.IsSign(",") || Peek.IsSign(";"))
                _position++;
            if (IsClosing(Peek))
                break;

            int before = _position;
            bool isSpread = Peek.IsSign("...");
            ConfigNode item = ReadValue();
            items.Add(isSpread ? new(ConfigKind.Call, "...", item.Line, item.Column) { Items = [item], EndLine = item.EndLine } : item);
            if (_position == before || Peek.IsSign(":") || Peek.IsSign("="))
                _position++; // No sign that belongs here: the rest is no item of any use.
        }

        Expect(end);
        _depth--;
        return items;
    }

    private void SkipOne()
    {
        if (Peek.Kind == ConfigTokenKind.Sign && Peek.Text is "(" or "[" or "{")
            SkipBalanced();
        else
            _position++;
    }

    /// <summary>Over a bracket with all that is in it.</summary>
    private void SkipBalanced()
    {
        int depth = 0;
        do
        {
            ConfigToken token = Next();
            if (token.Kind == ConfigTokenKind.End)
                throw Malformed();
            if (token.Kind == ConfigTokenKind.Sign)
                depth += token.Text is "(" or "[" or "{" ? 1 : token.Text is ")" or "]" or "}" ? -1 : 0;
        }
        while (depth > 0);
    }
}
