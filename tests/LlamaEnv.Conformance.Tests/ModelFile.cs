using System.Text;
using LlamaEnv.Files.Outputs;

namespace LlamaEnv.Conformance.Tests;

/// <summary>Our lines, right, among lines of others that have hidden such lines from one reader or another.</summary>
internal sealed record ModelFile(byte[] Content)
{
    internal const string Quoted = "two words";

    private static readonly string[] s_others =
    [
        "", "# comment", "# don't", "#\\", "# \"open", "; ini's", "A=1", "A=", "A=  ", "B = spaced", "C=x # it's", "C=x#y'z", "export D=1", "DEBUG", "a.b=1", "D: 'x'",
        "Q='it\\'s'", "Q='it\\'s", "Q=\"a\\\"b\"", "Q=\"a\\\"b", "Q='C:\\dir\\'", "Q=\"C:\\dir\\\"", "Q=C:\\dir\\", "Q=it's", "Q=x\"y", "Q=\"open", "Q='open", "Q=`open", "Q='x' y'", "Q=\"x\" y\"", "Q='a' # b'", "Q=\"a\" # b\"",
        "Q='''", "Q=\"\"\"", "Q='''a'''", "Q=\"\"\"a", "Q=''x''", "Q=$'a\\'b'", "Q=$'a", "Q=\"a'b\"", "Q='a\"b'", "Q=`a'b`", "Q=a`b", "Q=\"a`b\"", "Q=\\'", "Q=\\\"x\\\"", "Q=x\\\\'y", "Q='x\\\\'", "Q=\"x\\\\\"",
        "M=\"x\ny\"", "M='x\ny'", "M=\"x\nVALUE=inside\ny\"", "M='x\n\\'y\n'", "M=\"x\n\\\"y\n\"", "M=\"x\ny\" z", "M='x\ny'z'", "M=\"$(\necho\n)\"", "M=$(exit 'a", "M=${X:-'a'}", "M=\"${X:-\"a\"}\"", "M=(1 2)", "M=(1", "M=f(x)", "M=a)", "M=a;b'c;", "M=a|", "M=a &",
        "M=<<END\nx\nEND", "M=<<END\nx", "M=a <<E'O'F\nit's\nEOF", "<<<<<<< HEAD", "=======", "end'", "end\"", "'", "\"", "`", "JSON={\"a\":\"it's\"}", "JSON='{\"a\":1}'", "N=\"a\\", "N='a\\", "E=\"x\"=y", "E='x'F=y", "G=a'b'c", "G=a\"b\"c", "X=\"`echo \"a\"`\"", "X=\"a\\\nb\"",
    ];

    internal static IReadOnlyList<(string Name, string Raw, string Value)> Ours { get; } =
    [
        ("LLAMA_CLOUD_API_KEY", EditedFile.Key, EditedFile.Key),
        ("LLAMA_CLOUD_BASE_URL", "https://llama.example.test:8443/api", "https://llama.example.test:8443/api"),
        ("VALUE", $"'{Quoted}'", Quoted),
    ];

    internal static IReadOnlyList<Credential> Credentials { get; } = [.. Ours.Select(v => new Credential(new Variable(v.Name, IsSecret: true), new Secret(v.Value), "test"))];

    /// <summary>The same files on every machine; <c>LLAMAENV_TEST_CASES</c> asks for more.</summary>
    internal static IReadOnlyList<ModelFile> All { get; } = [.. Make(int.TryParse(Environment.GetEnvironmentVariable("LLAMAENV_TEST_CASES"), out int asked) ? asked : 600)];

    /// <summary>The name of the file.</summary>
    internal string File { get; init; } = "";

    /// <summary>The same, written by our output into the lines of the others.</summary>
    internal Rendering Rendering { get; private init; } = new([], []);

    internal string RenderedFile => $"rendered-{File}";

    internal bool HasBlanksForAValue => Encoding.UTF8.GetString(Content).Contains("=  \n", StringComparison.Ordinal);

    /// <summary>Where our names begin.</summary>
    internal IReadOnlyList<int> Places => [.. Ours.Select(v => Content.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"{v.Name}={v.Raw}\n")))];

    private static IEnumerable<ModelFile> Make(int count)
    {
        Random random = new(20261121);
        for (int i = 0; i < count; i++)
        {
            List<string> lines = i < s_others.Length ? [s_others[i]] : [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => s_others[random.Next(s_others.Length)])];
            Rendering rendering = DotenvOutput.Render(ToBytes(lines), Credentials, ".env");
            int at = random.Next(lines.Count + 1);
            foreach ((string name, string raw, _) in Ours)
            {
                lines.Insert(at, $"{name}={raw}");
                at = random.Next(3) == 0 ? random.Next(at + 1, lines.Count + 1) : at + 1;
            }

            yield return new ModelFile(ToBytes(lines)) { File = $"model-{i:D5}.env", Rendering = rendering };
        }
    }

    private static byte[] ToBytes(List<string> lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines) + '\n');
}
