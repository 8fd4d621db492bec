using System.Text;
using System.Xml;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Inspection.Scan;

/// <summary>
/// What projects declare, read as text: to evaluate a project takes longer than most scans, and would run what it says. So a
/// pattern that is made of properties is not known.
/// </summary>
internal static class DeclaredSecrets
{
    private const string Item = "LlamaEnvVariable";
    private const long MaxFileBytes = 1024 * 1024;

    /// <summary>Whether a file of this name may declare something.</summary>
    internal static bool MayBeIn(ReadOnlySpan<char> name) =>
        name.EndsWith("proj", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".props", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".targets", StringComparison.OrdinalIgnoreCase);

    /// <summary>Name and pattern of each secret that a file declares.</summary>
    internal static IEnumerable<(string Name, string Pattern)> ReadFrom(string path) =>
        FileReader.TryRead(path, MaxFileBytes) is { } bytes && bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Item)) >= 0 ? Parse(bytes) : [];

    internal static IReadOnlyList<(string Name, string Pattern)> Parse(byte[] project)
    {
        List<(string, string)> secrets = [];
        try
        {
            using XmlReader reader = XmlReader.Create(new MemoryStream(project), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName.Equals(Item, StringComparison.OrdinalIgnoreCase))
                    secrets.AddRange(Parse(reader));
            }
        }
        catch (XmlException)
        {
            // A build says what is wrong with it.
        }

        return secrets;
    }

    private static IEnumerable<(string, string)> Parse(XmlReader reader)
    {
        Dictionary<string, string> metadata = new(StringComparer.OrdinalIgnoreCase);
        bool isEmpty = reader.IsEmptyElement;
        while (reader.MoveToNextAttribute())
            metadata[reader.LocalName] = reader.Value;
        reader.MoveToElement();
        int depth = reader.Depth;
        string? child = null;
        while (!isEmpty && reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element)
                child = reader.LocalName;
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && child is not null)
                metadata[child] = reader.Value.Trim();
        }

        if (metadata.GetValueOrDefault("Include") is not { } names || metadata.GetValueOrDefault("Pattern") is not { Length: > 0 } pattern
            || IsMade(names) || IsMade(pattern) || "false".Equals(metadata.GetValueOrDefault("Secret"), StringComparison.OrdinalIgnoreCase))
            return [];

        return names.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name => (name, Uri.UnescapeDataString(pattern)));
    }

    /// <summary>Of properties, items or metadata.</summary>
    private static bool IsMade(string text) => text.Contains("$(", StringComparison.Ordinal) || text.Contains("@(", StringComparison.Ordinal) || text.Contains("%(", StringComparison.Ordinal);
}
