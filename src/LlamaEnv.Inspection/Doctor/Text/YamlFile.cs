using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.Text;

/// <summary>YAML with the lines of its keys and values. Merge keys are followed here: YamlDotNet's own way throws where an explicit key overrides a merged one.</summary>
internal static class YamlFile
{
    /// <summary>Deeper is nothing that people write, and aliases in aliases could go on for ever.</summary>
    private const int MaxMergeDepth = 16;

    /// <summary>The documents of a file; none where it is malformed, which the report then says.</summary>
    internal static IReadOnlyList<YamlNode> Read(string file, DoctorReport report)
    {
        if (report.Tree.Read(file) is not { } text)
            return [];

        if (YamlText.Parse(text, out int line) is { } documents)
            return documents;

        report.Skip(new Place(file, line), "it is no YAML that can be read");
        return [];
    }

    internal static int LineOf(YamlNode node) => (int)Math.Clamp(node.Start.Line, 0, int.MaxValue);

    /// <summary>The entry of a mapping, merged ones among them; null where the node is no mapping or has none.</summary>
    internal static YamlNode? Get(YamlNode? node, string key) => Entry(node, key)?.Value;

    /// <summary>The value at the end of a path of keys.</summary>
    internal static YamlNode? Get(YamlNode? node, params ReadOnlySpan<string> path)
    {
        foreach (string key in path)
            node = Get(node, key);
        return node;
    }

    /// <summary>An entry with its key, for the line of the key.</summary>
    internal static (YamlNode Key, YamlNode Value)? Entry(YamlNode? node, string key)
    {
        foreach ((YamlNode k, YamlNode v) in Entries(node))
        {
            if (k is YamlScalarNode { Value: { } name } && name == key)
                return (k, v);
        }

        return null;
    }

    /// <summary>The entries of a mapping, and behind them those of its merge keys that it does not have itself. None of what is no mapping.</summary>
    internal static IEnumerable<(YamlNode Key, YamlNode Value)> Entries(YamlNode? node)
    {
        if (node is not YamlMappingNode mapping)
            return [];

        List<(YamlNode, YamlNode)> entries = [];
        Collect(mapping, entries, new HashSet<string>(StringComparer.Ordinal), new HashSet<YamlNode>(ReferenceEqualityComparer.Instance), 0);
        return entries;
    }

    /// <summary>The items of a sequence; none of what is no sequence.</summary>
    internal static IEnumerable<YamlNode> Items(YamlNode? node) => node is YamlSequenceNode sequence ? sequence : [];

    /// <summary>The text of a scalar; null where it is none or absent (<c>K:</c>, <c>~</c>, <c>null</c>). <c>""</c> is empty.</summary>
    internal static string? Text(YamlNode? node) =>
        node is not YamlScalarNode scalar ? null
        : scalar.Style == ScalarStyle.Plain && scalar.Value is null or "" or "~" or "null" or "Null" or "NULL" ? null
        : scalar.Value;

    private static void Collect(YamlMappingNode mapping, List<(YamlNode, YamlNode)> entries, HashSet<string> seen, HashSet<YamlNode> merging, int depth)
    {
        // What was merged once brings nothing the second time.
        if (depth > MaxMergeDepth || !merging.Add(mapping))
            return;

        List<YamlNode> merged = [];
        foreach ((YamlNode key, YamlNode value) in mapping)
        {
            if (key is YamlScalarNode { Value: "<<", Style: ScalarStyle.Plain })
                merged.Add(value);
            else if (key is not YamlScalarNode { Value: { } name } || seen.Add(name))
                entries.Add((key, value));
        }

        foreach (YamlNode value in merged)
        {
            foreach (YamlNode one in value is YamlSequenceNode list ? list.Children : [value])
            {
                if (one is YamlMappingNode more)
                    Collect(more, entries, seen, merging, depth + 1);
            }
        }
    }
}
