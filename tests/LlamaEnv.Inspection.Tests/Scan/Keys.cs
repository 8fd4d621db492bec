namespace LlamaEnv.Inspection.Tests.Scan;

/// <summary>Keys of nobody: drawn from a number.</summary>
internal static class Keys
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    internal static string Of(int number, int length = 48)
    {
        Random random = new(number);
        return $"llx-{string.Concat(Enumerable.Range(0, length).Select(_ => Letters[random.Next(Letters.Length)]))}";
    }
}
