namespace LlamaEnv.Files.Sources.Processes;

/// <summary>The address of an Azure Key Vault, as people write it: the whole of it, its host, or its name alone.</summary>
internal static class VaultAddress
{
    private const int ShortestName = 3;
    private const int LongestName = 24;

    /// <summary>The address with nothing but scheme and host; null where it is none of a vault.</summary>
    internal static Uri? Parse(string text)
    {
        if (IsName(text))
            return new Uri($"https://{text}.vault.azure.net/");

        bool hasScheme = text.Contains("://", StringComparison.Ordinal);
        return Uri.TryCreate(hasScheme ? text : $"https://{text}", UriKind.Absolute, out Uri? uri) && FindFault(uri) is null && (hasScheme || uri.Host.Contains('.', StringComparison.Ordinal) || !uri.IsDefaultPort)
            ? new Uri(uri.GetLeftPart(UriPartial.Authority) + "/")
            : null;
    }

    /// <summary>What to write in place of a text that <see cref="Parse"/> knows nothing with.</summary>
    internal static string UsageFor(string text) =>
        (Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) ? FindFault(uri) : null) ?? "write the vault's address, https://NAME.vault.azure.net/, or its name alone";

    private static string? FindFault(Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttp ? "a vault is asked by https only"
        : uri.Scheme != Uri.UriSchemeHttps || uri.HostNameType is UriHostNameType.Unknown or UriHostNameType.Basic || uri.UserInfo.Length > 0 ? "write the vault's address, https://NAME.vault.azure.net/, or its name alone"
        : uri.Host.Contains(".managedhsm.", StringComparison.OrdinalIgnoreCase) ? "a managed HSM holds keys and no secrets. Write the address of a vault, https://NAME.vault.azure.net/"
        : uri.AbsolutePath.Length > 1 || uri.Query.Length > 0 || uri.Fragment.Length > 0 ? "write the vault's address alone, https://NAME.vault.azure.net/. Its secrets have the names of the variables, with - for _"
        : null;

    /// <summary>Azure's own rule for names.</summary>
    private static bool IsName(string text) =>
        text.Length is >= ShortestName and <= LongestName && char.IsAsciiLetter(text[0]) && text[^1] != '-' && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-') && !text.Contains("--", StringComparison.Ordinal);
}
