using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Kubernetes;

/// <summary>What is deployed together: a folder of manifests, an overlay, a chart.</summary>
/// <param name="Group">Its name, which no other has.</param>
/// <param name="Secrets">What pods of it may refer to.</param>
/// <param name="Report">The report.</param>
internal sealed record ManifestScope(string Group, SecretIndex Secrets, DoctorReport Report)
{
    /// <summary>Whether the folder of a manifest says which definitions it means.</summary>
    internal bool IsByFolder { get; init; }

    /// <summary>Whether more is put into the pods than can be read.</summary>
    internal bool IsOpen { get; init; }

    /// <summary>Makes an assignment of a value with templates in it; null where there are none.</summary>
    internal Func<string, ManifestNode, Assignment>? Template { get; init; }

    /// <summary>Names of images as the overlay changes them.</summary>
    internal Func<string, string>? ImageOf { get; init; }

    /// <summary>The lines under an entry's name that give a variable to a container that has it, for the next that has not.</summary>
    internal Dictionary<string, (string Kind, string Name, string Key)> References { get; } = new(StringComparer.Ordinal);

    internal SecretDefinition? Find(bool isSecret, string name, Manifest manifest) =>
        Secrets.Find(isSecret, name, manifest.Namespace, IsByFolder ? RepositoryTree.FolderOf(manifest.Place.File) : null);
}
