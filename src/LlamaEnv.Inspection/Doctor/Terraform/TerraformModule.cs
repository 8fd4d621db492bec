using LlamaEnv.Inspection.Doctor.Config;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Terraform;

/// <summary>The <c>.tf</c> files of a folder, which Terraform reads as one.</summary>
internal sealed class TerraformModule
{
    private readonly DoctorReport _report;
    private readonly string _folder;
    private readonly List<(string File, ConfigNode Root)> _files = [];
    private readonly Dictionary<string, ConfigDefinition?> _definitions = new(StringComparer.Ordinal);

    internal TerraformModule(IEnumerable<string> files, string folder, DoctorReport report)
    {
        _report = report;
        _folder = folder;
        foreach (string file in files)
        {
            if (Parse(file, report) is { } root)
                _files.Add((file, root));
        }

        Values = new ConfigValue(Find);
    }

    internal ConfigValue Values { get; }

    internal string Folder => _folder;

    /// <summary>All blocks of a kind: <c>resource</c>, <c>variable</c>.</summary>
    internal IEnumerable<(string File, ConfigEntry Block)> All(string kind) => _files.SelectMany(f => f.Root.All(kind).Select(b => (f.File, b)));

    /// <summary>A file as Terraform's language; null where it is malformed, which the report then says.</summary>
    internal static ConfigNode? Parse(string file, DoctorReport report)
    {
        if (report.Tree.Read(file) is not { } text)
            return null;

        ConfigNode? root = ConfigParser.Parse(text, ConfigDialect.Hcl, out int line);
        if (root is null)
            report.Skip(new Place(file, line), "its brackets do not match");
        return root;
    }

    /// <summary>Lines to add, with the names that the module has for what they refer to; what it has not is said in a comment above them.</summary>
    internal string WithNames(string lines)
    {
        foreach (string type in (string[])["aws_secretsmanager_secret", "azurerm_key_vault_secret", "var"])
        {
            string usual = $"{type}.llama_cloud_api_key";
            if (!lines.Contains(usual, StringComparison.Ordinal))
                continue;

            IEnumerable<string> labels = type == "var" ? All("variable").Select(static v => v.Block.Label(0)) : All("resource").Where(r => r.Block.Label(0) == type).Select(static r => r.Block.Label(1));
            string indent = lines[..(lines.Length - lines.TrimStart().Length)];
            lines = labels.FirstOrDefault(static l => ValueText.MeantBy(l) == Variable.ApiKey) is { } known ? lines.Replace(usual, $"{type}.{known}", StringComparison.Ordinal)
                : type == "var" ? $"{indent}# needs: variable \"llama_cloud_api_key\" {{ sensitive = true }}\n{lines}"
                : $"{indent}# needs: resource \"{type}\" \"llama_cloud_api_key\"\n{lines}";
        }

        return lines;
    }

    private ConfigDefinition? Find(string word)
    {
        if (_definitions.TryGetValue(word, out ConfigDefinition? known))
            return known;

        string[] parts = word.Split('.');
        ConfigDefinition? found = parts switch
        {
            ["var", var name] => VariableOf(name),
            ["local", var name] => All("locals").Select(l => (l.File, Entry: l.Block.Value.Entry(name))).Where(static l => l.Entry is not null).Select(l => new ConfigDefinition(name, l.Entry!.Value, new Place(l.File, l.Entry.Line))).LastOrDefault(),
            // Of a resource or of what is looked up, its label says what it is for.
            ["data", _, var label, ..] => new ConfigDefinition(label, null, default),
            [var type, var label, _, ..] when type is not ("var" or "local" or "module" or "each" or "count" or "self" or "path") => new ConfigDefinition(label, null, default),
            _ => null,
        };
        _definitions.Add(word, found);
        return found;
    }

    private ConfigDefinition? VariableOf(string name)
    {
        (string file, ConfigEntry? block) = All("variable").FirstOrDefault(v => v.Block.Label(0) == name);
        if (block is null)
            return null;

        ConfigEntry? fallback = block.Value.Entry("default");
        return new(name, fallback?.Value, new Place(file, fallback?.Line ?? block.Line))
        {
            IsParameter = true,
            IsGiven = fallback is not null && (block.Value.Entry("validation") is not null || IsSetInFile(name) || IsGivenByCallers(name) || IsAsked(name)),
        };
    }

    /// <summary>A file of values of the folder has one, or one below it, for an environment.</summary>
    private bool IsSetInFile(string name) =>
        _report.Tree.Files.Where(f => f.EndsWith(".tfvars", StringComparison.Ordinal) && JudgedFiles.Contain(f, _report.Tree) && RepositoryTree.IsWithin(f, _folder))
            .Any(f => Parse(f, _report)?.Get(name) is { } value && value.Literal != "");

    /// <summary>Everybody who uses the folder as a module gives it.</summary>
    private bool IsGivenByCallers(string name)
    {
        if (_folder.Length == 0)
            return false;

        List<ConfigEntry> calls = [.. TerraformReader.Files(_report)
            .Where(f => RepositoryTree.FolderOf(f) != _folder && _report.Tree.Read(f)?.Contains(RepositoryTree.NameOf(_folder), StringComparison.Ordinal) is true)
            .SelectMany(f => (Parse(f, _report)?.All("module") ?? []).Where(m => m.Value.Get("source")?.Literal is { } source && RepositoryTree.Combine(RepositoryTree.FolderOf(f), source) == _folder))];
        return calls.Count > 0 && calls.TrueForAll(c => c.Value.Get(name) is { } value && value.Literal != "");
    }

    /// <summary>Whether something depends on it being there: <c>count = var.key == "" ? 0 : 1</c>.</summary>
    private bool IsAsked(string name)
    {
        return All("resource").Concat(All("locals")).SelectMany(static r => r.Block.Value.Everything())
            .Any(n => n.Kind == ConfigKind.Expression && n.Signs.Any(static s => s is "==" or "!=" or ">" or "<") && n.Items.Any(i => Is(i) || (i.Kind == ConfigKind.Call && i.Items.Any(Is))));

        bool Is(ConfigNode node) => node.Kind == ConfigKind.Word && node.Text == $"var.{name}";
    }
}
