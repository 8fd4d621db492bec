namespace LlamaEnv.Conformance.Tests;

/// <summary>Files that a reader cannot read our variables from, whatever we write: what others left in them is too much for it.</summary>
/// <param name="Case">The file.</param>
/// <param name="Reason">Why not.</param>
/// <param name="Readers">Who cannot.</param>
internal sealed record EditedFileException(string Case, string Reason, params string[] Readers)
{
    private const string RefusesMark = "refuses a byte order mark";
    private const string KeepsCr = "keeps the CR of the file's line ends in the value";

    internal static IReadOnlyList<EditedFileException> All { get; } =
    [
        new("blank lines", "glues a line of blanks to the name below it", "Node.js"),
        new("byte order mark alone", RefusesMark, "godotenv"),
        new("byte order mark alone", "glues the mark to the first name, even over a line end", "Node.js"),
        new("byte order mark before another variable", RefusesMark, "godotenv"),
        new("byte order mark before a comment", RefusesMark, "godotenv"),
        new("byte order mark before a comment", "takes the marked comment for a part of the name below it", "Node.js"),
        new("byte order mark before our variable", RefusesMark, "godotenv"),
        new("byte order mark before our variable", "takes the mark for a part of the name; LLENV0033 says so", "Node.js", "python-dotenv", "bash", "dash"),
        new("CRLF", KeepsCr, "bash", "dash"),
        new("CRLF, quoted", KeepsCr, "bash", "dash"),
        new("no final line end, CRLF", KeepsCr, "bash", "dash"),
        new("inline comment with CRLF", KeepsCr, "bash", "dash"),
        new("neighbour of several lines, CRLF", KeepsCr, "bash", "dash"),
        new("CR alone", "does not take a CR alone for a line end", "DotNetEnv", "Node.js", "bash", "dash"),
        new("export", "takes 'export ' for a part of the name", "dotenv.net"),
        new("export without a value", "refuses a file that exports a name which it has not seen yet", "DotNetEnv", "ruby dotenv", "godotenv"),
        new("indented with a tab", "takes the tab for a part of the name", "Node.js"),
        new("name with a dash", "refuses such a name", "godotenv"),
        new("name without a value", "refuses it", "DotNetEnv", "godotenv"),
        new("name without a value", "glues it to the name below it", "Node.js"),
        new("neighbour with a lone apostrophe", "reads on to the next apostrophe", "bash", "dash"),
        new("neighbour with a lone apostrophe", "refuses it", "DotNetEnv"),
        new("quote that is never closed", "refuses the file or reads on to its end", "dotenv.net", "DotNetEnv", "godotenv", "bash", "dash"),
        new("merge-conflict markers", "refuses them", "DotNetEnv", "godotenv"),
        new("merge-conflict markers", "glues the marker to the name below it", "Node.js"),
        new("merge-conflict markers", "takes them for broken redirections", "bash", "dash"),
        new("colon for an equals sign", "refuses it", "DotNetEnv"),
        new("colon for an equals sign", "glues the line to the name below it", "Node.js"),
        new("Latin-1 in a comment", "refuses what is no UTF-8", "python-dotenv", "ruby dotenv"),
        new("Latin-1 in a value", "refuses what is no UTF-8", "python-dotenv", "ruby dotenv"),
    ];

    internal static EditedFileException? Find(EditedFile file, Reader reader) =>
        All.FirstOrDefault(e => e.Case == file.Case && e.Readers.Contains(reader.Name));
}
