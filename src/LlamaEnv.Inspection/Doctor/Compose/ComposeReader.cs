using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.Compose;

/// <summary>
/// Reads compose files. Source: the Compose specification (merge, extends, include, env_file, interpolation). Every file of
/// a folder that is a whole stack is judged with what is merged onto it.
/// </summary>
internal static class ComposeReader
{
    private const int MaxDepth = 16;

    /// <summary>Words in the name of a file, or profiles, by which images are made and nothing is started.</summary>
    private static readonly string[] s_builds = ["build", "builder", "builds", "push", "publish", "image", "images", "bake", "release"];

    private static readonly string[] s_buildKeys = ["build", "image", "platform", "pull_policy", "labels", "profiles", "container_name", "restart", "extends"];

    internal static Artefact Artefact { get; } = new("compose", IsOne, Read);

    private static bool IsOne(string file)
    {
        string name = RepositoryTree.NameOf(file);
        return (name.StartsWith("compose.", StringComparison.Ordinal) || name.StartsWith("docker-compose.", StringComparison.Ordinal) || name.StartsWith("docker-compose-", StringComparison.Ordinal))
            && (name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal));
    }

    private static string StemOf(string file) => RepositoryTree.NameOf(file)[..^Path.GetExtension(file).Length];

    private static bool IsMain(string file) => RepositoryTree.NameOf(file) is "compose.yaml" or "compose.yml" or "docker-compose.yml" or "docker-compose.yaml";

    private static bool IsAutomaticOverride(string file) => RepositoryTree.NameOf(file) is "compose.override.yaml" or "compose.override.yml" or "docker-compose.override.yml" or "docker-compose.override.yaml";

    private static void Read(string file, DoctorReport report)
    {
        if (IsAutomaticOverride(file))
            return; // It is read with the file that it is merged onto.

        List<(string File, YamlNode Root)> files = [];
        foreach (string one in FilesFor(file, report))
        {
            if (YamlFile.Read(one, report) is [var root, ..])
                files.Add((one, root));
        }

        if (files.Count == 0)
            return;

        // What is merged or included is one stack with it.
        List<(string File, YamlNode Root)> stack = [.. files.SelectMany(f => WithIncluded(f.File, f.Root, report, 0))];
        bool isForBuilding = !IsMain(file) && files.Count == 1 && s_builds.Any(word => RepositoryTree.NameOf(file).Split('.', '-', '_').Contains(word, StringComparer.OrdinalIgnoreCase));
        foreach (ComposeService service in Services(stack, report).Where(static s => s.IsWhole))
        {
            Runtime runtime = ServiceReader.Read(service, stack, report);
            if (!(isForBuilding && service.Layers.All(static l => IsForBuilding(l.Node))) && !IsNeverStarted(service) && !(files.Count == 1 && !IsMain(file) && IsExtended(service.Name, file, report)))
                report.Add(runtime);
        }
    }

    /// <summary>The compose files of a file's folder, itself among them.</summary>
    internal static IEnumerable<string> Beside(string file, DoctorReport report) => report.Tree.Files.Where(f => RepositoryTree.FolderOf(f) == RepositoryTree.FolderOf(file) && IsOne(f));

    /// <summary>The file and what is merged onto it: by compose itself, or by hand where it cannot stand alone.</summary>
    private static IEnumerable<string> FilesFor(string file, DoctorReport report)
    {
        List<string> beside = [.. Beside(file, report)];
        if (IsMain(file))
            return [file, .. beside.Where(f => IsAutomaticOverride(f) && RepositoryTree.NameOf(f).StartsWith(RepositoryTree.NameOf(file).Split('.')[0] + '.', StringComparison.Ordinal))];

        // NAME.prod.yaml is put onto NAME.yaml, where all that it speaks of is: both have to be named by hand.
        if (beside.Where(f => f != file && !IsMain(f) && StemOf(file).StartsWith(StemOf(f) + '.', StringComparison.Ordinal)).MaxBy(static f => f.Length) is { } named && YamlFile.Read(file, report) is [var own, ..] && YamlFile.Read(named, report) is [var other, ..]
            && YamlFile.Entries(YamlFile.Get(own, "services")).All(s => s.Key is YamlScalarNode { Value: { } name } && YamlFile.Get(other, "services", name) is not null))
            return [named, file];

        // An addition to the main file: it speaks of services that it does not define, or of nothing but their images.
        string? main = beside.FirstOrDefault(IsMain);
        return main is not null && YamlFile.Read(file, report) is [var root, ..] && YamlFile.Read(main, report) is [var mainRoot, ..]
            && YamlFile.Entries(YamlFile.Get(root, "services")).Any(s => ((YamlFile.Get(s.Value, "image") is null && YamlFile.Get(s.Value, "build") is null) || IsForBuilding(s.Value)) && s.Key is YamlScalarNode { Value: { } name } && YamlFile.Get(mainRoot, "services", name) is not null)
            ? [main, file]
            : [file];
    }

    /// <summary>Whether nothing is said of a service but what its image is made of.</summary>
    private static bool IsForBuilding(YamlNode service) =>
        YamlFile.Get(service, "build") is not null && YamlFile.Entries(service).All(static e => e.Key is YamlScalarNode { Value: { } key } && (s_buildKeys.Contains(key, StringComparer.Ordinal) || key.StartsWith("x-", StringComparison.Ordinal)));

    /// <summary>Whether a service of a file that no command takes by itself is there for services of another file to extend, which are judged with it.</summary>
    private static bool IsExtended(string service, string file, DoctorReport report) =>
        report.Tree.Files.Where(f => f != file && IsOne(f) && report.Tree.Read(f)?.Contains(RepositoryTree.NameOf(file), StringComparison.Ordinal) is true)
            .Any(f => YamlFile.Read(f, report) is [var root, ..] && YamlFile.Entries(YamlFile.Get(root, "services")).Select(static s => YamlFile.Get(s.Value, "extends"))
                .Any(e => YamlFile.Text(YamlFile.Get(e, "service")) == service && YamlFile.Text(YamlFile.Get(e, "file")) is { } path && RepositoryTree.Combine(RepositoryTree.FolderOf(f), path) == file));

    /// <summary>No instance of it, or a profile that says that it is there for its image alone.</summary>
    private static bool IsNeverStarted(ComposeService service) =>
        (YamlFile.Text(service.Last("scale")?.Value) ?? YamlFile.Text(YamlFile.Get(service.Last("deploy")?.Value, "replicas"))) is "0"
        || (service.Last("profiles")?.Value is YamlSequenceNode { Children.Count: > 0 } profiles && profiles.All(static p => YamlFile.Text(p) is { } name && (name is "never" or "disabled" || s_builds.Any(b => name.StartsWith(b, StringComparison.OrdinalIgnoreCase)))));

    private static Dictionary<string, ComposeService>.ValueCollection Services(List<(string File, YamlNode Root)> stack, DoctorReport report)
    {
        Dictionary<string, ComposeService> services = new(StringComparer.Ordinal);
        foreach ((string file, YamlNode root) in stack)
        {
            foreach ((YamlNode key, YamlNode node) in YamlFile.Entries(YamlFile.Get(root, "services")))
            {
                if (key is not YamlScalarNode { Value: { } name })
                    continue;
                if (ComposeService.IsReset(node) || ComposeService.IsReplacement(node))
                    services.Remove(name);
                if (node is not YamlMappingNode)
                    continue;

                List<(string, YamlNode)> layers = [.. Extended(file, root, node, report, 0)];
                services[name] = services.TryGetValue(name, out ComposeService? known)
                    ? known with { Layers = [.. known.Layers, .. layers] }
                    : new(name, new Place(file, YamlFile.LineOf(key)), layers);
            }
        }

        return services.Values;
    }

    private static IEnumerable<(string File, YamlNode Root)> WithIncluded(string file, YamlNode root, DoctorReport report, int depth)
    {
        yield return (file, root);
        if (depth > MaxDepth)
            yield break;

        foreach (YamlNode item in YamlFile.Items(YamlFile.Get(root, "include")))
        {
            YamlNode? path = item is YamlScalarNode ? item : YamlFile.Get(item, "path");
            foreach (YamlNode one in path is YamlSequenceNode list ? list.Children : path is null ? [] : [path])
            {
                if (YamlFile.Text(one) is { } text && RepositoryTree.Combine(RepositoryTree.FolderOf(file), text) is { } included && included != file
                    && report.Tree.Contains(included) && !IsOne(included) && YamlFile.Read(included, report) is [var more, ..])
                {
                    foreach ((string, YamlNode) inner in WithIncluded(included, more, report, depth + 1))
                        yield return inner;
                }
            }
        }
    }

    /// <summary>A service with what it extends before it.</summary>
    private static List<(string File, YamlNode Node)> Extended(string file, YamlNode root, YamlNode service, DoctorReport report, int depth)
    {
        List<(string, YamlNode)> layers = [];
        if (depth <= MaxDepth && YamlFile.Get(service, "extends") is { } extends)
        {
            string? name = YamlFile.Text(extends) ?? YamlFile.Text(YamlFile.Get(extends, "service"));
            string? other = YamlFile.Text(YamlFile.Get(extends, "file")) is { } path ? RepositoryTree.Combine(RepositoryTree.FolderOf(file), path) : file;
            YamlNode? otherRoot = other == file ? root : other is not null && report.Tree.Contains(other) && YamlFile.Read(other, report) is [var read, ..] ? read : null;
            if (name is not null && otherRoot is not null && YamlFile.Get(otherRoot, "services", name) is { } extended && !ReferenceEquals(extended, service))
                layers.AddRange(Extended(other!, otherRoot, extended, report, depth + 1));
        }

        layers.Add((file, service));
        return layers;
    }
}
