using FsCheck;
using FsCheck.Fluent;

namespace LlamaEnv.Files.Tests;

/// <summary>Runs a property; <c>LLAMAENV_TEST_CASES</c> asks for more cases than a build has time for.</summary>
internal static class Check
{
    public static void ForAll<T>(Gen<T> gen, Func<T, IEnumerable<T>> shrink, Action<T> property, int cases = 1000)
    {
        Config config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(
            int.TryParse(Environment.GetEnvironmentVariable("LLAMAENV_TEST_CASES"), out int asked) ? asked : cases);
        Prop.ForAll(Arb.From(gen, shrink), property).Check(config);
    }

    /// <summary>All lists that are one element shorter.</summary>
    public static IEnumerable<T[]> WithoutOne<T>(T[] items)
    {
        for (int i = 0; i < items.Length; i++)
            yield return [.. items[..i], .. items[(i + 1)..]];
    }
}
