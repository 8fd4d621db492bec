namespace LlamaEnv.KeyVault;

/// <summary>Whether this machine may have an identity of its own.</summary>
internal static class AzureMachine
{
    /// <summary>What the firmware of every virtual machine of Azure's says.</summary>
    private const string AssetTag = "7783-7084-3265-9085-8269-3286-77";

    /// <summary>Set by App Service, Functions, Container Apps, Arc, Service Fabric, Cloud Shell and Kubernetes, or by who wants one.</summary>
    private static readonly string[] s_signs = ["IDENTITY_ENDPOINT", "MSI_ENDPOINT", "IMDS_ENDPOINT", "KUBERNETES_SERVICE_HOST", "AZURE_TOKEN_CREDENTIALS"];

    internal static bool MayHaveIdentity() => s_signs.Any(IsSet) || NamesIdentity() || IsOfAzure();

    /// <summary>An id and nothing to prove it with is that of an identity that the machine was given.</summary>
    private static bool NamesIdentity() => IsSet("AZURE_CLIENT_ID") && !IsSet("AZURE_TENANT_ID");

    private static bool IsOfAzure()
    {
        if (OperatingSystem.IsWindows())
            return Directory.Exists(Path.Combine(Path.GetPathRoot(Environment.SystemDirectory) ?? "", "WindowsAzure"));

        try
        {
            return OperatingSystem.IsLinux() && File.ReadAllText("/sys/class/dmi/id/chassis_asset_tag").Trim() == AssetTag;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // A container, another kind of processor.
        }
    }

    internal static bool IsSet(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 };
}
