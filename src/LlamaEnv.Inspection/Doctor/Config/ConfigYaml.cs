using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.Config;

/// <summary>YAML in the form that the readers of templates know.</summary>
internal static class ConfigYaml
{
    private const int MaxDepth = 64;

    /// <summary>Aliases may make a small file an enormous one.</summary>
    private const int MaxNodes = 50_000;

    /// <summary>The document; null where it is deeper or larger than what people write.</summary>
    internal static ConfigNode? Of(YamlNode node)
    {
        int count = 0;
        return Of(node, 0, ref count);
    }

    private static ConfigNode? Of(YamlNode node, int depth, ref int count)
    {
        if (depth > MaxDepth || ++count > MaxNodes)
            return null;

        int line = YamlFile.LineOf(node);
        int column = (int)Math.Clamp(node.Start.Column - 1, 0, 1000);
        switch (node)
        {
            case YamlMappingNode:
                List<ConfigEntry> entries = [];
                foreach ((YamlNode key, YamlNode value) in YamlFile.Entries(node))
                {
                    if (key is YamlScalarNode { Value: { } name } && Of(value, depth + 1, ref count) is { } made)
                        entries.Add(new(name, [], made, YamlFile.LineOf(key), (int)Math.Clamp(key.Start.Column - 1, 0, 1000)));
                }

                return new(ConfigKind.Map, "", line, column) { Entries = entries };
            case YamlSequenceNode list:
                List<ConfigNode> items = [];
                foreach (YamlNode item in list)
                {
                    if (Of(item, depth + 1, ref count) is { } made)
                        items.Add(made);
                }

                return new(ConfigKind.List, "", line, column) { Items = items };
            default:
                return YamlFile.Text(node) is { } text ? new(ConfigKind.Text, text, line, column) : new(ConfigKind.Word, "null", line, column);
        }
    }
}
