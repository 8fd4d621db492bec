using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace LlamaEnv.Cloud.Llamactl;

/// <summary>The names profiles get.</summary>
[SuppressMessage("ApiDesign", "RS0030", Justification = "llamactl makes the name of the key.")]
internal static class ProfileName
{
    /// <summary>Of a profile without a key.</summary>
    internal const string WithoutKey = "default";

    /// <summary>llamactl's name for a key: its first 6 characters and its last 4 (of a short one, 2), blanks left out.</summary>
    internal static string For(Secret key)
    {
        Rune[] text = [.. key.Reveal().Replace(" ", "", StringComparison.Ordinal).EnumerateRunes()];
        return text.Length == 0 ? "-" : $"{string.Concat(text.Take(6))}****{string.Concat(text.TakeLast(text.Length > 10 ? 4 : 2))}";
    }

    /// <summary><paramref name="name"/>, or with the first number behind it that is free: two keys can begin and end alike.</summary>
    internal static string Free(string name, Func<string, bool> isTaken)
    {
        string free = name;
        for (int number = 2; isTaken(free); number++)
            free = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        return free;
    }
}
