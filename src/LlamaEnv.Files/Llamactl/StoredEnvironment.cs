namespace LlamaEnv.Files.Llamactl;

/// <summary>A LlamaCloud server, as the store keeps it.</summary>
/// <param name="ApiUrl">Its URL, which is what it is known by: compared exactly.</param>
/// <param name="RequiresAuth">Whether its calls need a credential.</param>
/// <param name="MinVersion">The oldest llamactl it works with, where it says so.</param>
internal sealed record StoredEnvironment(string ApiUrl, bool RequiresAuth, string? MinVersion = null)
{
    /// <summary>The one that is current where none was chosen.</summary>
    internal static StoredEnvironment Default { get; } = new(Variable.DefaultBaseUrl, RequiresAuth: true);

    /// <summary>What llamactl takes a URL for that has no row.</summary>
    internal static StoredEnvironment Unknown(string apiUrl) => apiUrl == Default.ApiUrl ? Default : new StoredEnvironment(apiUrl, RequiresAuth: false);
}
