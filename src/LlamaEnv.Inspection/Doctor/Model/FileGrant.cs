namespace LlamaEnv.Inspection.Doctor.Model;

/// <summary>A secret that a program gets as a file, and only so.</summary>
/// <param name="Name">The name of the secret or of its file.</param>
/// <param name="Path">Where the program finds it: <c>/run/secrets/llama_cloud_api_key</c>.</param>
/// <param name="Place">The line that grants it.</param>
internal sealed record FileGrant(string Name, string Path, Place Place);
