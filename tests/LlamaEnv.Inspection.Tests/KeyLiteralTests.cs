using System.Text;
using LlamaEnv.Detection;

namespace LlamaEnv.Inspection.Tests;

[TestClass]
public sealed class KeyLiteralTests
{
    /// <summary>Nobody's: drawn here.</summary>
    internal const string Key = "llx-" + "q7Rt2LmZx9Vb4KcW8sYd3NfH6gJp" + "1TzQ5uXa0EoBvCiMnFkD";

    [TestMethod]
    [DataRow(Key)]
    [DataRow("key=" + Key + ";")]
    [DataRow("'" + Key + "'")]
    [DataRow("Bearer " + Key + "\n")]
    public void A_key_is_one_wherever_it_stands(string text) => Assert.IsTrue(IsKey(text), text);

    [TestMethod]
    [DataRow("a" + Key, DisplayName = "base64url")]
    [DataRow("-" + Key, DisplayName = "an identifier")]
    [DataRow(Key + "a", DisplayName = "too long")]
    [DataRow(Key + "_x", DisplayName = "goes on")]
    [DataRow("llx-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", DisplayName = "one letter")]
    [DataRow("llx-abcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabc", DisplayName = "three letters")]
    [DataRow("llx-q7Rt2LmZx9VbEXAMPLE8sYd3NfH6gJp1TzQ5uXa0EoBvCiMn", DisplayName = "a word")]
    [DataRow("llx-q7Rt2LmZx9VabcdefgW8sYd3NfH6gJp1TzQ5uXa0EoBvCiMn", DisplayName = "a sequence")]
    [DataRow("llx-A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8", DisplayName = "three times the same")]
    [DataRow("llx-ThisKeyIsFakeItOpensNothingAndOnlyServesMySample", DisplayName = "a sentence")]
    [DataRow("llx-...", DisplayName = "dots")]
    [DataRow("llx-", DisplayName = "the prefix")]
    public void What_only_looks_like_a_key_is_none(string text) => Assert.IsFalse(IsKey(text), text);

    [TestMethod]
    public void In_a_binary_file_anything_may_stand_beside_it()
    {
        byte[] bytes = Encoding.ASCII.GetBytes("x" + Key + "y");

        Assert.IsTrue(KeyLiteral.IsKeyAt(bytes, 1, isBinary: true));
        Assert.IsFalse(KeyLiteral.IsKeyAt(bytes, 1, isBinary: false));
    }

    private static bool IsKey(string text)
    {
        int start = text.IndexOf(KeyLiteral.Prefix, StringComparison.Ordinal);
        bool asText = KeyLiteral.IsKeyAt(text.AsSpan(), start);
        Assert.AreEqual(asText, KeyLiteral.IsKeyAt(Encoding.UTF8.GetBytes(text), start, isBinary: false));
        return asText;
    }
}
