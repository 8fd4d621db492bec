namespace LlamaEnv.KeyVault;

/// <summary>A secret that may be used now.</summary>
/// <param name="Variable">The variable that it is the value of.</param>
/// <param name="Value">The value.</param>
/// <param name="ExpiresOn">When it may no longer be used; null where that is never.</param>
internal sealed record VaultSecret(string Variable, Secret Value, DateTimeOffset? ExpiresOn);
