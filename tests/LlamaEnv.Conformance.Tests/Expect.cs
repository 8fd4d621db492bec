namespace LlamaEnv.Conformance.Tests;

/// <summary>One assertion over many cases: its message is the list of those that do not hold.</summary>
internal static class Expect
{
    internal static void None(string what, IEnumerable<string> cases)
    {
        string[] found = [.. cases];
        if (found.Length > 0)
            Assert.Fail($"{found.Length} {what}:\n{string.Join('\n', found)}");
    }
}
