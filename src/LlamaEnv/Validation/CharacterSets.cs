using System.Buffers;

namespace LlamaEnv.Validation;

internal static class CharacterSets
{
    internal static SearchValues<char> Alphanumeric { get; } =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    internal static SearchValues<char> Name { get; } =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>What people fill the place of a value with.</summary>
    internal static SearchValues<char> Filler { get; } = SearchValues.Create("*.…•_-?#");
}
