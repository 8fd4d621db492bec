namespace LlamaEnv.Cloud.Client;

/// <summary>An API key that was made for a profile.</summary>
/// <param name="Id">What it is deleted by.</param>
/// <param name="Key">The key.</param>
internal sealed record ApiKey(string Id, Secret Key)
{
    /// <summary>The name llamactl gives the keys it makes.</summary>
    internal static string NameFor(string profile, string device) => $"{profile} llamactl on {device}";
}
