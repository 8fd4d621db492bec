using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.Kubernetes;

/// <summary>Makes manifests of YAML.</summary>
internal static class ManifestYaml
{
    /// <summary>Aliases in aliases could make any number of nodes.</summary>
    private const int MaxNodes = 200_000;

    private const int MaxDepth = 64;

    /// <summary>The documents of a file; none where it cannot be read. A template is silently none: <c>{{</c> is another language's.</summary>
    internal static IReadOnlyList<ManifestNode> Read(string file, DoctorReport report)
    {
        if (report.Tree.Read(file) is not { } text)
            return [];

        if (Parse(text, file, 0, out int line) is { } documents)
            return documents;

        if (!text.Contains("{{", StringComparison.Ordinal) && !text.Contains("{%", StringComparison.Ordinal))
            report.Skip(new Place(file, line), "it is no YAML that can be read");
        return [];
    }

    /// <summary>The documents of a text that stands in a file: an inline patch. None where it cannot be read.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The file.</param>
    /// <param name="linesAbove">The lines of the file above the text.</param>
    internal static IReadOnlyList<ManifestNode> ReadInline(string text, string file, int linesAbove) => Parse(text, file, linesAbove, out _) ?? [];

    private static List<ManifestNode>? Parse(string text, string file, int linesAbove, out int line)
    {
        if (YamlText.Parse(text, out line) is not { } documents)
            return null;

        try
        {
            int budget = MaxNodes;
            return [.. documents.Select(d => Convert(d, file, linesAbove, 0, ref budget))];
        }
        catch (InvalidOperationException)
        {
            return null; // Too large.
        }
    }

    private static ManifestNode Convert(YamlNode node, string file, int linesAbove, int depth, ref int budget)
    {
        if (--budget < 0 || depth > MaxDepth)
            throw new InvalidOperationException("Too large.");

        Place place = new(file, YamlFile.LineOf(node) + linesAbove);
        int indent = (int)Math.Clamp(node.Start.Column - 1, 0, 60);
        if (node is YamlSequenceNode list)
        {
            List<ManifestNode> items = [];
            foreach (YamlNode item in list)
                items.Add(Convert(item, file, linesAbove, depth + 1, ref budget));
            return new(place) { Indent = indent, IsList = true, Items = items, IsFlow = list.Style == SequenceStyle.Flow };
        }

        if (node is not YamlMappingNode)
            return new(place) { Indent = indent, Text = YamlFile.Text(node), IsOpen = node is YamlScalarNode { Style: not (ScalarStyle.Literal or ScalarStyle.Folded), Value: { } value } && value.Contains("{{", StringComparison.Ordinal) };

        List<ManifestEntry> entries = [];
        bool isOpen = false;
        foreach ((YamlNode key, YamlNode value) in YamlFile.Entries(node))
        {
            // A key that is a mapping is what is left of {{ a template }} without quotes.
            isOpen |= key is YamlMappingNode;
            if (key is YamlScalarNode { Value: { } name })
                entries.Add(new(name, new Place(file, YamlFile.LineOf(key) + linesAbove), Convert(value, file, linesAbove, depth + 1, ref budget)));
        }

        return new(place) { Indent = indent, Entries = entries, IsOpen = isOpen, IsFlow = node is YamlMappingNode { Style: MappingStyle.Flow } };
    }
}
