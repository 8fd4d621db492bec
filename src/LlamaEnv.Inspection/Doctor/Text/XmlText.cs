using System.Xml;
using System.Xml.Linq;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;

namespace LlamaEnv.Inspection.Doctor.Text;

/// <summary>XML with the lines of its elements.</summary>
internal static class XmlText
{
    /// <summary>Deeper is nothing that people write.</summary>
    private const int MaxDepth = 500;

    private static readonly XmlReaderSettings s_settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>The root of a file; null where it is malformed, which the report then says.</summary>
    internal static XElement? Read(string file, DoctorReport report)
    {
        if (report.Tree.Read(file) is not { } text || string.IsNullOrWhiteSpace(text))
            return null;
        if (Parse(text, LoadOptions.SetLineInfo, out int line) is { } root)
            return root;

        report.Skip(new Place(file, line), "it is no XML that can be read");
        return null;
    }

    /// <summary>The root of a text; null where it is malformed, in the line that <paramref name="line"/> then has, or too deep.</summary>
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

    /// <summary>The line an element or attribute stands in, from 1.</summary>
    internal static int LineOf(XObject node) => ((IXmlLineInfo)node).LineNumber;

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
