using System.Xml;

namespace LlamaEnv.Guards;

/// <summary>What one project file says: the first secret it has MSBuild log, and what it imports.</summary>
/// <param name="Secret">The name of the secret, or null.</param>
/// <param name="Line">Where, from 1.</param>
/// <param name="Imports">The <c>Project</c> of each <c>Import</c> that names no SDK, as it is written.</param>
internal sealed record ProjectText(string? Secret, int Line, IReadOnlyList<string> Imports)
{
    // As MSBuild reads projects.
    private static readonly XmlReaderSettings s_settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    internal static bool IsWorthParsing(string text, IReadOnlyList<string> secrets) =>
        text.Contains("<Import", StringComparison.Ordinal) || secrets.Any(s => text.Contains(s, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="XmlException">It is not XML.</exception>
    internal static ProjectText Parse(string text, IReadOnlyList<string> secrets)
    {
        (string? Secret, int Line) first = default;
        List<string> imports = [];
        Stack<string> parents = [];
        using XmlReader reader = XmlReader.Create(new StringReader(text), s_settings);
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (reader.LocalName == "Import" && reader.GetAttribute("Sdk") is null && reader.GetAttribute("Project") is { } import)
                        imports.Add(import);

                    // To set a property has MSBuild log what it was before.
                    string? set = parents.TryPeek(out string? parent) && parent == "PropertyGroup" ? reader.LocalName
                        : reader.LocalName == "Output" ? reader.GetAttribute("PropertyName")
                        : null;
                    Note(secrets.FirstOrDefault(s => s.Equals(set, StringComparison.OrdinalIgnoreCase)), 0);

                    if (!reader.IsEmptyElement)
                        parents.Push(reader.LocalName);
                    while (reader.MoveToNextAttribute())
                        NoteReads();
                    break;
                case XmlNodeType.EndElement:
                    parents.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    NoteReads();
                    break;
                default:
                    break;
            }
        }

        return new ProjectText(first.Secret, first.Line, imports);

        void NoteReads()
        {
            string value = reader.Value;
            foreach (string secret in secrets)
            {
                int index = PropertyRead.Find(value, secret);
                if (index >= 0)
                    Note(secret, value.AsSpan(0, index).Count('\n'));
            }
        }

        void Note(string? secret, int linesDown)
        {
            if (secret is not null && first.Secret is null)
                first = (secret, ((IXmlLineInfo)reader).LineNumber + linesDown);
        }
    }
}
