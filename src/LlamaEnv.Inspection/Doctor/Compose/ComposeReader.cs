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

    internal static Artefact Artefact { get; } = new("compose", IsOne, Read);

    private static bool IsOne(string file)
    {
        string name = RepositoryTree.NameOf(file);
        return (name.StartsWith("compose.", StringComparison.Ordinal) || name.StartsWith("docker-compose.", StringComparison.Ordinal) || name.StartsWith("docker-compose-", StringComparison.Ordinal))
            && (name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal));
    }

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

        foreach (ComposeService service in Services(files, report).Where(static s => s.IsWhole))
            report.Add(ServiceReader.Read(service, files, report));
    }

    /// <summary>The file and what is merged onto it: by compose itself, or by hand where it cannot stand alone.</summary>
    private static IEnumerable<string> FilesFor(string file, DoctorReport report)
    {
        string folder = RepositoryTree.FolderOf(file);
        List<string> beside = [.. report.Tree.Files.Where(f => RepositoryTree.FolderOf(f) == folder && IsOne(f))];
        if (IsMain(file))
            return [file, .. beside.Where(f => IsAutomaticOverride(f) && RepositoryTree.NameOf(f).StartsWith(RepositoryTree.NameOf(file).Split('.')[0] + '.', StringComparison.Ordinal))];

        // An addition to the main file: it speaks of services that it does not define.
        string? main = beside.FirstOrDefault(IsMain);
        return main is not null && YamlFile.Read(file, report) is [var root, ..] && YamlFile.Read(main, report) is [var mainRoot, ..]
            && YamlFile.Entries(YamlFile.Get(root, "services")).Any(s => YamlFile.Get(s.Value, "image") is null && YamlFile.Get(s.Value, "build") is null && s.Key is YamlScalarNode { Value: { } name } && YamlFile.Get(mainRoot, "services", name) is not null)
            ? [main, file]
            : [file];
    }

    private static Dictionary<string, ComposeService>.ValueCollection Services(List<(string File, YamlNode Root)> files, DoctorReport report)
    {
        Dictionary<string, ComposeService> services = new(StringComparer.Ordinal);
        foreach ((string file, YamlNode root) in files.SelectMany(f => WithIncluded(f.File, f.Root, report, 0)))
        {
            foreach ((YamlNode key, YamlNode node) in YamlFile.Entries(YamlFile.Get(root, "services")))
            {
                if (key is not YamlScalarNode { Value: { } name } || node is not YamlMappingNode)
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
