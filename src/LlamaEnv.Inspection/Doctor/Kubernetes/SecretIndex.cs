using LlamaEnv.Inspection.Doctor.Programs;

namespace LlamaEnv.Inspection.Doctor.Kubernetes;

/// <summary>The Secrets and ConfigMaps that are defined together.</summary>
/// <param name="all">They.</param>
/// <param name="others">Where else to look for one that is not among them; null for nowhere.</param>
internal sealed class SecretIndex(IReadOnlyList<SecretDefinition> all, SecretIndex? others)
{
    private static readonly string[] s_scripts = [".md", ".sh", ".bash", ".ps1", ".yml", ".yaml", ".txt", ".mk", ".tf", ".py"];

    private readonly ILookup<(bool, string), SecretDefinition> _byName = all.ToLookup(static d => (d.IsSecret, d.Name));

    /// <summary>The one a pod means, as all that the repository says of it; null where it says nothing.</summary>
    /// <param name="isSecret">Whether it is a Secret.</param>
    /// <param name="name">Its name.</param>
    /// <param name="space">The pod's namespace; null where its file does not say.</param>
    /// <param name="folder">The pod's folder, whose own definition goes before others; null to take all of them.</param>
    internal SecretDefinition? Find(bool isSecret, string name, string? space, string? folder)
    {
        List<SecretDefinition> found = [.. _byName[(isSecret, name)].Where(d => d.Namespace is null || space is null || d.Namespace == space)];
        List<SecretDefinition> beside = folder is null ? [] : [.. found.Where(d => d.Folder == folder)];
        if (beside.Count > 0)
            found = beside;
        return found.Count > 0 ? found.Aggregate(static (a, b) => a.And(b)) : others?.Find(isSecret, name, space, folder);
    }

    /// <summary>The definition that has an entry of this name, to be referred to by who has none yet.</summary>
    internal SecretDefinition? With(string key) => all.FirstOrDefault(d => d.Gives(key));

    /// <summary>Whether a script or a page makes the Secret with commands: then what is in it, nobody can tell.</summary>
    internal static bool IsMadeByHand(string name, RepositoryTree tree) =>
        tree.Files.Where(static f => s_scripts.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase) || ProjectEvidence.IsCode(f) || RepositoryTree.NameOf(f) is "Makefile" or "justfile" or "Tiltfile")
            .Any(f => tree.Read(f) is { } text && text.Contains(name, StringComparison.Ordinal) && (text.Contains("secret generic", StringComparison.Ordinal) || text.Contains("create configmap", StringComparison.Ordinal) || text.Contains("create cm", StringComparison.Ordinal) || text.Contains("patch secret", StringComparison.Ordinal)));
}
