using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Kubernetes;

/// <summary>What a kustomization makes.</summary>
/// <param name="Resources">The resources, patched.</param>
/// <param name="Generated">What its generators make.</param>
/// <param name="Images">The names that it gives images, by those they have.</param>
/// <param name="IsOpen">Whether it uses what is not in the repository.</param>
internal sealed record Overlay(IReadOnlyList<Manifest> Resources, IReadOnlyList<SecretDefinition> Generated, IReadOnlyDictionary<string, string> Images, bool IsOpen)
{
    internal static Overlay Empty { get; } = new([], [], new Dictionary<string, string>(), false);

    /// <summary>A generator that replaces another leaves nothing of it.</summary>
    internal IReadOnlyList<SecretDefinition> Definitions => [.. Resources.Select(SecretDefinition.Of).OfType<SecretDefinition>(), .. Generated];
}
