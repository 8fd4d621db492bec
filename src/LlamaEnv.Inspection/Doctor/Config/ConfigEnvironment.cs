using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Config;

/// <summary>Collects the variables of one program, and whether there may be others than those that are seen.</summary>
/// <param name="values">Reads its values.</param>
/// <param name="file">The file that it stands in.</param>
internal sealed class ConfigEnvironment(ConfigValue values, string file)
{
    private const int MaxDepth = 32;

    private readonly List<Assignment> _assignments = [];
    private readonly List<Carrier> _carriers = [];

    internal IReadOnlyList<Assignment> Assignments => _assignments;

    internal IReadOnlyList<Carrier> Carriers => _carriers;

    internal void Add(Assignment assignment) => _assignments.Add(assignment);

    internal void Add(Carrier carrier) => _carriers.Add(carrier);

    /// <summary>Something that may bring any variable: a list that is made elsewhere.</summary>
    internal void AddUnknown(ConfigNode node) => _carriers.Add(new(new Place(file, node.Line), "what is computed here") { IsUnordered = true });

    /// <summary>A map of names and values, or what makes one of several.</summary>
    /// <param name="node">The map.</param>
    /// <param name="read">Reads a value in the way of this map; null of it where there is none.</param>
    internal void AddMap(ConfigNode? node, Func<string, ConfigNode, Place, Assignment?>? read = null)
    {
        foreach (ConfigNode map in Maps(node, 0))
        {
            foreach (ConfigEntry entry in map.Entries)
            {
                if (entry.Name == "...")
                    AddMap(entry.Value, read);
                else if (entry.Name.Length > 0 && new Place(file, entry.Line) is var place)
                    _assignments.Add(read?.Invoke(entry.Name, entry.Value, place) ?? values.Read(entry.Name, entry.Value, place));
                else
                    AddUnknown(entry.Value);
            }
        }
    }

    /// <summary>A list of entries with a name each.</summary>
    /// <param name="node">The list, or what makes one of several.</param>
    /// <param name="read">Reads an entry.</param>
    internal void AddList(ConfigNode? node, Action<ConfigNode> read)
    {
        foreach (ConfigNode map in Maps(node, 0))
            read(map);
    }

    /// <summary>An entry with a name and a value in it.</summary>
    internal void AddPair(ConfigNode entry, string nameKey = "name", string valueKey = "value")
    {
        if (NameOf(entry, nameKey) is not { } name)
            AddUnknown(entry);
        else if (entry.Entry(valueKey) is { } value)
            _assignments.Add(values.Read(name, value.Value, PlaceOf(entry, name, value, nameKey)));
        else
            _assignments.Add(new(name, Supply.Given, new Place(file, entry.Entry(nameKey)!.Line)));
    }

    /// <summary>A list of <c>NAME=value</c>.</summary>
    internal void AddTexts(ConfigNode? node)
    {
        if (node is null)
            return;

        ConfigNode list = values.Follow(node);
        if (list.Kind != ConfigKind.List || list.IsLoop)
            AddUnknown(node);
        foreach (ConfigNode item in list.Items)
        {
            int sign = item.Kind is ConfigKind.Text or ConfigKind.Template ? item.Text.IndexOf('=', StringComparison.Ordinal) : -1;
            if (sign > 0)
                _assignments.Add(values.Read(item.Text[..sign], item with { Kind = item.Text.Contains("${", StringComparison.Ordinal) ? item.Kind : ConfigKind.Text, Text = item.Text[(sign + 1)..] }, new Place(file, item.Line)));
            else
                AddUnknown(item);
        }
    }

    /// <summary>The name of an entry, as a text or as what a word stands for.</summary>
    internal string? NameOf(ConfigNode entry, string nameKey = "name") => entry.Get(nameKey) is { } node ? values.Follow(node).Literal : null;

    /// <summary>The line of a value; that of the name, where the name is the mistake.</summary>
    internal Place PlaceOf(ConfigNode entry, string name, ConfigEntry value, string nameKey = "name") =>
        new(file, ValueText.MeantBy(name) is { } variable && variable.Name != name ? entry.Entry(nameKey)?.Line ?? value.Line : value.Line);

    /// <summary>The maps that a list, or several joined, consists of. What is made by anything else is unknown.</summary>
    private IEnumerable<ConfigNode> Maps(ConfigNode? node, int depth)
    {
        if (node is null || depth > MaxDepth)
            yield break;

        ConfigNode value = values.Follow(node);
        switch (value.Kind)
        {
            case ConfigKind.Map:
                yield return value;
                break;
            case ConfigKind.List when !value.IsLoop:
            case ConfigKind.Call when value.Text is "concat" or "union" or "merge" or "flatten" or "tolist" or "tomap" or "toset" or "array" or "..." or "compact" or "Object.assign":
                foreach (ConfigNode map in value.Items.SelectMany(item => Maps(item, depth + 1)))
                    yield return map;
                break;
            default:
                if (value is { Kind: ConfigKind.Word, Text: "null" })
                    break;
                AddUnknown(node);
                // Of a choice, all that may be chosen.
                foreach (ConfigNode map in value.Kind == ConfigKind.Expression ? value.Items.Where(static i => i.Kind is ConfigKind.Map or ConfigKind.List).SelectMany(item => Maps(item, depth + 1)) : [])
                    yield return map;
                break;
        }
    }
}
