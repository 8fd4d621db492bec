namespace LlamaEnv.Cloud.Rotation;

/// <summary>A place that gets the new key, and the project that it works on there.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Place">The place, as messages name it.</param>
internal sealed record KeyUse(string ProjectId, string Place)
{
    /// <summary>What an output works on, as far as anybody can see.</summary>
    internal static IEnumerable<KeyUse> Of(IEnumerable<IRotationOutput> outputs, CancellationToken cancellationToken) =>
        outputs.SelectMany(output => output.FindProjects(cancellationToken).Where(static id => !string.IsNullOrWhiteSpace(id)).Select(id => new KeyUse(id, string.Join(", ", output.Names))));
}
