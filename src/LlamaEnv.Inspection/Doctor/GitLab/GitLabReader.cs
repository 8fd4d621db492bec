using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Shell;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.GitLab;

/// <summary>
/// Reads GitLab CI. The project's variables are in every job, so nothing is missing in a job for certain; a container that a
/// job starts has only what it is given, and a secret from a vault is a file. Source: the reference of the CI/CD YAML syntax.
/// </summary>
internal sealed class GitLabReader(GitLabFiles files, DoctorReport report)
{
    private const int MaxDepth = 8;

    private readonly Budget _budget = new(20000);

    private static readonly string[] s_keywords = ["default", "include", "stages", "variables", "workflow", "spec", "image", "services", "cache", "before_script", "after_script"];

    internal static Artefact Artefact { get; } = new("gitlab-ci", static file => RepositoryTree.NameOf(file) is ".gitlab-ci.yml" or ".gitlab-ci.yaml", Read);

    private static void Read(string file, DoctorReport report)
    {
        GitLabFiles files = new(file, report);
        GitLabReader reader = new(files, report);
        foreach ((string name, string own, YamlNode key, YamlNode job) in files.All.SelectMany(static f => YamlFile.Entries(f.Root).Select(e => ((e.Key as YamlScalarNode)?.Value ?? "", f.File, e.Key, e.Value))))
        {
            if (name.Length > 0 && name[0] != '.' && !s_keywords.Contains(name, StringComparer.Ordinal) && job is YamlMappingNode)
                reader.ReadJob(name, own, key, job, $"gitlab {file}");
        }
    }

    private void ReadJob(string name, string file, YamlNode key, YamlNode job, string group)
    {
        List<(string File, YamlNode Node)> layers = Extended(file, job, 0);
        Place head = new(file, YamlFile.LineOf(key));
        List<Assignment> environment = [];
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach ((string from, YamlNode variables) in files.All.Select(static f => (f.File, YamlFile.Get(f.Root, "variables"))).Concat(layers.Select(static l => (l.File, YamlFile.Get(l.Node, "variables")))).Where(static v => v.Item2 is not null).Select(static v => (v.Item1, v.Item2!)))
            AddVariables(from, variables, environment, values);

        List<FileGrant> grants = [];
        foreach ((string from, YamlNode layer) in layers)
            AddSecrets(from, YamlFile.Get(layer, "secrets"), environment, grants);

        ScriptContext context = new($"job '{name}'", file) { Environment = environment, InheritsUnknown = true, Values = values, Group = group };
        foreach (Runtime runtime in ScriptWalker.Read(Script(layers), context, report))
        {
            // A file in the place of the value: the project's own variable of that name is hidden by it.
            bool isFile = runtime.InheritsUnknown && grants.Count > 0 && runtime.Environment.All(static a => ValueText.MeantBy(a.Name) != Variable.ApiKey);
            report.Add(isFile ? runtime with { Head = head, Files = grants, InheritsUnknown = false } : runtime.InheritsUnknown ? runtime with { Head = head } : runtime);
        }
    }

    /// <summary>A variable of the project goes before one that stands here, so an empty one does no harm.</summary>
    private void AddVariables(string file, YamlNode variables, List<Assignment> environment, Dictionary<string, string> values)
    {
        foreach ((YamlNode key, YamlNode node) in YamlFile.Entries(variables))
        {
            YamlNode? value = node is YamlMappingNode ? YamlFile.Get(node, "value") : node;
            if (key is not YamlScalarNode { Value: { } name } || YamlFile.Text(value) is not { Length: > 0 } text)
                continue;

            Place place = new(file, YamlFile.LineOf(key));
            if (!ValueText.IsOurs(name))
            {
                values[name] = text;
                environment.Add(new(name, Supply.Given, place));
            }
            else if (ShellText.Read(name, text.Replace("$$", "\0", StringComparison.Ordinal), place, hasCommands: false) is { Supply: not (Supply.Empty or Supply.EmptyDefault) } made)
            {
                environment.Add(made);
                if (!made.IsReference) // Of one the script may make a value.
                    report.AddCertain(made);
            }
        }
    }

    private static void AddSecrets(string file, YamlNode? secrets, List<Assignment> environment, List<FileGrant> grants)
    {
        foreach ((YamlNode key, YamlNode secret) in YamlFile.Entries(secrets))
        {
            if (key is not YamlScalarNode { Value: { } name } || ValueText.MeantBy(name) != Variable.ApiKey)
                continue;

            Place place = new(file, YamlFile.LineOf(key));
            if (YamlFile.Text(YamlFile.Get(secret, "file")) is "false")
                environment.Add(new(name, Supply.Given, place));
            else
                grants.Add(new(name, $"that {name} names", place));
        }
    }

    /// <summary>A job with what it extends before it.</summary>
    private List<(string File, YamlNode Node)> Extended(string file, YamlNode job, int depth)
    {
        List<(string, YamlNode)> layers = [];
        YamlNode? extends = YamlFile.Get(job, "extends");
        foreach (YamlNode one in depth > MaxDepth || !_budget.Spend() ? [] : extends is YamlSequenceNode list ? list.Children : extends is null ? [] : [extends])
        {
            if (YamlFile.Text(one) is { } name && files.Find(name) is { } other && !ReferenceEquals(other.Value, job))
                layers.AddRange(Extended(other.File, other.Value, depth + 1));
        }

        layers.Add((file, job));
        return layers;
    }

    private List<(string Text, int Line)> Script(List<(string File, YamlNode Node)> layers)
    {
        YamlNode? before = Last(layers, "before_script") ?? YamlFile.Get(files.Find("default")?.Value, "before_script") ?? files.Find("before_script")?.Value;
        return [.. Lines(before, 0), .. Lines(Last(layers, "script"), 0)];
    }

    private static YamlNode? Last(List<(string File, YamlNode Node)> layers, string key) => layers.Select(l => YamlFile.Get(l.Node, key)).LastOrDefault(static n => n is not null);

    /// <summary>The commands of a script: texts, lists in lists, and <c>!reference</c>s to other jobs.</summary>
    private IEnumerable<(string Text, int Line)> Lines(YamlNode? node, int depth)
    {
        if (depth > MaxDepth || !_budget.Spend())
            return [];
        if (node is YamlScalarNode { Value: { } text } scalar)
            return [(text, YamlFile.LineOf(node) + (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded ? 1 : 0))];
        if (node is not YamlSequenceNode list)
            return [];
        if (!node.Tag.IsEmpty && node.Tag.Value == "!reference")
            return list.Children.Count > 1 && YamlFile.Text(list.Children[0]) is { } job && YamlFile.Text(list.Children[1]) is { } key ? Lines(YamlFile.Get(files.Find(job)?.Value, key), depth + 1) : [];
        return list.SelectMany(n => Lines(n, depth + 1));
    }
}
