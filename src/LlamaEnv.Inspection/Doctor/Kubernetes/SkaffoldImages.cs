namespace LlamaEnv.Inspection.Doctor.Kubernetes;

/// <summary>Which image is built from which Dockerfile, as skaffold's configuration says.</summary>
internal static class SkaffoldImages
{
    internal static void Add(IEnumerable<Manifest> manifests, DoctorReport report)
    {
        foreach (Manifest skaffold in manifests.Where(static m => m.Kind == "Config" && m.ApiVersion.StartsWith("skaffold/", StringComparison.Ordinal)))
        {
            string folder = RepositoryTree.FolderOf(skaffold.Place.File);
            foreach (ManifestNode artifact in skaffold.Root.Get("build", "artifacts")?.Items ?? [])
            {
                if (artifact.TextOf("image") is { } image && RepositoryTree.Combine(folder, artifact.TextOf("context") ?? ".") is { } context
                    && RepositoryTree.Combine(context, artifact.TextOf("docker", "dockerfile") ?? "Dockerfile") is { } dockerfile)
                {
                    report.Programs.AddImage(image, dockerfile, context);
                }
            }
        }
    }
}
