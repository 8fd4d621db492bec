namespace LlamaEnv.Profiles.Tests;

/// <summary>How a program ended and what it said.</summary>
internal sealed record Run(int ExitCode, string Output, string Error)
{
    /// <summary>What stood on the terminal each time before it was drawn over, and at the end.</summary>
    internal IReadOnlyList<string> Screens { get; init; } = [];

    internal Run Exits(int code)
    {
        Assert.AreEqual(code, ExitCode, $"{Output}{Error}");
        return this;
    }
}
