namespace LlamaEnv.Durability.Tests;

/// <summary>Sets of values for a program, and how these tests say what became of it.</summary>
internal static class Commands
{
    internal static Command With(this Command command, CompleteSet set) => set.Variables.Aggregate(command, static (c, variable) => c.With(variable.Key, variable.Value));

    internal static Outcome AssertSucceeded(this Outcome result) => result.Exits(0);

    /// <summary>Exit code 1 and exactly this one error.</summary>
    internal static Outcome AssertFailed(this Outcome result, string code)
    {
        result.Exits(1);
        Assert.Contains($": error {code}: ", result.Error);
        Assert.DoesNotContain("error LLENV0999", result.Error);
        return result;
    }
}
