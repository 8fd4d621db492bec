using LlamaEnv.Tool.Exports;

namespace LlamaEnv.Tool.Tests.Exports;

/// <summary>Values by what is special about them. A program's environment can hold all of them.</summary>
internal static class ExportValues
{
    internal static IReadOnlyList<(string What, string Text)> All { get; } =
    [
        ("a key", Sample.KeyText),
        ("a URL", Sample.Cloud),
        ("a UUID", Sample.Project),
        ("blanks inside", "two  words and more"),
        ("blanks at the ends", "  ab  "),
        ("a tab", "a\tb\t"),
        ("`#`", "a # b#c"),
        ("`'`", "it's ''"),
        ("`\"`", "say \"hi\" \"\""),
        ("both quotes", "'\"it's \"fine\"'\""),
        ("`$X`", "a$PATH$1$$b"),
        ("`${X}`", "a${PATH}b${NOPE:-c}"),
        ("`$(x)`", "$(echo hi)"),
        ("backticks", "`echo hi`"),
        ("`\\` inside", @"C:\new\table\0"),
        ("`\\` at the end", @"C:\dir\"),
        ("`\\\\`", @"\\server\\share\\"),
        ("`%X%`", "%PATH%"),
        ("`%0A`", "a%0Ab%25%AZP25%3B"),
        ("`!`", "!PATH! !!"),
        ("`^` `&` and such", "a^b & c | d < e > f ; (g)"),
        ("`;]`", "a;]b;issecret=false]c"),
        ("`~` first", "~/ab"),
        ("`-` first", "--ab"),
        ("`@` first", "@ab"),
        ("`=` first", "=a=b"),
        ("a glob", "*.* [a-z]? {a,b}"),
        ("braces of templates", "{{ a }} ${{ b }} #{c}# <%= d %>"),
        ("JSON", "{\"a\": [1, null, \"b\\n\"]}"),
        ("`null`", "null"),
        ("a number", "0123"),
        ("a look-alike of YAML", "- a: *b &c !d | > # e"),
        ("letters of others", "é東"),
        ("a letter first that Base64 begins with a digit", "㍶㍶"),
        ("beyond U+FFFF", "🦙"),
        ("typographic quotes", "‘a’ ‚b‛ “c” „d‟ $(echo ’)"),
        ("a no-break space", "\u00A0a\u00A0"),
        ("a byte order mark", "\uFEFFa"),
        ("U+2028, U+0085", "a\u2028b\u0085c\u2029"),
        ("LF", "a\nV00=b\n\nc\n"),
        ("CRLF", "a\r\nb\r\n"),
        ("CR inside", "a\rb"),
        ("CR at the end", "a\r"),
        ("PEM", "-----BEGIN PRIVATE KEY-----\nMIIBVgIBADANBg+/=\n-----END PRIVATE KEY-----\n"),
        ("control characters", "a\u0001b\u0007c\u001Bd\u007Fe"),
        ("ends of here-documents", "a\nEOF\nghadelimiter\n##vso[task.complete]\n::stop-commands::x\nb"),
        ("commands of pipelines", "##vso[task.setvariable variable=V00]b ::add-mask::a"),
        ("XML", "<a b=\"c\">&amp;]]></a>"),
        ("blanks only", "  "),
        ("one character", "x"),
        ("a long one of others", new string('東', 5000)),
        ("70,000 bytes", new string('k', 70_000)),
    ];

    /// <summary>The values, each as a secret of its own: V00, V01 and so on.</summary>
    internal static Export ToExport(HostPlatform platform = HostPlatform.Linux) => new(
        [.. All.Select(static (value, index) => new ExportedVariable(new Credential(new Variable(NameOf(index), IsSecret: true), new Secret(value.Text), "test")))],
        ObjectNames.Default,
        new HostEnvironment { Variables = [], CurrentDirectory = Repository.Root, HomeDirectory = "", Platform = platform });

    internal static string NameOf(int index) => $"V{index:00}";
}
