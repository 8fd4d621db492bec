using System.Text;
using LlamaEnv.Inspection.Scan;

namespace LlamaEnv.Inspection.Tests.Scan;

[TestClass]
public sealed class KeyFinderTests
{
    private static readonly string s_key = Keys.Of(1);

    [TestMethod]
    [DataRow("KEY", "1")]
    [DataRow("\uFEFFKEY", "1", DisplayName = "a mark at the beginning")]
    [DataRow("a\r\nb = \"KEY\";\r\n", "2")]
    [DataRow("a\nb\n\nKEY", "4")]
    [DataRow("KEY\nKEY\n", "1\n2")]
    [DataRow("KEY KEY", "1", DisplayName = "twice in a line")]
    [DataRow("https://x.example/?key=KEY&a=b", "1")]
    [DataRow("xKEY -KEY _KEY KEYx KEY- KEY_", "")]
    [DataRow("", "")]
    [DataRow("llx-", "")]
    [DataRow("a llx-... b llx-.. c llx-xxx d llx-", "", DisplayName = "the vendor's own examples")]
    public void A_key_in_text_has_a_line(string text, string seen) => Assert.AreEqual(seen, Seen.In(text.Replace("KEY", s_key, StringComparison.Ordinal)));

    [TestMethod]
    [DataRow("LLAMA_CLOUD_API_KEY=KEY", "1 perhaps")]
    [DataRow("llama_cloud_api_key: 'KEY'", "1 perhaps")]
    [DataRow("Authorization: Bearer KEY", "1 perhaps")]
    [DataRow("x\nsomething else KEY", "")]
    [DataRow("LLAMA_CLOUD_API_KEY=llx-your-api-key-goes-here-2024", "")]
    [DataRow("LLAMA_CLOUD_API_KEY=llx-aaaaaaaaaaaaaaaaaaaaaaaa1", "")]
    [DataRow("LLAMA_CLOUD_API_KEY=llx-abcdefghijklmnopqrstuvwxyz0123456789", "")]
    [DataRow("LLAMA_CLOUD_API_KEY=llx-a1b2c3", "")]
    [DataRow("LLAMA_CLOUD_API_KEY=llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFake", "")]
    public void Another_length_is_a_warning_where_a_key_belongs(string line, string seen) =>
        Assert.AreEqual(seen, Seen.In(line.Replace("KEY", Keys.Of(2, 30), StringComparison.Ordinal).Replace(Keys.Of(2, 30) + "=", "KEY=", StringComparison.Ordinal).Replace($"API_{Keys.Of(2, 30)}", "API_KEY", StringComparison.Ordinal)));

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Text_in_UTF_16_has_lines_and_limits(bool isLittle)
    {
        Encoding encoding = isLittle ? Encoding.Unicode : Encoding.BigEndianUnicode;

        Assert.AreEqual("2 as UTF-16", Seen.In([.. encoding.Preamble, .. encoding.GetBytes($"a\r\n\"{s_key}\"\r\n")]));
        Assert.AreEqual("1 as UTF-16", Seen.In([.. encoding.Preamble, .. encoding.GetBytes($"日本{s_key}日本")]));
        Assert.AreEqual("", Seen.In([.. encoding.Preamble, .. encoding.GetBytes($"x{s_key} {s_key}x")]));
        Assert.AreEqual("", Seen.In([.. encoding.Preamble, .. encoding.GetBytes($"{s_key} // llama-env: ignore LLENV0060 a test")]));
    }

    [TestMethod]
    public void In_a_binary_file_nothing_has_to_separate_it()
    {
        Assert.AreEqual("-", Seen.In([0, 1, 2, .. Encoding.ASCII.GetBytes($"a{s_key}b")]));
        Assert.AreEqual("- as UTF-16", Seen.In([0, .. Encoding.ASCII.GetBytes("i"), .. Encoding.Unicode.GetBytes(s_key), 1]));
        Assert.AreEqual("- as UTF-16", Seen.In([0, 0, .. Encoding.BigEndianUnicode.GetBytes(s_key)]));
    }

    [TestMethod]
    [DataRow("KEY")]
    [DataRow("KEY\n")]
    [DataRow("x:KEY")]
    [DataRow("xy KEY")]
    [DataRow("LLAMA_CLOUD_API_KEY=KEY\nA=b\n")]
    public void In_Base64_it_may_begin_anywhere(string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text.Replace("API_KEY", "API_?", StringComparison.Ordinal).Replace("KEY", s_key, StringComparison.Ordinal).Replace("API_?", "API_KEY", StringComparison.Ordinal));

        Assert.AreEqual("2 in Base64", Seen.In($"data:\n  key: {Convert.ToBase64String(bytes)}\n"));
        Assert.AreEqual("2 in Base64", Seen.In($"data:\n  key: {Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks)}\n"));
    }

    [TestMethod]
    [DataRow("bGx4LVRoaXM=")]
    [DataRow("bGx4L")]
    [DataRow("bGx4LV!!!!")]
    public void Other_Base64_is_no_key(string text) => Assert.AreEqual("", Seen.In(text));

    [TestMethod]
    public void The_window_cuts_no_key_wherever_it_stands()
    {
        for (int shift = -70; shift <= 70; shift++)
        {
            foreach (int border in (int[])[ContentScanner.WindowLength - (2 * KeyFinder.Context), ContentScanner.WindowLength - KeyFinder.Context, ContentScanner.WindowLength])
            {
                byte[] content = new byte[ContentScanner.WindowLength + 20_000];
                content.AsSpan().Fill((byte)'\n');
                Encoding.ASCII.GetBytes(s_key).CopyTo(content, border + shift);

                Assert.AreEqual($"{border + shift + 1}", Seen.In(content), $"{border} {shift}");
            }
        }
    }

    [TestMethod]
    public void Every_form_is_found_at_every_place()
    {
        byte[] key = Encoding.ASCII.GetBytes(s_key);
        byte[][] forms = [key, Encoding.Unicode.GetBytes(s_key), .. Enumerable.Range(0, 3).Select(i => Encoding.ASCII.GetBytes(Convert.ToBase64String([.. ":: "u8[..i], .. key])))];
        foreach (byte[] form in forms)
        {
            for (int before = 0; before <= 70; before++)
            {
                for (int after = 0; after <= 40; after += 8)
                    Assert.StartsWith("1", Seen.In([.. Enumerable.Repeat((byte)' ', before), .. form, .. Enumerable.Repeat((byte)' ', after)]).Replace('-', '1'), $"{form.Length} {before} {after}");
            }
        }
    }

    [TestMethod]
    public void A_line_without_an_end_is_read_like_any_other() =>
        Assert.AreEqual("1", Seen.In($"{new string('x', 3_000_000)} {s_key} {new string('y', 3_000_000)}"));

    [TestMethod]
    public void Of_very_many_keys_the_first_are_reported_and_the_rest_is_a_note()
    {
        string seen = Seen.In(string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{Keys.Of(i % 2000)}\n")));

        Assert.HasCount(KeyFinder.MaxHits + 1, seen.Split('\n'));
        Assert.StartsWith(": it has more than 1,000 keys\n1\n2\n", seen);
    }

    [TestMethod]
    [DataRow("\"KEY\" // llama-env: ignore LLENV0060 a sample")]
    [DataRow("\"KEY\" # gitleaks:allow")]
    [DataRow("\"KEY\" // pragma: allowlist secret")]
    [DataRow("# llama-env: ignore LLENV0060 a sample\nkey = KEY")]
    public void A_comment_leaves_the_line_out(string text) => Assert.AreEqual("", Seen.In(text.Replace("KEY", s_key, StringComparison.Ordinal)));

    [TestMethod]
    [DataRow("\"KEY\" // llama-env: ignore LLENV0061 another code")]
    [DataRow("\"KEY\" // llama-env: ignore")]
    [DataRow("gitleaks:allow\nx\nKEY")]
    public void Another_comment_does_not(string text) => Assert.AreNotEqual("", Seen.In(text.Replace("KEY", s_key, StringComparison.Ordinal)));

    [TestMethod]
    [DataRow("OPENAI_API_KEY=VALUE", "1 OPENAI_API_KEY")]
    [DataRow("{ \"OPENAI_API_KEY\": \"VALUE\" }", "1 OPENAI_API_KEY")]
    [DataRow("SetEnvironmentVariable(\"OPENAI_API_KEY\", \"VALUE\")", "1 OPENAI_API_KEY")]
    [DataRow("<add key=\"OPENAI_API_KEY\" value=\"VALUE\" />", "1 OPENAI_API_KEY")]
    [DataRow("<OPENAI_API_KEY>VALUE</OPENAI_API_KEY>", "1 OPENAI_API_KEY")]
    [DataRow("var client = new Client(\"VALUE\");", "1 OPENAI_API_KEY", DisplayName = "by the beginning of the pattern")]
    [DataRow("OPENAI_API_KEY=${OPENAI_API_KEY}", "")]
    [DataRow("OPENAI_API_KEY=sk-your-api-key-goes-here", "")]
    [DataRow("OPENAI_API_KEY=sk-short", "", DisplayName = "no match")]
    [DataRow("MY_OPENAI_API_KEY=other", "")]
    [DataRow("class=\"sk-folding-cube sk-cube-grid-animation-2\"", "")]
    [DataRow("task-VALUE", "")]
    public void The_value_of_a_declared_variable_is_found_beside_its_name_or_by_its_beginning(string text, string seen)
    {
        DeclaredSecret secret = DeclaredSecret.Of("OPENAI_API_KEY", "^sk-[A-Za-z0-9_-]{20,}$", new())!;

        Assert.AreEqual(seen, Seen.In(text.Replace("VALUE", $"sk-{Keys.Of(3)[4..]}", StringComparison.Ordinal), secret));
    }

    [TestMethod]
    [DataRow("PIN=482913", "1 PIN")]
    [DataRow("pin: 482913\nx 482913", "")]
    public void A_pattern_that_begins_with_anything_is_looked_for_beside_the_name_only(string text, string seen) =>
        Assert.AreEqual(seen, Seen.In(text, DeclaredSecret.Of("PIN", "^[0-9]{6}$", new())!));
}
