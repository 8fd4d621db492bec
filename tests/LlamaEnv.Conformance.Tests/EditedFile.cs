using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Outputs;

namespace LlamaEnv.Conformance.Tests;

/// <summary>A file that somebody else wrote, into which our output then set the three LlamaCloud variables.</summary>
/// <param name="Case">What is special about it.</param>
/// <param name="Before">The file as it was.</param>
internal sealed record EditedFile(string Case, byte[] Before)
{
    internal const string Key = "llx-FakeKeyForTests0123456789ABCDEFGHIJKLMNOPQRSTUVW";

    private static readonly (Variable Variable, string Value)[] s_values =
    [
        (Variable.ApiKey, Key),
        (Variable.BaseUrl, "https://llama.example.test:8443/api?a=b"),
        (Variable.ProjectId, "6f1c2f0e-8a4b-4c1d-9e57-0123456789ab"),
    ];

    private readonly Lazy<Rendering> _rendering = new(() => Render(Before));

    /// <summary>The name of the file.</summary>
    internal string File { get; init; } = "";

    internal Rendering Rendering => _rendering.Value;

    internal bool IsRefused => Rendering.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);

    internal static IReadOnlyList<EditedFile> Cases { get; } =
    [
        Text("nothing", ""),
        Text("blank lines", "\n\n  \n"),
        Text("our three, filled in by hand", "LLAMA_CLOUD_API_KEY=old\nLLAMA_CLOUD_BASE_URL=old\nLLAMA_AGENTS_PROJECT_ID=old\n"),
        Text("byte order mark alone", "\uFEFF"),
        Text("byte order mark before another variable", "\uFEFFA=1\nLLAMA_CLOUD_API_KEY=old\n"),
        Text("byte order mark before a comment", "\uFEFF# a\nLLAMA_CLOUD_API_KEY=old\n"),
        Text("byte order mark before our variable", "\uFEFFLLAMA_CLOUD_API_KEY=old\nA=1\n"),
        Text("CRLF", "A=1\r\nLLAMA_CLOUD_API_KEY=old\r\nB=two\r\n"),
        Text("CRLF, quoted", "A='1'\r\nLLAMA_CLOUD_API_KEY=\"old\"\r\n"),
        Text("CR alone", "A=1\rLLAMA_CLOUD_API_KEY=old\r"),
        Text("LF and CRLF mixed", "A=1\r\nLLAMA_CLOUD_API_KEY=old\nB=2\n"),
        Text("no final line end", "A=1\nLLAMA_CLOUD_API_KEY=old"),
        Text("no final line end, CRLF", "A=1\r\nLLAMA_CLOUD_API_KEY=old"),
        Text("export", "export A=1\nexport LLAMA_CLOUD_API_KEY=old\n"),
        Text("export of others", "export A=1\nB=2\n"),
        Text("export without a value", "export LLAMA_CLOUD_API_KEY\nA=1\n"),
        Text("duplicates", "LLAMA_CLOUD_API_KEY=first\nA=1\nLLAMA_CLOUD_API_KEY=last\n"),
        Text("duplicates, one exported", "LLAMA_CLOUD_API_KEY=first\nexport LLAMA_CLOUD_API_KEY=last\n"),
        Text("inline comment", "LLAMA_CLOUD_API_KEY=old # mine\nA=1\n"),
        Text("inline comment after a tab", "LLAMA_CLOUD_API_KEY=old\t# mine\nA=1\n"),
        Text("inline comment after quotes", "LLAMA_CLOUD_API_KEY='old' # mine\nLLAMA_CLOUD_BASE_URL=\"old\" # ours\n"),
        Text("inline comment with an apostrophe", "LLAMA_CLOUD_API_KEY='old' # don't\nA=1\n"),
        Text("inline comment that ends in a backslash", "LLAMA_CLOUD_API_KEY=old # a\\\nA=1\n"),
        Text("inline comment with CRLF", "LLAMA_CLOUD_API_KEY=old # mine\r\nA=1\r\n"),
        Text("blanks around the equals sign", "LLAMA_CLOUD_API_KEY = old\nLLAMA_CLOUD_BASE_URL =old\nLLAMA_AGENTS_PROJECT_ID= old\n"),
        Text("blanks behind empty values", "LLAMA_CLOUD_API_KEY=  \nLLAMA_CLOUD_BASE_URL=\t\nA=1\n"),
        Text("indented with blanks", "  LLAMA_CLOUD_API_KEY=old\n  A=1\n"),
        Text("indented with a tab", "\tLLAMA_CLOUD_API_KEY=old\nA=1\n"),
        Text("commented out", "# LLAMA_CLOUD_API_KEY=old\n#LLAMA_CLOUD_BASE_URL=old\nA=1\n"),
        Text("indented comment", "A=1\n  # LLAMA_CLOUD_API_KEY=old\n"),
        Text("comment that ends in a backslash", "A=1\n# x\\\nB=2\n"),
        Text("old value of several lines", "LLAMA_CLOUD_API_KEY=\"old\nA=inside\n\"\nB=2\n"),
        Text("neighbour of several lines", "P=\"x\nsecond line\ny\"\nLLAMA_CLOUD_API_KEY=old\n"),
        Text("neighbour of several lines, single quotes", "P='x\nsecond line\ny'\nB=2\n"),
        Text("neighbour of several lines, CRLF", "P=\"x\r\ny\"\r\nLLAMA_CLOUD_API_KEY=old\r\n"),
        Text("our name inside a neighbour of several lines", "P=\"x\nLLAMA_CLOUD_API_KEY=inside\ny\"\nB=2\n"),
        Text("private key", "P=\"-----BEGIN KEY-----\nMIIB+/==\n-----END KEY-----\"\nB=2\n"),
        Text("escaped quotes in a neighbour", "P=\"say \\\"hi\\\"\"\nLLAMA_CLOUD_API_KEY=old\n"),
        Text("longer and shorter names", "LLAMA_CLOUD_API_KEY_OLD=1\nMY_LLAMA_CLOUD_API_KEY=2\nLLAMA_CLOUD=3\n"),
        Text("name with a dot", "a.b=1\nLLAMA_CLOUD_API_KEY=old\n"),
        Text("name with a dash", "a-b=1\nLLAMA_CLOUD_API_KEY=old\n"),
        Text("name without a value", "DEBUG\nLLAMA_CLOUD_API_KEY=old\n"),
        Text("neighbour with a lone apostrophe", "A=it's\nLLAMA_CLOUD_API_KEY=old\nC=don't\n"),
        Text("quote that is never closed", "M=\"open\nLLAMA_CLOUD_API_KEY=old\n"),
        Text("quote that is never closed, in our line", "LLAMA_CLOUD_API_KEY=\"old\nA=1\n"),
        Text("merge-conflict markers", "<<<<<<< HEAD\nLLAMA_CLOUD_API_KEY=mine\n=======\nLLAMA_CLOUD_API_KEY=theirs\n>>>>>>> branch\n"),
        Text("colon for an equals sign", "A: 1\nLLAMA_CLOUD_API_KEY=old\n"),
        Text("neighbour with a command", "A=$(exit)\nLLAMA_CLOUD_API_KEY=old\n"),
        Text("neighbour that refers to ours", "LLAMA_CLOUD_API_KEY=old\nA=${LLAMA_CLOUD_API_KEY}\n"),
        Text("line over 64 KiB", $"A={new string('x', 70_000)}\nLLAMA_CLOUD_API_KEY=old\n"),
        new("Latin-1 in a comment", [.. "# cl"u8, 0xE9, .. "\nLLAMA_CLOUD_API_KEY=old\n"u8]),
        new("Latin-1 in a value", [.. "A=cl"u8, 0xE9, .. "\nLLAMA_CLOUD_API_KEY=old\n"u8]),
        new("UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("A=1\r\n")]),
        new("UTF-16, big-endian", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("A=1\r\n")]),
        new("NUL", "A=x\0y\n"u8.ToArray()),
    ];

    /// <summary>Whether the reader got all three of our variables, each exactly.</summary>
    internal bool IsReadBy(ReaderRun run) => s_values.All(v => run.Files[File].Says(v.Variable.Name, v.Value));

    internal string Describe(ReaderRun run) => $"{Case}: {string.Join(", ", s_values.Select(v => run.Files[File].Describe(v.Variable.Name)))}";

    private static EditedFile Text(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

    private static Rendering Render(byte[] before) =>
        DotenvOutput.Render(before, [.. s_values.Select(v => new Credential(v.Variable, new Secret(v.Value), "test"))], ".env");
}
