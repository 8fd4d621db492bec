using System.Xml;
using System.Xml.Linq;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;

namespace LlamaEnv.Inspection.Doctor.Text;

/// <summary>XML with the lines of its elements.</summary>
internal static class XmlText
{
    /// <summary>The root of a file; null where it is malformed, which the report then says.</summary>
    internal static XElement? Read(string file, DoctorReport report)
    {
        if (report.Tree.Read(file) is not { } text || string.IsNullOrWhiteSpace(text))
            return null;
        if (ShallowXml.Parse(text, LoadOptions.SetLineInfo, out int line) is { } root)
            return root;

        report.Skip(new Place(file, line), "it is no XML that can be read");
        return null;
    }

    /// <summary>The line an element or attribute stands in, from 1.</summary>
    internal static int LineOf(XObject node) => ((IXmlLineInfo)node).LineNumber;
}
