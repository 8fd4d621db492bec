namespace LlamaEnv.Files.Llamactl;

/// <summary>What was found in the store.</summary>
/// <param name="Profile">The profile; null when there is none.</param>
/// <param name="Reason">Why there is none.</param>
internal sealed record StoreReading(Profile? Profile, string Reason)
{
    internal static StoreReading Nothing(string reason) => new(null, reason);
}
