using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Programs;
using LlamaEnv.Inspection.Doctor.Reading;

namespace LlamaEnv.Inspection.Doctor.Kubernetes;

/// <summary>Puts kustomize's overlays together, and judges those that no other one is made of. Source: kustomize's reference.</summary>
internal sealed class OverlayBuilder
{
    private const int MaxDepth = 24;

    private readonly DoctorReport _report;
    private readonly KubernetesIndex _index;
    private readonly Dictionary<string, ManifestNode> _roots = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Overlay> _built = new(StringComparer.Ordinal);
    private bool _isJudged;

    internal OverlayBuilder(DoctorReport report, KubernetesIndex index)
    {
        (_report, _index) = (report, index);
        foreach (string file in report.Tree.Files.Where(f => KubernetesReader.IsKustomization(f) && JudgedFiles.Contain(f, report.Tree)))
        {
            if (ManifestYaml.Read(file, report) is [{ Entries: not null } root, ..] && root.TextOf("apiVersion")?.Contains("fluxcd", StringComparison.Ordinal) is not true)
                _roots.TryAdd(RepositoryTree.FolderOf(file), root);
        }

        foreach ((string folder, ManifestNode root) in _roots)
            _used.UnionWith(References(root).Select(path => RepositoryTree.Combine(folder, path)).OfType<string>());
        Definitions = [.. Tops.SelectMany(folder => Build(folder, 0).Definitions)];
    }

    /// <summary>What the overlays define that are deployed.</summary>
    internal IReadOnlyList<SecretDefinition> Definitions { get; }

    /// <summary>Whether a file, or the folder of an overlay, is a part of some overlay.</summary>
    internal bool Uses(string path) => _used.Contains(path);

    private IEnumerable<string> Tops => _roots.Where(r => !_used.Contains(r.Key) && r.Value.TextOf("kind") != "Component").Select(static r => r.Key);

    /// <summary>All overlays at once, when the first of their files comes: they are measured by each other.</summary>
    internal void Judge(string file)
    {
        if (_isJudged || !_roots.ContainsKey(RepositoryTree.FolderOf(file)))
            return;

        _isJudged = true;
        List<(Runtime Plain, Runtime Named)> all = [.. Tops.SelectMany(JudgeOne)];
        foreach (IGrouping<Place, (Runtime Plain, Runtime Named)> same in all.GroupBy(static r => r.Plain.Head))
        {
            // The same in every overlay is one mistake; where they differ, a message says which one it is.
            bool isSame = same.Select(static r => Signature(r.Plain)).Distinct(StringComparer.Ordinal).Count() == 1;
            foreach ((Runtime plain, Runtime named) in same)
                _report.Add(isSame ? plain : named);
        }
    }

    private IEnumerable<(Runtime Plain, Runtime Named)> JudgeOne(string folder)
    {
        Overlay overlay = Build(folder, 0);
        ManifestScope scope = new($"kustomize {folder}", new SecretIndex(overlay.Definitions, _index.Secrets), _report)
        {
            IsOpen = overlay.IsOpen,
            ImageOf = image => overlay.Images.TryGetValue(ProgramIndex.WithoutTag(image), out string? name) && _report.Programs.Find(new() { Image = image }) is null ? name : image,
        };
        foreach (Manifest manifest in overlay.Resources)
        {
            KubernetesReader.JudgeSecret(manifest, _report);
            foreach (Runtime runtime in ContainerReader.ReadAll(manifest, scope))
                yield return (runtime, runtime with { Name = $"{runtime.Name} (overlay {(folder.Length == 0 ? "." : folder)})" });
        }
    }

    private static string Signature(Runtime runtime) =>
        string.Join(';', runtime.Environment.Select(static a => $"{a.Name} {a.Supply} {a.Place} {a.Faults.Count}").Concat(runtime.Carriers.Select(static c => $"{c.Place} {c.IsOptional} {(c.Names is null ? "?" : string.Join(',', c.Names))}")).Concat(runtime.Files.Select(static f => $"{f.Place}"))) + runtime.InheritsUnknown;

    private Overlay Build(string folder, int depth)
    {
        if (_built.TryGetValue(folder, out Overlay? known))
            return known;
        if (depth > MaxDepth || !_roots.TryGetValue(folder, out ManifestNode? root))
            return Overlay.Empty;

        _built[folder] = Overlay.Empty; // What goes round in a circle ends here.
        Overlay overlay = Overlay.Empty;
        foreach (ManifestNode item in Items(root, "resources").Concat(Items(root, "bases")))
            overlay = Add(overlay, folder, item, depth);
        overlay = Finish(overlay, folder, root);
        foreach (ManifestNode item in Items(root, "components"))
        {
            // A component changes what is there before it.
            if (item.Text is { } text && RepositoryTree.Combine(folder, text) is { } path && _roots.TryGetValue(path, out ManifestNode? component))
            {
                foreach (ManifestNode inner in Items(component, "resources"))
                    overlay = Add(overlay, path, inner, depth);
                overlay = Finish(overlay, path, component);
            }
            else
            {
                overlay = overlay with { IsOpen = true };
            }
        }

        return _built[folder] = overlay;
    }

    private Overlay Add(Overlay overlay, string folder, ManifestNode item, int depth)
    {
        if (item.Text is not { } text || RepositoryTree.Combine(folder, text) is not { } path)
            return overlay;
        if (!_roots.ContainsKey(path))
            return overlay with { Resources = [.. overlay.Resources, .. _index.In(path)] };

        Overlay other = Build(path, depth + 1);
        Dictionary<string, string> images = new(overlay.Images);
        foreach ((string from, string to) in other.Images)
            images[from] = to;
        return new([.. overlay.Resources, .. other.Resources], [.. overlay.Generated, .. other.Generated], images, overlay.IsOpen || other.IsOpen);
    }

    /// <summary>What the kustomization itself says of what it is made of.</summary>
    private Overlay Finish(Overlay overlay, string folder, ManifestNode root)
    {
        List<SecretDefinition> generated = [.. overlay.Generated];
        List<Manifest> resources = [.. overlay.Resources];
        foreach ((SecretDefinition made, string? behavior) in SecretGenerator.Read(root, folder, _report))
        {
            if (behavior == "replace")
            {
                generated.RemoveAll(d => d.IsSecret == made.IsSecret && d.Name == made.Name);
                resources.RemoveAll(r => r.Kind == (made.IsSecret ? "Secret" : "ConfigMap") && r.Names.Contains(made.Name));
            }

            generated.Add(made);
        }

        foreach (OverlayPatch patch in OverlayPatch.Read(root, folder, _report))
            resources = [.. resources.Select(patch.Apply).OfType<Manifest>()];

        string prefix = root.TextOf("namePrefix") ?? "";
        string suffix = root.TextOf("nameSuffix") ?? "";
        if (prefix.Length + suffix.Length > 0)
            resources = [.. resources.Select(r => r with { Names = [.. r.Names, prefix + r.Names[^1] + suffix] })];

        Dictionary<string, string> images = new(overlay.Images);
        foreach (ManifestNode image in Items(root, "images"))
        {
            if (image.TextOf("name") is { } from && image.TextOf("newName") is { } to)
                images[from] = to;
        }

        return new(resources, generated, images, overlay.IsOpen || root["replacements"] is not null || root["vars"] is not null || root["transformers"] is not null);
    }

    private static IEnumerable<ManifestNode> Items(ManifestNode root, string key) => root[key]?.Items ?? [];

    private static IEnumerable<string> References(ManifestNode root) =>
        Items(root, "resources").Concat(Items(root, "bases")).Concat(Items(root, "components")).Concat(Items(root, "patchesStrategicMerge")).Select(static i => i.Text)
            .Concat(Items(root, "patches").Concat(Items(root, "patchesJson6902")).Select(static i => i.TextOf("path"))).OfType<string>().Where(static p => !p.Contains('\n', StringComparison.Ordinal));
}
