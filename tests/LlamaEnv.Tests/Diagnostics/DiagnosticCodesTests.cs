using System.Reflection;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tests.Diagnostics;

[TestClass]
public sealed class DiagnosticCodesTests
{
    [TestMethod]
    public void No_code_is_forgotten_in_the_list()
    {
        IEnumerable<string> written = typeof(DiagnosticCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);
        Assert.AreEqual(string.Join(' ', written.Order(StringComparer.Ordinal)), string.Join(' ', DiagnosticCodes.All.Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    public void No_number_is_used_twice() => Assert.HasCount(DiagnosticCodes.All.Count, DiagnosticCodes.All.Distinct().ToArray());

    [TestMethod]
    public void Every_code_is_LLENV_and_four_digits()
    {
        foreach (string code in DiagnosticCodes.All)
            Assert.IsTrue(code.Length == 9 && code.StartsWith("LLENV", StringComparison.Ordinal) && code[5..].All(char.IsAsciiDigit), code);
    }

    [TestMethod]
    public void Every_code_has_a_page_and_every_page_a_code()
    {
        string directory = Path.Combine(Repository.Root, "docs", "diagnostics");
        string[] pages = Directory.Exists(directory) ? [.. Directory.GetFiles(directory, "LLENV*.md").Select(p => Path.GetFileNameWithoutExtension(p))] : [];

        Assert.AreEqual("", string.Join(' ', DiagnosticCodes.All.Except(pages)), "codes without a page");
        Assert.AreEqual("", string.Join(' ', pages.Except(DiagnosticCodes.All)), "pages without a code");
    }
}
