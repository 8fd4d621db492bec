namespace LlamaEnv.Conformance.Tests;

/// <summary>The values, by what is special about them. All values of a class are written in the same way.</summary>
internal static class Corpus
{
    private const string Uuid = "6f1c2f0e-8a4b-4c1d-9e57-0123456789ab";

    internal static IReadOnlyList<CorpusValue> Values { get; } =
    [
        .. Class("letters, digits", [.. Ascii(char.IsAsciiLetterOrDigit).SelectMany(c => new[] { $"{c}", $"a{c}b" }).Distinct(), "true", "null", "007", "1e5", "undefined"]),
        .. Class("`_` `.` `/` `:` `@` `%` `+` `,` `?` `!` `-`", [.. Everywhere("_./:@%+,?!-"), "-n", "--help", "!!", "..", "//", "%41%0A", "%PATH%", "?a", "a:b:c", "+1,2"]),
        .. Class("`=` not first", ["a=b", "ab=", "a==", "a=b=c", "A_BEFORE=no", "KEY=v"]),
        .. Class("keys, ids, URLs, base64", Credentials),
        .. Class("letters and digits beyond ASCII", ["é", "aéb", "Ångström", "straße", "東", "東京", "日本語キー", "ключ", "κλειδί", "مفتاح", "٣", "𝔘", "a𐐷b", "https://例え.テスト/é"]),
        .. Class("nothing", [""]),
        .. Class("1,000 to 60,000 safe characters", [new('k', 1000), new('k', 60_000), new('é', 30_000)]),
        .. Class("64 KiB and more, safe characters", [new('k', 64 * 1024), new('k', 70_000), new('é', 35_000), new('東', 22_000)]),
        .. Class("`=` first", ["=", "=ab", "==", "=a=b"]),
        .. Class("blanks", [.. Everywhere(" \t"), "  ", " a b ", "\ta\t", "a  b", "two words and more", "key: value", "a, b", "-a -b"]),
        .. Class("`#`", [.. Everywhere("#"), "a # b", "a #b", "a# b", "# comment", "##", "https://example.test/a#b", "#!/bin/sh"]),
        .. Class("`&` `;` `|` `<` `>` `(` `)`", [.. Everywhere("&;|<>()"), "https://example.test/?a=1&b=2", "a; echo b", "a && b", "a|b|c", "f(x)", "<a>", "2>&1", "(a; b)"]),
        .. Class("`~` `*` `^` `[` `]` `{` `}`", [.. Everywhere("~*^[]{}"), "~root", "a:~", "*.*", "[a,b]", "[]", "{a=1}", "{}", "{a,b}", "^a*"]),
        .. Class("`\"`", [.. Everywhere("\""), "\"ab\"", "say \"hi\"", "\"\"", "\"\"\"", "{\"a\": 1, \"b\": [true, null]}", "{\"key\":\"#1\"}", "a\" # b"]),
        .. Class("backtick", [.. Everywhere("`"), "`ab`", "`echo hi`", "``", "a`b\"c"]),
        .. Class("`$`", [.. Everywhere("$"), "$A_BEFORE", "a$A_BEFORE", "$$", "$1", "$ a", "$(echo hi)", "$[1+1]", "US$5", "$A_BEFORE$Z_AFTER", "#$A_BEFORE", "\"$A_BEFORE\""]),
        .. Class("`'`", [.. Everywhere("'"), "'ab'", "it's", "don't # stop", "''", "'''", " ' ", "a='b'", "rock 'n' roll", "l'été", "'&;"]),
        .. Class("one `\\`, not before `\\`, `n` or `$`", [.. Ascii(c => c is not ('\\' or 'n' or '$' or '\'')).Select(c => $"a\\{c}"), .. Ascii(char.IsAsciiLetter).Where(c => c != 'n').Select(c => $"\\{c}b"), @"C:\Users\me", @"\d+\.\d", @"a\u0041b", @"a\x41b", @"a\101b", "\\\"a\\\""]),
        .. Class("spaces, marks and signs beyond ASCII", ["\u00A0", "a\u00A0b", "\u00A0a", "a\u00A0", "\u200B", "a\u200Bb", "a\u200B", "\uFEFFa", "a\uFEFF", "\u3000a", "🦙", "a🦙b", "👩‍👩‍👧", "e\u0301", "€", "“ab”", "‘ab’", "→", "½", "①", "\uFFFD", "ａ＝ｂ＃"]),
        .. Class("`${`", ["${A_BEFORE}", "a${A_BEFORE}b", "${NOPE:-default}", "${", "${}", "#${A_BEFORE}"]),
        .. Class("`'` beside `\"`, `\\`, `$` or backtick", ["'\"", "it's \"fine\"", "'\\a", "it's a$", "'$A_BEFORE'", "'`'", "'\"`", "{\"it's\": 1}", "a'${A_BEFORE}", "$'a'"]),
        .. Class("`\\` at the end", ["\\", "ab\\", @"C:\dir\", "a b\\", "#\\", "'\\"]),
        .. Class("`\\\\`", [@"\\server\share", @"a\\b", @"\\a", @"a\\\b"]),
        .. Class("`\\n`", [@"a\nb", @"\nb", @"C:\new", @"-----BEGIN KEY-----\nMIIB\n-----END KEY-----"]),
        .. Class("`\\$`", [@"a\$b", @"\$A_BEFORE"]),
        .. Class("line ends", ["\n", "a\nb", "a\n", "\na", "a\r\nb", "a\rb", "ab\r", "a\nA_BEFORE=no\nb", "-----BEGIN PRIVATE KEY-----\nMIIBVgIBADANBg+/=\n-----END PRIVATE KEY-----\n", "{\n  \"a\": 1\n}"]),
        .. Class("control characters, U+2028, U+2029", ["a\u0001b", "a\u0007b", "\u0008a", "a\u000Bb", "a\u000Cb", "a\u001Bb", "a\u007Fb", "a\u0085b", "a\u2028b", "a\u2029b", "\u2028"]),
        .. Class("half a surrogate pair", ["\uD83E", "a\uD83E", "\uDD99a"]),
    ];

    private static string[] Credentials =>
    [
        "llx-" + new string('0', 48), "llx-FakeKeyForTests0123456789ABCDEFGHIJKLMNOPQRSTUVW", Uuid, Uuid.ToUpperInvariant(),
        "https://api.cloud.llamaindex.ai", "https://api.cloud.eu.llamaindex.ai/", "http://localhost:8000", "http://127.0.0.1:4501/path/to",
        "https://user:pa55@host.example.test:8443/a/b?c=d,e", "https://example.test/a%20b?q=1+2", "postgres://u:p@db:5432/app?sslmode=require",
        "c2VjcmV0", "c2VjcmV0IQ==", "+/+/ab==", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "sha256:0123456789abcdef", "user@example.test", "2026-11-21T00:00:00+01:00",
    ];

    private static IEnumerable<CorpusValue> Class(string name, IEnumerable<string> texts) => texts.Select(text => new CorpusValue(name, text));

    private static IEnumerable<char> Ascii(Func<char, bool> isWanted) => Enumerable.Range(' ', '~' - ' ' + 1).Select(i => (char)i).Where(isWanted);

    /// <summary>Each character alone, first, inside and last.</summary>
    private static IEnumerable<string> Everywhere(string characters) => characters.SelectMany(c => new[] { $"{c}", $"{c}ab", $"a{c}b", $"ab{c}" });
}
