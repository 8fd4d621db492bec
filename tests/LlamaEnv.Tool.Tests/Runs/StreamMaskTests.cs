using System.Net;
using System.Text;
using System.Text.Json;
using LlamaEnv.Tool.Masking;

namespace LlamaEnv.Tool.Tests.Runs;

/// <summary>What is taken out of a stream, however it arrives.</summary>
[TestClass]
public sealed class StreamMaskTests
{
    /// <summary>A value that every encoding writes in another way.</summary>
    private const string Odd = "p\"a/s s+w\\ö&r=d?🦙";

    private static readonly string[] s_encodings =
    [
        Sample.KeyText, Odd,
        .. Enumerable.Range(0, 3).Select(static before => Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', before) + Sample.KeyText + "yz"))),
        .. Enumerable.Range(0, 3).Select(static before => Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', before) + Odd)).Replace('+', '-').Replace('/', '_')),
        JsonSerializer.Serialize(Odd), "p\\\"a\\/s s+w\\\\ö&r=d?🦙", "p\\\"a/s s+w\\\\\\u00f6&r=d?\\ud83e\\udd99",
        Uri.EscapeDataString(Odd), Uri.EscapeDataString(Odd).Replace("%C3%B6", "%c3%b6", StringComparison.Ordinal).ToLowerInvariant(), WebUtility.UrlEncode(Odd),
    ];

    public static IEnumerable<object[]> Encodings => s_encodings.Select(static e => new object[] { e });

    [TestMethod]
    [DynamicData(nameof(Encodings))]
    public void A_secret_is_masked_at_every_border_of_chunks(string encoded)
    {
        byte[] bytes = Encoding.UTF8.GetBytes($"before llx- {encoded} after {encoded}");
        string whole = Mask(bytes);

        Assert.StartsWith("before llx- ", whole);
        Assert.Contains("***", whole);
        Assert.DoesNotContain(encoded[4..12], whole);
        for (int border = 1; border < bytes.Length; border++)
            Assert.AreEqual(whole, Mask(bytes[..border], bytes[border..]), $"{border}");
        Assert.AreEqual(whole, Mask([.. bytes.Select(static b => new[] { b })]));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("nothing of it: llx-FakeFakeFakeFake and llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFak\n")]
    [DataRow("https://api.cloud.llamaindex.ai")]
    [DataRow("12345678-1234-1234-1234-123456789abc")]
    [DataRow("short")]
    public void Anything_else_goes_through_as_it_is(string text) => Assert.AreEqual(text, Mask(Encoding.UTF8.GetBytes(text)));

    [TestMethod]
    public void Bytes_of_no_encoding_go_through()
    {
        byte[] bytes = [.. Enumerable.Range(0, 100_000).Select(static i => (byte)(i * 7))];
        StreamMask mask = new(Forms);

        CollectionAssert.AreEqual(bytes, (byte[])[.. mask.Add(bytes).ToArray(), .. mask.Release().ToArray()]);
    }

    [TestMethod]
    public void A_prompt_is_not_kept_back_and_what_may_begin_a_secret_goes_after_a_moment()
    {
        StreamMask mask = new(Forms);

        Assert.AreEqual("Key? ", Add(mask, "Key? "));
        Assert.AreEqual(-1, mask.Patience, "nothing is kept back");
        Assert.AreEqual("She", Add(mask, "Shell")); // "ll" may go on with "x-".
        Assert.AreEqual(20, mask.Patience);
        Assert.AreEqual("ll", Release(mask));
        Assert.AreEqual(-1, mask.Patience);
    }

    [TestMethod]
    public void A_secret_in_two_halves_is_masked_however_long_the_second_takes()
    {
        StreamMask mask = new(Forms);

        Assert.AreEqual("key: ", Add(mask, "key: " + Sample.KeyText[..20]));
        Assert.AreEqual(-1, mask.Patience, "for as long as it takes");
        Assert.AreEqual("***.", Add(mask, Sample.KeyText[20..] + "."));
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(4)]
    [DataRow(11)]
    public void Of_what_was_let_go_the_rest_is_still_masked(int length)
    {
        StreamMask mask = new(Forms);

        string shown = Add(mask, Sample.KeyText[..length]) + Release(mask) + Add(mask, Sample.KeyText[length..30]) + Add(mask, Sample.KeyText[30..] + "!");

        Assert.AreEqual(Sample.KeyText[..length] + "***!", shown);
    }

    [TestMethod]
    public void At_the_end_what_is_no_secret_is_let_go()
    {
        StreamMask mask = new(Forms);

        Assert.AreEqual("", Add(mask, Sample.KeyText[..30]));
        Assert.AreEqual(Sample.KeyText[..30], Release(mask));
    }

    [TestMethod]
    public void Secrets_that_overlap_or_hold_each_other_leave_nothing()
    {
        string[] secrets = ["abcdefgh12345678", "12345678ijklmnop", "cdefgh12"];
        StreamMask mask = new([.. secrets.Select(Encoding.UTF8.GetBytes)]);

        Assert.AreEqual("<***>***|***", Add(mask, "<abcdefgh12345678ijklmnop>cdefgh12|12345678ijklmnop") + Release(mask));
    }

    [TestMethod]
    public void Lines_of_a_secret_are_masked_one_by_one()
    {
        string secret = "-----BEGIN FAKE KEY-----\nFakeLineNumberOne\nFakeLineNumberTwo\n-----END FAKE KEY-----\n";
        StreamMask mask = new([.. SecretForms.Of(secret).Select(Encoding.UTF8.GetBytes)]);

        Assert.AreEqual("1 ***\n2 ***\n-----BEGIN FAKE KEY-----\n***", Add(mask, "1 FakeLineNumberOne\n2 FakeLineNumberTwo\n-----BEGIN FAKE KEY-----\n" + secret) + Release(mask));
    }

    [TestMethod]
    [DataRow("short")]
    [DataRow("1234567")]
    [DataRow("")]
    public void A_short_value_is_never_looked_for(string value) => Assert.IsEmpty(SecretForms.Of(value));

    [TestMethod]
    public void Only_secrets_are_looked_for() => Assert.IsEmpty(SecretForms.Of([new Credential(Variable.BaseUrl, new Secret(Sample.Cloud), "default"), new Credential(Variable.ProjectId, new Secret(Sample.Project), "environment")]));

    /// <summary>Against the rule, written once more: nothing of a secret is left, and nothing else is lost.</summary>
    [TestMethod]
    public void Random_text_in_random_chunks()
    {
        string[] secrets = ["aabaabaa", "abababab", "baabaaba"];
        byte[][] forms = [.. secrets.Select(Encoding.UTF8.GetBytes)];
        Random random = new(14);
        for (int round = 0; round < 3000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => "aab."[random.Next(4)]));
            StreamMask mask = new(forms);
            StringBuilder shown = new();
            for (int i = 0; i < text.Length;)
            {
                int length = Math.Min(random.Next(1, 9), text.Length - i);
                shown.Append(Add(mask, text.Substring(i, length)));
                i += length;
            }

            shown.Append(Release(mask));
            Assert.AreEqual(Expected(text, secrets), shown.ToString(), text);
        }
    }

    private static IReadOnlyList<byte[]> Forms { get; } = SecretForms.Of(
    [
        new Credential(Variable.ApiKey, Sample.Key, "environment"),
        new Credential(new Variable("DECLARED", IsSecret: true), new Secret(Odd), "environment"),
        new Credential(new Variable("SHORT", IsSecret: true), new Secret("short"), "environment"),
        new Credential(Variable.BaseUrl, new Secret(Sample.Cloud), "default"),
        new Credential(Variable.ProjectId, new Secret(Sample.Project), "environment"),
    ]);

    /// <summary>Stretches that secrets cover, each once.</summary>
    private static string Expected(string text, string[] secrets)
    {
        bool[] covered = new bool[text.Length], continued = new bool[text.Length + 1];
        foreach (string secret in secrets)
        {
            for (int at = text.IndexOf(secret, StringComparison.Ordinal); at >= 0; at = text.IndexOf(secret, at + 1, StringComparison.Ordinal))
            {
                for (int i = 0; i < secret.Length; i++)
                {
                    covered[at + i] = true;
                    continued[at + i] |= i > 0;
                }
            }
        }

        return string.Concat(text.Select((c, i) => !covered[i] ? c.ToString() : continued[i] ? "" : "***"));
    }

    private static string Mask(params byte[][] chunks)
    {
        StreamMask mask = new(Forms);
        List<byte> shown = [];
        foreach (byte[] chunk in chunks)
            shown.AddRange(mask.Add(chunk));
        shown.AddRange(mask.Release());
        return Encoding.UTF8.GetString([.. shown]);
    }

    private static string Add(StreamMask mask, string text) => Encoding.UTF8.GetString(mask.Add(Encoding.UTF8.GetBytes(text)));

    private static string Release(StreamMask mask) => Encoding.UTF8.GetString(mask.Release());
}
