using System.Xml;

namespace LlamaEnv.Files.Guards;

/// <summary>What one project file says: the first secret it has MSBuild log, and what it imports.</summary>
/// <param name="Secret">The name of the secret, or null.</param>
/// <param name="Line">Where, from 1.</param>
/// <param name="Imports">The <c>Project</c> of each <c>Import</c> that names no SDK, as it is written.</param>
internal sealed record ProjectText(string? Secret, int Line, IReadOnlyList<string> Imports)
{
    /// <summary>What yields a secret's value, or a file's text, once what its argument names is known.</summary>
    /// <param name="Argument">As it is written; in a list, with <c>@(NAME)</c>.</param>
    /// <param name="IsFile">Whether it reads a file.</param>
    /// <param name="Line">Where, from 1.</param>
    internal sealed record Read(string Argument, bool IsFile, int Line);

    /// <summary>Those that read what is not named in plain text, or a file.</summary>
    internal IReadOnlyList<Read> Reads { get; private init; } = [];

    /// <summary>Properties, as <c>$(NAME)</c>, and items, as <c>@(NAME)</c>, with what they hold, where that may be the name of a secret or a file.</summary>
    internal IReadOnlyList<(string Name, string Value)> Names { get; private init; } = [];

    // As MSBuild reads projects.
    private static readonly XmlReaderSettings s_settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    internal static bool IsWorthParsing(string text, IReadOnlyList<string> secrets) =>
        text.Contains("<Import", StringComparison.Ordinal) || secrets.Any(s => text.Contains(s, StringComparison.OrdinalIgnoreCase))
        || text.Contains("EnvironmentVariable", StringComparison.OrdinalIgnoreCase) || text.Contains("ReadAllText", StringComparison.OrdinalIgnoreCase) || text.Contains("ReadLinesFromFile", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="XmlException">It is not XML.</exception>
    internal static ProjectText Parse(string text, IReadOnlyList<string> secrets)
    {
        (string? Secret, int Line) first = default;
        List<string> imports = [];
        List<Read> reads = [];
        List<(string Name, string Value)> names = [];
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
                    if (parent == "ItemGroup" && reader.GetAttribute("Include") is { } include)
                        names.AddRange(include.Split(';', StringSplitOptions.TrimEntries).Select(i => ($"@({reader.LocalName})", i)));
                    // What it reads is logged where an Output takes it.
                    if (reader is { LocalName: "ReadLinesFromFile", IsEmptyElement: false } && reader.GetAttribute("File") is { } file)
                        reads.Add(new Read(file, IsFile: true, LineNow(0)));

                    if (!reader.IsEmptyElement)
                        parents.Push(reader.LocalName);
                    while (reader.MoveToNextAttribute())
                        NoteReads();
                    break;
                case XmlNodeType.EndElement:
                    parents.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    if (parents.Skip(1).FirstOrDefault() == "PropertyGroup")
                        names.Add(($"$({parents.Peek()})", reader.Value.Trim()));
                    NoteReads();
                    break;
                default:
                    break;
            }
        }

        return new ProjectText(first.Secret, first.Line, imports) { Reads = reads, Names = names };

        void NoteReads()
        {
            string value = reader.Value;
            reads.AddRange(PropertyRead.FindArguments(value).Select(r => new Read(r.Argument, r.IsFile, LineNow(value.AsSpan(0, r.Index).Count('\n')))));
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
                first = (secret, LineNow(linesDown));
        }

        int LineNow(int linesDown) => ((IXmlLineInfo)reader).LineNumber + linesDown;
    }
}
