using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Kubernetes;

/// <summary>Reads manifests. What an overlay uses is judged as that puts it together, and not by itself.</summary>
internal static class KubernetesReader
{
    internal static Artefact Artefact { get; } = new("kubernetes", static file => KubernetesIndex.IsYaml(file) || IsKustomization(file), Read);

    internal static bool IsKustomization(string file) => RepositoryTree.NameOf(file) is "kustomization.yaml" or "kustomization.yml" or "Kustomization";

    private static void Read(string file, DoctorReport report)
    {
        KubernetesIndex index = KubernetesIndex.Of(report);
        if (IsKustomization(file))
        {
            index.Overlays.Judge(file);
            return;
        }

        IReadOnlyList<Manifest> manifests = index.In(file);
        if (manifests.Count == 0 || index.Overlays.Uses(file))
            return;

        ManifestScope scope = index.ScopeOf(RepositoryTree.FolderOf(file), report);
        foreach (Manifest manifest in manifests)
        {
            foreach (Runtime runtime in ContainerReader.ReadAll(manifest, scope))
                report.Add(runtime);
            JudgeSecret(manifest, report);
        }
    }

    /// <summary>What is wrong with a Secret whoever uses it: a real key, one of another provider, one that is encoded badly.</summary>
    internal static void JudgeSecret(Manifest manifest, DoctorReport report)
    {
        if (SecretDefinition.Of(manifest) is not { } definition)
            return;

        foreach (SecretEntry entry in definition.Entries)
        {
            string name = entry.Key.Replace('-', '_').Replace('.', '_');
            if (ValueText.MeantBy(name) is not { } meant)
                continue;

            foreach (Finding finding in SecretValue.Judge(entry, definition.Title, meant.Name, isCertain: false).Where(static f => f.Kind is "hard-coded" or "malformed-value" or "other-provider"))
                report.Add(finding);
        }
    }
}
