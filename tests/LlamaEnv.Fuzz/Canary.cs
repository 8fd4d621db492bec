namespace LlamaEnv.Fuzz;

/// <summary>A key that opens nothing, and a part of it that stands nowhere else.</summary>
internal sealed record Canary(string Key, string Mark)
{
    /// <summary>LlamaCloud's own shape, which is masked wherever it stands.</summary>
    internal static Canary OfLlamaCloud(Random random)
    {
        string mark = "Qz7" + Letters(random, 14);
        return new Canary("llx-" + (mark + Letters(random, 48))[..48], mark);
    }

    /// <summary>Whether it is known for a key by its looks; one that is not, only by its place.</summary>
    internal bool LooksLikeKey => Key.StartsWith("llx-", StringComparison.Ordinal) || Key.StartsWith("sk-", StringComparison.Ordinal);

    /// <summary>As <see cref="OfLlamaCloud"/>, another provider's, or of a deployment that makes its own.</summary>
    internal static Canary Of(Random random)
    {
        string mark = "Qz7" + Letters(random, 14);
        return random.Next(4) switch
        {
            0 => new Canary("sk-proj-" + mark + Letters(random, 20), mark),
            1 => new Canary(Letters(random, 5) + mark + Letters(random, 5), mark),
            _ => OfLlamaCloud(random),
        };
    }

    private static string Letters(Random random, int count) => random.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", count);
}
