using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Kubernetes;

/// <summary>An entry of a Secret or a ConfigMap.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Value">The value as it stands there; null where that is not in the repository.</param>
/// <param name="IsBase64">Whether the value is encoded.</param>
internal sealed record SecretEntry(string Key, Place Place, ManifestNode? Value, bool IsBase64);
