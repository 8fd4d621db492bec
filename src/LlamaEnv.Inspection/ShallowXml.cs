using System.Xml;
using System.Xml.Linq;

namespace LlamaEnv.Inspection;

/// <summary>Reads XML, whatever it is: what nobody writes is malformed, and ends nothing.</summary>
internal static class ShallowXml
{
    /// <summary>Deeper is nothing that people write, and to go through it takes for ever.</summary>
    private const int MaxDepth = 500;

    private static readonly XmlReaderSettings s_settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>The root; null where the text is malformed, in the line that <paramref name="line"/> then has, 0 where nobody can tell.</summary>
    internal static XElement? Parse(string text, LoadOptions options, out int line)
    {
        line = 0;
        try
        {
            if (IsDeep(text))
                return null;

            using XmlReader reader = XmlReader.Create(new StringReader(text), s_settings);
            return XDocument.Load(reader, options).Root;
        }
        catch (XmlException e)
        {
            line = e.LineNumber;
            return null;
        }
    }

    private static bool IsDeep(string text)
    {
        using XmlReader reader = XmlReader.Create(new StringReader(text), s_settings);
        while (reader.Depth <= MaxDepth)
        {
            if (!reader.Read())
                return false;
        }

        return true;
    }
}
