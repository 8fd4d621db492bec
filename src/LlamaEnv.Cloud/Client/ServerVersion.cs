namespace LlamaEnv.Cloud.Client;

/// <summary>What a deployment reports about itself.</summary>
/// <param name="Version">Its version.</param>
/// <param name="RequiresAuth">Whether it wants a key.</param>
/// <param name="MinLlamactlVersion">The oldest llamactl it works with, if it says so.</param>
/// <param name="Capabilities">What it can do beyond the basics.</param>
internal sealed record ServerVersion(string Version, bool RequiresAuth, string? MinLlamactlVersion, IReadOnlyList<string> Capabilities)
{
    /// <summary>Whether it knows of organizations.</summary>
    internal bool HasOrganizations => Capabilities.Contains("organizations", StringComparer.Ordinal);
}
