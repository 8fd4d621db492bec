using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Kubernetes;

/// <summary>What <c>secretGenerator</c> and <c>configMapGenerator</c> of a kustomization make.</summary>
internal static class SecretGenerator
{
    internal static IEnumerable<(SecretDefinition Made, string? Behavior)> Read(ManifestNode root, string folder, DoctorReport report)
    {
        foreach ((string list, bool isSecret) in ((string, bool)[])[("secretGenerator", true), ("configMapGenerator", false)])
        {
            foreach (ManifestNode generator in root[list]?.Items ?? [])
            {
                if (generator.TextOf("name") is not { } name)
                    continue;

                List<SecretEntry> entries = [];
                bool isWhole = true;
                foreach (ManifestNode literal in generator["literals"]?.Items ?? [])
                    AddLine(literal.Text ?? "", literal.Place, entries);
                foreach (ManifestNode file in (generator["envs"]?.Items ?? []).Concat(generator["env"] is { } one ? [one] : []))
                    isWhole &= AddFile(RepositoryTree.Combine(folder, file.Text ?? ""), entries, report);
                foreach (ManifestNode file in generator["files"]?.Items ?? [])
                {
                    string text = file.Text ?? "";
                    int sign = text.IndexOf('=', StringComparison.Ordinal);
                    entries.Add(new(sign > 0 ? text[..sign] : RepositoryTree.NameOf(text), file.Place, null, false));
                }

                string? behavior = generator.TextOf("behavior");
                // A merge into what is not seen here has other entries, too.
                yield return (new(isSecret, name, generator.TextOf("namespace"), folder, entries, isWhole && entries.Count > 0), behavior);
            }
        }
    }

    /// <summary>An environment file; it is normally one that git ignores, and then nobody knows its names.</summary>
    private static bool AddFile(string? file, List<SecretEntry> entries, DoctorReport report)
    {
        if (file is null || report.Tree.Read(file) is not { } text)
            return false;

        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Length > 0 && line[0] != '#')
                AddLine(line, new Place(file, i + 1), entries);
        }

        return true;
    }

    private static void AddLine(string line, Place place, List<SecretEntry> entries)
    {
        int sign = line.IndexOf('=', StringComparison.Ordinal);
        string name = (sign < 0 ? line : line[..sign]).Trim();
        string value = sign < 0 ? "" : line[(sign + 1)..].Trim();
        if (value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0])
            value = value[1..^1];
        // A bare name takes its value from whoever runs kustomize.
        entries.Add(new(name, place, sign < 0 ? null : new ManifestNode(place) { Text = value }, false));
    }
}
