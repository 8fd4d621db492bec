namespace LlamaEnv.Files.Llamactl;

/// <summary>A profile as llamactl stores it. Its key, URL and project may be empty.</summary>
internal sealed record Profile(string Name, Secret ApiKey, Secret ApiUrl, Secret ProjectId);
