using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Kubernetes;

/// <summary>The secrets that a container gets as files.</summary>
/// <param name="manifest">The resource.</param>
/// <param name="scope">What it is deployed with.</param>
/// <param name="container">The container, as messages name it.</param>
internal sealed class PodVolumes(Manifest manifest, ManifestScope scope, string container)
{
    private static readonly string[] s_certificates = ["tls", "cert", "ssh", "docker", "-ca", "keystore", "kubeconfig"];

    /// <summary>A file of a secret volume.</summary>
    /// <param name="Names">What it may be called: the entry's name, the file's.</param>
    /// <param name="File">The file's path in the volume; null where it is not known.</param>
    private sealed record SecretFile(IReadOnlyList<string> Names, string? File);

    /// <summary>The files of a container that hold the key, whether they follow a new one, and whether it gets files of which nobody knows what is in them.</summary>
    internal (IReadOnlyList<(FileGrant Grant, Place? SubPath)> Grants, bool IsOpen) Read(ManifestNode node)
    {
        List<(FileGrant, Place?)> grants = [];
        bool isOpen = false;
        foreach (ManifestNode mount in node["volumeMounts"]?.Items ?? [])
        {
            if (mount.TextOf("name") is not { } name || Volume(name) is not { } volume)
                continue;

            string path = mount.TextOf("mountPath") ?? "";
            string? subPath = mount.TextOf("subPath");
            isOpen |= volume["csi"] is not null && volume.TextOf("csi", "driver")?.Contains("secrets-store", StringComparison.Ordinal) is true;
            List<SecretFile> files = Files(volume, ref isOpen);
            // Of a Secret that the repository does not define, a subPath names the entry.
            if (files.Count == 0 && subPath is not null && volume["secret"] is not null)
                files.Add(new SecretFile([subPath], subPath));
            foreach (SecretFile file in files)
            {
                if (subPath is not null && file.File is not null && file.File != subPath)
                    continue;

                // A file of settings may hold the key with anything else.
                isOpen |= IsSettings(file.File) || IsSettings(subPath) || IsSettings(path);
                string? meant = file.Names.Append(subPath ?? "").FirstOrDefault(static n => IsKey(n));
                if (meant is not null)
                    grants.Add((new FileGrant(meant, subPath is null && file.File is { } inside ? $"{path.TrimEnd('/')}/{inside}" : path, mount.Place), subPath is null ? null : mount.Entry("subPath")!.Value.Place));
            }
        }

        return (grants, isOpen);
    }

    /// <summary>The note on a file that keeps the old key.</summary>
    internal static Finding Stale(FileGrant grant, Place subPath, string name) =>
        DoctorFindings.Stale(subPath, $"{name} gets {grant.Path} by 'subPath', which never follows the Secret: the old key stays until the pod is made again. Mount the folder without 'subPath'");

    private ManifestNode? Volume(string name) => manifest.PodSpec?["volumes"]?.Items.FirstOrDefault(v => v.TextOf("name") == name);

    private List<SecretFile> Files(ManifestNode volume, ref bool isOpen)
    {
        List<SecretFile> files = [];
        if (volume["secret"] is { } secret)
            AddFiles(secret, secret.TextOf("secretName"), files, ref isOpen);
        foreach (ManifestNode source in volume.Get("projected", "sources")?.Items ?? [])
        {
            if (source["secret"] is { } projected)
                AddFiles(projected, projected.TextOf("name"), files, ref isOpen);
        }

        return files;
    }

    private void AddFiles(ManifestNode source, string? secretName, List<SecretFile> files, ref bool isOpen)
    {
        if (secretName is null)
            return;

        if (source["items"] is { IsList: true } items)
        {
            foreach (ManifestNode item in items.Items)
                CheckItem(item, source, secretName);
            files.AddRange(items.Items.Select(static i => new SecretFile([i.TextOf("path") ?? "", i.TextOf("key") ?? ""], i.TextOf("path"))));
            return;
        }

        if (scope.Find(isSecret: true, secretName, manifest) is { IsWhole: true } known)
            files.AddRange(known.Entries.Select(static e => new SecretFile([e.Key], e.Key)));
        else if (IsKey(secretName))
            files.Add(new([secretName], null));
        else if (!s_certificates.Any(c => secretName.Contains(c, StringComparison.OrdinalIgnoreCase)))
            isOpen = true;
    }

    /// <summary>The kubelet waits for an entry that is not there, and the container never starts.</summary>
    private void CheckItem(ManifestNode item, ManifestNode source, string secretName)
    {
        if (item.TextOf("key") is not { } key || !(IsKey(key) || IsKey(item.TextOf("path") ?? "")) || key.Contains("{{", StringComparison.Ordinal) || source.TextOf("optional") is "true" or "True")
            return;

        if (scope.Find(isSecret: true, secretName, manifest) is { IsWhole: true } definition && definition.Entry(key) is null && !SecretIndex.IsMadeByHand(secretName, scope.Report.Tree))
            scope.Report.Add(DoctorFindings.Dangling(item.Entry("key")!.Value.Place, $"{container} does not start: it takes the file '{item.TextOf("path")}' from '{key}' of {definition.Title}, which this repository defines without it", definition.ListFor(Variable.ApiKey.Name)));
    }

    private static bool IsKey(string name) => ValueText.MeantBy(name.Replace('-', '_').Replace('.', '_')) == Variable.ApiKey;

    private static bool IsSettings(string? path) => path is not null && Path.GetExtension(path) is ".json" or ".env" or ".yaml" or ".yml" or ".toml" or ".ini" or ".xml" or ".config";
}
