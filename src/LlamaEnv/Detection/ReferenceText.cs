namespace LlamaEnv.Detection;

/// <summary>What the kinds of references are told by. Questions about a text, no more.</summary>
internal static class ReferenceText
{
    internal static bool StartsWith(ReadOnlySpan<char> text, string prefix) => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a scheme (<c>op</c> before <c>://</c>) stands anywhere, with something behind it. Not as the end of another word: <c>https://</c> ends in no <c>s://</c>.</summary>
    internal static bool HoldsScheme(ReadOnlySpan<char> text, string scheme)
    {
        for (int start = 0; text[start..].IndexOf("://") is >= 0 and var found && start + found + 3 < text.Length; start += found + 3)
        {
            int begin = start + found - scheme.Length;
            if (begin >= 0 && StartsWith(text[begin..], scheme) && (begin == 0 || !(char.IsAsciiLetterOrDigit(text[begin - 1]) || text[begin - 1] is '+' or '-' or '.')))
                return true;
        }

        return false;
    }

    /// <summary>Whether a scheme of any name stands at the beginning, other than that of a web page.</summary>
    internal static bool HoldsOtherScheme(ReadOnlySpan<char> text)
    {
        int length = text.IndexOf("://", StringComparison.Ordinal);
        return length > 0 && length + 3 < text.Length && char.IsAsciiLetter(text[0]) && CharacterSets.Cover(text[..length], static c => IsSchemePart(c) || c is ':' or '_') && !ApiUrl.IsHttp(text) && !StartsWith(text, "file:") && !StartsWith(text, KeyShapes.OfficialPrefix);
    }

    /// <summary>Whether there is a scheme that names a secret manager with more around it: <c>hashivault://</c>, <c>https+vault://</c>.</summary>
    internal static bool HoldsSchemeWith(ReadOnlySpan<char> text, ReadOnlySpan<string> words)
    {
        for (int start = 0; text[start..].IndexOf("://") is >= 0 and var found && start + found + 3 < text.Length; start += found + 3)
        {
            int begin = start + found;
            while (begin > start && IsSchemePart(text[begin - 1]))
                begin--;
            foreach (string word in words)
            {
                if (text[begin..(start + found)].Contains(word, StringComparison.OrdinalIgnoreCase))
                    return true;
            }
        }

        return false;
    }

    /// <summary><c>name:rest</c>, by whatever name: not an address with its port, not what holds an old key, and nothing that people write for "put it here".</summary>
    internal static bool IsNamed(ReadOnlySpan<char> text)
    {
        int length = text.IndexOf(':');
        return length > 1 && char.IsAsciiLetter(text[0]) && CharacterSets.Cover(text[..length], static c => IsSchemePart(c) || c == '_') && !ApiUrl.IsHttp(text)
            && !StartsWith(text, KeyShapes.OfficialPrefix) && !text[length..].Contains(KeyShapes.OfficialPrefix, StringComparison.OrdinalIgnoreCase) && HasPrefix(text, text[..length])
            && !FilePaths.IsPath(text) && !Placeholders.IsPlaceholderPhrase(text);
    }

    /// <summary>Whether a cloud and its service for secrets stand before something: <c>gcp:secretmanager:NAME</c>.</summary>
    internal static bool HasService(ReadOnlySpan<char> text, ReadOnlySpan<string> clouds, ReadOnlySpan<string> services)
    {
        int first = text.IndexOf(':');
        int second = first < 0 ? -1 : text[(first + 1)..].IndexOfAny(':', '/');
        return second > 0 && first + second + 2 < text.Length && IsOneOf(text[..first], clouds) && IsOneOf(text.Slice(first + 1, second), services);
    }

    /// <summary>Pulumi's secure value: a version, 12 bytes that came up once, and what is encrypted, with 16 bytes more.</summary>
    internal static bool IsPulumiSecret(ReadOnlySpan<char> text)
    {
        const int Nonce = 16;
        const int Shortest = 24;
        return StartsWith(text, "v1:") && text.Length >= 3 + Nonce + 1 + Shortest && text[3 + Nonce] == ':' && IsBase64(text.Slice(3, Nonce)) && IsBase64(text[(3 + Nonce + 1)..]);
    }

    private static bool IsBase64(ReadOnlySpan<char> text) => CharacterSets.Cover(text.TrimEnd('='), static c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '-' or '_');

    private static bool IsSchemePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.';

    /// <summary>Whether a name and a colon stand before what may be a path: <c>vault:8200/v1</c> is a host and its port.</summary>
    internal static bool HasPrefix(ReadOnlySpan<char> text, ReadOnlySpan<char> name, bool mayBeHost = true)
    {
        if (!text.StartsWith(name, StringComparison.OrdinalIgnoreCase) || text.Length == name.Length || text[name.Length] != ':')
            return false;

        ReadOnlySpan<char> rest = text[(name.Length + 1)..];
        int end = rest.IndexOf('/');
        ReadOnlySpan<char> port = end < 0 ? rest : rest[..end];
        return !rest.Trim('/').IsEmpty && !rest.ContainsAny(' ', '\t') && (!mayBeHost || port.IsEmpty || !CharacterSets.Cover(port, char.IsAsciiDigit));
    }

    /// <summary>Whether a YAML tag stands before something.</summary>
    internal static bool HasTag(ReadOnlySpan<char> text, string tag) => text.Length > tag.Length + 1 && StartsWith(text, tag) && text[tag.Length] is ' ' or '\t';

    /// <summary>Tags of YAML that name a value: those of CloudFormation, of GitLab, and of libraries that read the environment.</summary>
    internal static bool HasTemplateTag(ReadOnlySpan<char> text) =>
        text[0] == '!' && StartsWithAny(text, ["!env ", "!env\t", "!env_var ", "!Ref ", "!Sub ", "!GetAtt ", "!ImportValue ", "!FindInMap ", "!Join ", "!reference "]);

    /// <summary>Whether the whole text is a call of one of these functions.</summary>
    internal static bool IsCall(ReadOnlySpan<char> text, string[] functions)
    {
        int open = text[^1] == ')' ? text.IndexOf('(') : -1;
        return open > 0 && IsOneOf(text[..open], functions);
    }

    /// <summary><c>@secret(…)</c>, by whatever name.</summary>
    internal static bool IsDecoratedCall(ReadOnlySpan<char> text)
    {
        int open = text[0] == '@' && text[^1] == ')' ? text.IndexOf('(') : -1;
        return open > 1 && CharacterSets.Cover(text[1..open], static c => CharacterSets.IsName(c) || c is '.' or '-');
    }

    /// <summary>An expression of an Azure Resource Manager template.</summary>
    internal static bool IsArmExpression(ReadOnlySpan<char> text) =>
        text[0] == '[' && text[^1] == ']' && text.Contains(')') && StartsWithAny(text, ["[parameters(", "[variables(", "[reference(", "[listKeys(", "[concat(", "[resourceId("]);

    /// <summary>Whether the whole text stands between two marks, with something in it.</summary>
    internal static bool Encloses(ReadOnlySpan<char> text, string open, string close) =>
        text.Length > open.Length + close.Length && StartsWith(text, open) && text.EndsWith(close, StringComparison.Ordinal);

    /// <summary>Whether the whole text is a name between two marks.</summary>
    internal static bool EnclosesName(ReadOnlySpan<char> text, string open, string close) =>
        Encloses(text, open, close) && IsName(text[open.Length..^close.Length].Trim());

    /// <summary>As <see cref="EnclosesName"/>, with a name such as constants have: what a password is not.</summary>
    internal static bool EnclosesConstant(ReadOnlySpan<char> text, string open, string close) =>
        EnclosesName(text, open, close) && text.Contains('_') && !text[open.Length..].ContainsAnyInRange('a', 'z');

    /// <summary>As <see cref="EnclosesName"/>, in capitals: <c>TOKEN</c>, <c>LLAMA_KEY</c>.</summary>
    internal static bool EnclosesCapitals(ReadOnlySpan<char> text, string open, string close) =>
        EnclosesName(text, open, close) && text.Length > open.Length + close.Length + 2 && !text[open.Length..].ContainsAnyInRange('a', 'z');

    /// <summary>As <see cref="EnclosesName"/>, with a name that says a key is to be put there.</summary>
    internal static bool EnclosesCredential(ReadOnlySpan<char> text, string open, string close) =>
        EnclosesName(text, open, close) && (EnclosesConstant(text, open, close) || NameTokens.IsCredential(text[open.Length..^close.Length].Trim()));

    /// <summary>Whether something that starts as a name does stands between two marks, anywhere: <c>$(X)</c>, <c>${X:-default}</c>, <c>${{ secrets.X }}</c>.</summary>
    internal static bool HoldsName(ReadOnlySpan<char> text, string open, string close) => Holds(text, open, close, "{ -#/.!", static c => IsNameStart(c) || c is '$' or '"' or '\'');

    /// <summary>The same with whatever a program could start with, as in <c>$(~/bin/key)</c>.</summary>
    internal static bool HoldsExpression(ReadOnlySpan<char> text, string open, string close) =>
        Holds(text, open, close, "{=- \t", static c => char.IsLetter(c) || "_./~<([!$@'\"".Contains(c, StringComparison.Ordinal));

    private static bool Holds(ReadOnlySpan<char> text, string open, string close, string decoration, Func<char, bool> isStart)
    {
        for (int start = 0; text[start..].IndexOf(open, StringComparison.Ordinal) is >= 0 and var found; start += found + 1)
        {
            ReadOnlySpan<char> inner = text[(start + found + open.Length)..];
            int end = inner.IndexOf(close, StringComparison.Ordinal);
            if (end < 0)
                return false;

            ReadOnlySpan<char> content = inner[..end].TrimStart(decoration).TrimEnd();
            if (!content.IsEmpty && isStart(content[0]))
                return true;
        }

        return false;
    }

    /// <summary>Whether <c>%NAME%</c> stands anywhere. What is between the escapes of <c>p%40ss%EFg%20</c> is no name, and a pattern for a log has such names in small letters.</summary>
    internal static bool HoldsPercentName(ReadOnlySpan<char> text, bool anyCase)
    {
        for (int start = 0; text[start..].IndexOf('%') is >= 0 and var found; start += found + 1)
        {
            ReadOnlySpan<char> inner = text[(start + found + 1)..];
            int end = inner.IndexOf('%');
            if (end < 0)
                return false;
            if (end == 0 || !IsNameStart(inner[0]) || inner[end - 1] is '.' or ':' or '-' or '(' || (!anyCase && inner[..end].ContainsAnyInRange('a', 'z')))
                continue;

            // Of two characters are the directives of a format (%HH%mm), too.
            bool isShort = end == 2 && inner.Length > 3 && (!anyCase || IsEscape(inner));
            bool isEscaped = IsEscape(inner) && (IsEscape(inner[(end + 1)..]) || (end == 2 && start > 0));
            if (!isShort && !isEscaped && IsDelimited(text, start + found, inner[..end]) && CharacterSets.Cover(inner[..end], static c => CharacterSets.IsName(c) || c is '.' or ':' or '(' or ')' or '-'))
                return true;
        }

        return false;
    }

    /// <summary>Between percent signs stands any text of a password (<c>50%off%sale</c>), and a name only on its own or if it looks like nothing else.</summary>
    private static bool IsDelimited(ReadOnlySpan<char> text, int position, ReadOnlySpan<char> name)
    {
        int behind = position + name.Length + 2;
        bool isLeft = position == 0 || !char.IsAsciiLetterOrDigit(text[position - 1]);
        bool isRight = behind >= text.Length || !char.IsAsciiLetterOrDigit(text[behind]);
        bool isConstant = name.Length > 2 && !name.ContainsAnyInRange('a', 'z');
        return (isLeft && (isRight || isConstant)) || (isConstant && name.Contains('_'));
    }

    /// <summary><c>PREFIX-$NAME</c>: a name in capitals and no part of a word. What follows on <c>llx-</c> is looked at by itself.</summary>
    internal static bool HoldsDelimitedVariable(ReadOnlySpan<char> text)
    {
        for (int i = 0; i + 2 < text.Length; i++)
        {
            if (text[i] != '$' || !IsNameStart(text[i + 1]) || (i > 0 && text[i - 1] is not ('-' or '_' or '.' or ':' or '/')))
                continue;

            int end = i + 1;
            while (end < text.Length && CharacterSets.IsName(text[end]))
                end++;
            if (end - i > 3 && !text[i..end].ContainsAnyInRange('a', 'z') && (end == text.Length || text[end] is '-' or '.' or ':' or '/' or '$'))
                return true;
        }

        return false;
    }

    /// <summary><c>NAME</c>, <c>env:NAME</c> or <c>NAME.Member</c>.</summary>
    internal static bool IsVariable(ReadOnlySpan<char> text) => !text.IsEmpty && IsNameStart(text[0]) && CharacterSets.Cover(text, static c => CharacterSets.IsName(c) || c is ':' or '.');

    /// <summary><c>https://$HOST/api</c>: no host holds the sign, while a path and a query may (<c>?$filter=</c>).</summary>
    internal static bool HoldsUrlVariable(ReadOnlySpan<char> text, bool isHostOnly)
    {
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
            return false;

        ReadOnlySpan<char> rest = text[(scheme + 2)..];
        int end = isHostOnly ? rest[1..].IndexOfAny('/', '?', '#') : -1;
        rest = end < 0 ? rest : rest[..(end + 1)];
        for (int i = 1; i + 1 < rest.Length; i++)
        {
            if (rest[i] == '$' && IsNameStart(rest[i + 1]) && rest[i - 1] is '/' or ':' or '@' or '.' or '-' or '=' or '&' or '?')
                return true;
        }

        return false;
    }

    /// <summary>What a shell expands in the middle of a word.</summary>
    internal static bool HoldsUnescapedVariable(ReadOnlySpan<char> text)
    {
        for (int i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] == '$' && !IsEscaped(text, i) && (text[i + 1] == '{' || IsNameStart(text[i + 1])))
                return true;
        }

        return false;
    }

    /// <summary>What a shell runs in the middle of a word.</summary>
    internal static bool HoldsUnescapedCommand(ReadOnlySpan<char> text)
    {
        for (int i = 0; i + 1 < text.Length; i++)
        {
            bool isOpening = (text[i] == '$' && text[i + 1] == '(') || (text[i] == '`' && (i == 0 || text[(i + 1)..].Contains('`')));
            if (isOpening && !IsEscaped(text, i))
                return true;
        }

        return false;
    }

    /// <summary><c>__NAME__</c> alone, in any case.</summary>
    internal static bool IsUnderscoreToken(ReadOnlySpan<char> text) =>
        Encloses(text, "__", "__") && char.IsAsciiLetter(text[2]) && CharacterSets.Cover(text, static c => CharacterSets.IsName(c) || c is '.' or '-');

    /// <summary>Users and modules that are called just so.</summary>
    internal static bool IsSpecialName(ReadOnlySpan<char> text) => IsOneOf(text, ["__token__", "__main__", "__init__", "__name__", "__file__"]);

    /// <summary><c>__NAME__</c> in longer text: in capitals, and no part of a word.</summary>
    internal static bool HoldsUnderscoreToken(ReadOnlySpan<char> text)
    {
        for (int i = 0; text[i..].IndexOf("__", StringComparison.Ordinal) is >= 0 and var found; i += found + 1)
        {
            ReadOnlySpan<char> rest = text[(i + found)..];
            if (rest.Length < 5 || !char.IsAsciiLetterUpper(rest[2]) || (i + found > 0 && CharacterSets.IsName(text[i + found - 1])))
                continue;

            int length = 3;
            while (length < rest.Length && (char.IsAsciiLetterUpper(rest[length]) || char.IsAsciiDigit(rest[length]) || rest[length] is '_' or '.' or '-'))
                length++;
            int end = rest[..length].LastIndexOf("__", StringComparison.Ordinal);
            if (end > 2 && (end + 2 == rest.Length || !CharacterSets.IsName(rest[end + 2])))
                return true;
        }

        return false;
    }

    /// <summary>A line of a program or a pipeline that was copied without what evaluates it.</summary>
    internal static bool IsCode(ReadOnlySpan<char> text) =>
        IsMember(text, anyCase: false)
        || (text[^1] is ')' or ']' or ';' && StartsWithAny(text,
            ["os.environ[", "os.environ.get(", "os.getenv(", "getenv(", "env(", "ENV[", "ENV.fetch(", "System.getenv(", "Environment.GetEnvironmentVariable(", "process.env[", "secrets[", "Deno.env.get(", "Bun.env[", "env::var(", "std::env::var(", "std.extVar(", "System.get_env(", "credentials("]));

    /// <summary>A name behind what programs and pipelines keep variables in.</summary>
    internal static bool IsMember(ReadOnlySpan<char> text, bool anyCase)
    {
        foreach (string prefix in (ReadOnlySpan<string>)["secrets.", "vars.", "env.", "process.env.", "import.meta.env.", "Bun.env.", "var."])
        {
            if (StartsWith(text, prefix) && IsName(text[prefix.Length..]) && (anyCase || !text[prefix.Length..].ContainsAnyInRange('a', 'z')))
                return true;
        }

        return false;
    }

    /// <summary>Whether the member may as well be an extension or a stage: <c>env.production</c>, <c>vars.yml</c>, <c>secrets.json</c>.</summary>
    internal static bool IsFileLike(ReadOnlySpan<char> text) =>
        StartsWithAny(text, ["env.", "vars.", "var.", "secrets."]) && !text.Contains('_') && !text[(text.IndexOf('.') + 1)..].ContainsAnyInRange('A', 'Z');

    internal static bool IsName(ReadOnlySpan<char> text) => !text.IsEmpty && IsNameStart(text[0]) && CharacterSets.Cover(text, CharacterSets.IsName);

    internal static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsEscape(ReadOnlySpan<char> text) => text.Length >= 2 && char.IsAsciiHexDigit(text[0]) && char.IsAsciiHexDigit(text[1]);

    private static bool IsEscaped(ReadOnlySpan<char> text, int position) => position > 0 && text[position - 1] is '\\' or '$';

    private static bool StartsWithAny(ReadOnlySpan<char> text, ReadOnlySpan<string> prefixes)
    {
        foreach (string prefix in prefixes)
        {
            if (StartsWith(text, prefix))
                return true;
        }

        return false;
    }

    private static bool IsOneOf(ReadOnlySpan<char> text, ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (text.Equals(name, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
