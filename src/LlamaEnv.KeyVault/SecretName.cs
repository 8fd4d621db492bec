namespace LlamaEnv.KeyVault;

/// <summary>What a vault calls a variable's secret.</summary>
internal static class SecretName
{
    /// <summary>Azure's own limit.</summary>
    private const int Longest = 127;

    /// <summary>A vault has no <c>_</c> in names. So <c>__</c> becomes <c>--</c>, as in the vault's provider for .NET's configuration.</summary>
    internal static string Of(string variable) => variable.Replace('_', '-');

    internal static bool IsVariable(string name) => name.Length is > 0 and <= Longest && !char.IsAsciiDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
