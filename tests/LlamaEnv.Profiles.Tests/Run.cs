namespace LlamaEnv.Profiles.Tests;

/// <summary>How a program ended and what it said.</summary>
internal sealed record Run(int ExitCode, string Output, string Error)
{
    internal Run Exits(int code)
    {
        Assert.AreEqual(code, ExitCode, $"{Output}{Error}");
        return this;
    }
}
