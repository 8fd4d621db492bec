using LlamaEnv.Diagnostics;

namespace LlamaEnv.Sources;

/// <summary>What a slow source said: its values, or why it has none.</summary>
internal sealed class SourceAnswer
{
    /// <summary>Everything that it named.</summary>
    internal IReadOnlyDictionary<string, Secret> Values { get; init; } = new Dictionary<string, Secret>();

    /// <summary>When the values end to be good; null where they do not.</summary>
    internal DateTimeOffset? Expiration { get; init; }

    /// <summary>Why it cannot be used. It counts for everybody who asks, as a value does.</summary>
    internal Diagnostic? Failure { get; init; }

    internal bool IsExpired(DateTimeOffset now) => Expiration <= now;
}
