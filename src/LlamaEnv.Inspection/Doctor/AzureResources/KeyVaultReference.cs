using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;

namespace LlamaEnv.Inspection.Doctor.AzureResources;

/// <summary>
/// <c>@Microsoft.KeyVault(…)</c> in an app setting. App Service puts the secret in its place; where it cannot, the program
/// gets the reference itself. Source: "Use Key Vault references as app settings".
/// </summary>
internal static class KeyVaultReference
{
    private const string Start = "@Microsoft.KeyVault(";

    /// <summary>The assignment of an app setting that is one; null where the text is none.</summary>
    internal static Assignment? Read(string name, string? text, Place place)
    {
        if (text is null || !text.StartsWith("@Microsoft.KeyVault", StringComparison.OrdinalIgnoreCase))
            return null;

        bool isWhole = text.StartsWith(Start, StringComparison.OrdinalIgnoreCase) && text.EndsWith(')')
            && (text.Contains("SecretUri=", StringComparison.OrdinalIgnoreCase) || (text.Contains("VaultName=", StringComparison.OrdinalIgnoreCase) && text.Contains("SecretName=", StringComparison.OrdinalIgnoreCase)));
        return new(name, Supply.Given, place)
        {
            Faults = isWhole || Text.ValueText.MeantBy(name) is null ? [] : [DoctorFindings.Malformed(place, $"App Service does not resolve the value of {name}, and the program gets the reference itself. Write {Start}VaultName=…;SecretName=…)")],
        };
    }
}
