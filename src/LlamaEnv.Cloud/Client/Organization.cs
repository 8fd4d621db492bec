namespace LlamaEnv.Cloud.Client;

/// <summary>An organization the user belongs to.</summary>
internal sealed record Organization(string Id, string Name, bool IsDefault)
{
    /// <summary>The one marked as default, else the first; null of none.</summary>
    internal static Organization? DefaultOf(IReadOnlyList<Organization> organizations) =>
        organizations.FirstOrDefault(static organization => organization.IsDefault) ?? (organizations is [var first, ..] ? first : null);
}
