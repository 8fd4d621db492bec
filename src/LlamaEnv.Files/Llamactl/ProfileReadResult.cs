namespace LlamaEnv.Files.Llamactl;

/// <summary>What was found in the store.</summary>
/// <param name="Profile">The profile; null when there is none.</param>
/// <param name="Reason">Why there is none.</param>
internal sealed record ProfileReadResult(Profile? Profile, string Reason)
{
    internal static ProfileReadResult NotFound(string reason) => new(null, reason);
}
