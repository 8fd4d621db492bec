using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Kubernetes;

/// <summary>A Secret or a ConfigMap that the repository defines, in whatever way.</summary>
/// <param name="IsSecret">Whether it is a Secret.</param>
/// <param name="Name">The name that pods know it by.</param>
/// <param name="Namespace">Its namespace; null where the file does not say.</param>
/// <param name="Folder">The folder it stands in.</param>
/// <param name="Entries">Its entries, the last of a name counts.</param>
/// <param name="IsWhole">Whether these are all of them.</param>
internal sealed record SecretDefinition(bool IsSecret, string Name, string? Namespace, string Folder, IReadOnlyList<SecretEntry> Entries, bool IsWhole)
{
    /// <summary>What it is called in a message.</summary>
    internal string Title => $"{(IsSecret ? "Secret" : "ConfigMap")} '{Name}'";

    internal SecretEntry? Entry(string key) => Entries.LastOrDefault(e => e.Key == key);

    /// <summary>Whether it has an entry of this name that is known to be no empty or made-up one.</summary>
    internal bool Gives(string key) => Entry(key) is { } entry && SecretValue.Judge(entry, Title, key, isCertain: false).All(static f => f.Kind == "hard-coded");

    /// <summary>The entries that may be meant in place of one that is not there, and where they stand: those for the variable, else the first.</summary>
    internal string ListFor(string variable)
    {
        List<SecretEntry> meant = [.. Entries.Where(e => ValueText.MeantBy(e.Key.Replace('-', '_').Replace('.', '_')) == ValueText.MeantBy(variable))];
        return string.Join(", ", (meant.Count > 0 ? meant : Entries).DistinctBy(static e => e.Key).Take(5).Select(static e => $"'{e.Key}' ({e.Place})"));
    }

    /// <summary>Both, as if they were one.</summary>
    internal SecretDefinition And(SecretDefinition other) => this with { Entries = [.. Entries, .. other.Entries], IsWhole = IsWhole && other.IsWhole };

    /// <summary>What a resource defines; null where it defines neither.</summary>
    internal static SecretDefinition? Of(Manifest manifest)
    {
        ManifestNode root = manifest.Root;
        return manifest.Kind switch
        {
            "Secret" => Make(true, manifest.Name, [.. In(root["data"], true), .. In(root["stringData"], false)], isWhole: true),
            "ConfigMap" => Make(false, manifest.Name, [.. In(root["data"], false), .. In(root["binaryData"], true)], isWhole: true),
            "SealedSecret" => Make(true, root.TextOf("spec", "template", "metadata", "name") ?? manifest.Name, [.. Names(root.Get("spec", "encryptedData")), .. Names(root.Get("spec", "template", "data"))], isWhole: true),
            "ExternalSecret" or "ClusterExternalSecret" => OfExternal(manifest),
            "SecretProviderClass" => root.Get("spec", "secretObjects") is { Items: [var first, ..] }
                ? Make(true, first.TextOf("secretName") ?? "", [.. (first["data"]?.Items ?? []).Where(static d => d.TextOf("key") is not null).Select(static d => new SecretEntry(d.TextOf("key")!, d.Place, null, false))], isWhole: false)
                : null,
            // An operator of some manager, which fills a Secret with what only that knows.
            _ when manifest.Kind.Contains("Secret", StringComparison.Ordinal) || manifest.Kind == "OnePasswordItem" =>
                Make(true, root.TextOf("spec", "destination", "name") ?? root.TextOf("spec", "managedSecretReference", "secretName") ?? root.TextOf("spec", "managedSecret", "name") ?? root.TextOf("spec", "secretName") ?? root.TextOf("spec", "output", "secret", "name") ?? manifest.Name, [], isWhole: false),
            _ => null,
        };

        SecretDefinition Make(bool isSecret, string name, IReadOnlyList<SecretEntry> entries, bool isWhole) =>
            new(isSecret, name, manifest.Namespace, RepositoryTree.FolderOf(manifest.Place.File), entries, isWhole && entries.Count > 0 && !IsFilledLater(root));
    }

    private static SecretDefinition OfExternal(Manifest manifest)
    {
        ManifestNode spec = (manifest.Kind == "ExternalSecret" ? manifest.Root["spec"] : manifest.Root.Get("spec", "externalSecretSpec")) ?? manifest.Root;
        ManifestNode? template = spec.Get("target", "template");
        // With a template, its entries are what the Secret has.
        IEnumerable<SecretEntry> entries = template?["data"] is { } data
            ? Names(data)
            : (spec["data"]?.Items ?? []).Where(static d => d.TextOf("secretKey") is not null).Select(static d => new SecretEntry(d.TextOf("secretKey")!, d.Get("secretKey")!.Place, null, false));
        bool isWhole = spec["dataFrom"] is null && template?["templateFrom"] is null && template?.TextOf("mergePolicy") is null && spec.TextOf("target", "creationPolicy") is not ("Merge" or "None");
        return new(true, spec.TextOf("target", "name") ?? manifest.Name, manifest.Namespace, RepositoryTree.FolderOf(manifest.Place.File), [.. entries], isWhole && spec.IsOpen == false);
    }

    /// <summary>Some tools copy a Secret's entries from elsewhere, by what its annotations say.</summary>
    private static bool IsFilledLater(ManifestNode root) =>
        root.Get("metadata", "annotations")?.Entries?.Any(static e => e.Key.Contains("reflect", StringComparison.Ordinal) || e.Key.Contains("replicat", StringComparison.Ordinal) || e.Key.Contains("vault", StringComparison.OrdinalIgnoreCase) || e.Key.Contains("inject", StringComparison.Ordinal) || e.Key.Contains("secret-generator", StringComparison.Ordinal)) is true
        || root["data"]?.IsOpen is true || root["stringData"]?.IsOpen is true || root["sops"] is not null;

    private static IEnumerable<SecretEntry> In(ManifestNode? node, bool isBase64) =>
        (node?.Entries ?? []).Select(e => new SecretEntry(e.Key, e.Place, e.Value, isBase64));

    private static IEnumerable<SecretEntry> Names(ManifestNode? node) => (node?.Entries ?? []).Select(static e => new SecretEntry(e.Key, e.Place, null, false));
}
