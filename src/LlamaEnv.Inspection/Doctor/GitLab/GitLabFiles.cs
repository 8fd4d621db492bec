using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.GitLab;

/// <summary>A pipeline of GitLab with the files of this repository that it includes. Their jobs are in one space of names.</summary>
internal sealed class GitLabFiles
{
    private const int MaxDepth = 8;

    private readonly List<(string File, YamlNode Root)> _files = [];

    internal GitLabFiles(string file, DoctorReport report) => Load(file, report, new HashSet<string>(StringComparer.Ordinal), 0);

    /// <summary>The files, an included one before what includes it, which goes before it.</summary>
    internal IReadOnlyList<(string File, YamlNode Root)> All => _files;

    /// <summary>The last that stands under a key at the top.</summary>
    internal (string File, YamlNode Key, YamlNode Value)? Find(string name)
    {
        for (int i = _files.Count - 1; i >= 0; i--)
        {
            if (YamlFile.Entry(_files[i].Root, name) is { } entry)
                return (_files[i].File, entry.Key, entry.Value);
        }

        return null;
    }

    private void Load(string file, DoctorReport report, HashSet<string> seen, int depth)
    {
        if (depth > MaxDepth || !seen.Add(file) || YamlFile.Read(file, report) is not { Count: > 0 } documents)
            return;

        // The first document may be a header of the component.
        YamlNode root = documents[^1];
        YamlNode? include = YamlFile.Get(root, "include");
        foreach (YamlNode item in include is YamlSequenceNode list ? list.Children : include is null ? [] : [include])
        {
            YamlNode? local = item is YamlScalarNode ? item : YamlFile.Get(item, "local");
            foreach (YamlNode one in local is YamlSequenceNode several ? several.Children : local is null ? [] : [local])
            {
                if (YamlFile.Text(one) is { } path && RepositoryTree.Combine("", path.TrimStart('/')) is { } included)
                {
                    foreach (string match in included.Contains('*', StringComparison.Ordinal) ? report.Tree.Files.Where(f => Programs.PathPattern.IsMatch(included, f)) : report.Tree.Contains(included) ? [included] : [])
                        Load(match, report, seen, depth + 1);
                }
            }
        }

        _files.Add((file, root));
    }
}
