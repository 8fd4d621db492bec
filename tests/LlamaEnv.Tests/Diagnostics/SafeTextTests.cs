using System.Text.Json;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tests.Diagnostics;

[TestClass]
public sealed class SafeTextTests
{
    public static IEnumerable<object[]> Lines =>
    [
        ["plain text, größe 東 🦙 é", "plain text, größe 東 🦙 é"],
        ["a\nb\r\n", @"a\u000Ab\u000D\u000A"],
        ["tab\tbell\aescape\u001B[31m", @"tab\u0009bell\u0007escape\u001B[31m"],
        ["\u0085\u009B\u007F", @"\u0085\u009B\u007F"],
        ["a\u2028b\u2029c", @"a\u2028b\u2029c"],
        ["\u202Egpj.exe\u202C", @"\u202Egpj.exe\u202C"],
        ["\u2066\u2067\u2068\u2069\u200E\u200F\u061C", @"\u2066\u2067\u2068\u2069\u200E\u200F\u061C"],
        ["a\u200Bb\u200Cc\u200Dd\u2060e\uFEFFf\u00ADg\u180Eh", @"a\u200Bb\u200Cc\u200Dd\u2060e\uFEFFf\u00ADg\u180Eh"],
        ["\u3164\u115F\uFFA0\u034F\u2800\uFE0F", @"\u3164\u115F\uFFA0\u034F\u2800\uFE0F"],
        ["\U000E0041tag", @"\U000E0041tag"],
        ["half \uD800 pair", @"half \uD800 pair"],
        ["##vso[task.setvariable variable=x]y", @"#\u0023vso[task.setvariable variable=x]y"],
        ["in the middle ##VSO[x] ##[error]no ##teamcity[x]", @"in the middle #\u0023VSO[x] #\u0023[error]no #\u0023teamcity[x]"],
        ["###[group]", @"##\u0023[group]"],
        ["::error::no", @":\u003Aerror:\u003Ano"],
        ["x ::add-mask::y ::error file=a::b", @"x :\u003Aadd-mask:\u003Ay :\u003Aerror file=a:\u003Ab"],
        ["::stop-commands::t1", @":\u003Astop-commands:\u003At1"],
        ["https://[::1]:8080/ and [fe80::1%25eth0]", "https://[::1]:8080/ and [fe80::1%25eth0]"],
        ["$([System.String]::IsNullOrEmpty($([System.Environment]::GetEnvironmentVariable('X'))))", "$([System.String]::IsNullOrEmpty($([System.Environment]::GetEnvironmentVariable('X'))))"],
        ["## heading, C:\\a\\b, a#b", "## heading, C:\\a\\b, a#b"],
    ];

    [TestMethod]
    [DynamicData(nameof(Lines))]
    public void What_could_act_is_spelled_out(string text, string line) => Assert.AreEqual(line, SafeText.Line(text));

    [TestMethod]
    [DynamicData(nameof(Lines))]
    public void In_JSON_it_is_spelled_out_too_and_reads_as_it_was(string text, string line)
    {
        string json = SafeText.Json(text + "\"\\");

        Assert.AreEqual(text.Replace('\uD800', '\uFFFD') + "\"\\", JsonSerializer.Deserialize<string>(json));
        Assert.AreEqual(line == text, !json.Contains(@"\u", StringComparison.Ordinal));
    }

    [TestMethod]
    public void No_character_but_visible_ones_gets_out()
    {
        for (int code = 0; code <= 0x10FFFF; code++)
        {
            if (code is >= 0xD800 and <= 0xDFFF)
                continue;

            string shown = SafeText.Line(char.ConvertFromUtf32(code));
            System.Globalization.UnicodeCategory category = System.Globalization.CharUnicodeInfo.GetUnicodeCategory(shown, 0);
            if (category is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator)
                Assert.Fail($"U+{code:X4}");
        }
    }
}
