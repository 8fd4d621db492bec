using FsCheck;
using FsCheck.Fluent;

namespace LlamaEnv.Files.Tests.Outputs;

/// <summary>A .env file put together from pieces that have fooled readers and writers of such files.</summary>
internal sealed record NastyDotenv(byte[][] Pieces, IReadOnlyList<Credential> Credentials)
{
    private static readonly byte[][] s_pieces =
    [
        .. new[]
        {
            "", " ", "\t", "#", "# comment", "  # indented", "#\\", "# ends in a backslash \\", "A=1", "A=", "A=  ", "B = spaced ", "C=x # c", "C=x#c", "export D=1", "export D", "DEBUG",
            "LLAMA_CLOUD_API_KEY=old", "LLAMA_CLOUD_API_KEY = old", "LLAMA_CLOUD_API_KEY=", "LLAMA_CLOUD_API_KEY", "export LLAMA_CLOUD_API_KEY", "export\tLLAMA_CLOUD_API_KEY=old", "\tLLAMA_CLOUD_API_KEY=old",
            "LLAMA_CLOUD_API_KEY=old # c", "LLAMA_CLOUD_API_KEY='old' # c \\", "LLAMA_CLOUD_API_KEY=#c", "LLAMA_CLOUD_API_KEY=\"old\"", "LLAMA_CLOUD_API_KEY=`old`", "LLAMA_CLOUD_API_KEY=\"old", "LLAMA_CLOUD_API_KEY='", "LLAMA_CLOUD_API_KEY=\"a\nb\"",
            "LLAMA_CLOUD_API_KEY='a\r\nb' # c", "#LLAMA_CLOUD_API_KEY=x", "# LLAMA_CLOUD_API_KEY=x", "LLAMA_CLOUD_API_KEY_2=x", "MY_LLAMA_CLOUD_API_KEY=x", "llama_cloud_api_key=x", "'LLAMA_CLOUD_API_KEY'=x", "LLAMA_CLOUD_API_KEY: x",
            "LLAMA_CLOUD_BASE_URL=https://old", " export  LLAMA_CLOUD_BASE_URL = 'https://old' # c", "LLAMA_AGENTS_PROJECT_ID=old", "LLAMA_AGENTS_PROJECT_ID=\"old\" junk", "LLAMA_AGENTS_PROJECT_ID='a\\'b'",
            "DECLARED=old", "DECLARED='a b'", "DECLARED=\"it's\" # c", "Q=it\\'s", "Q='C:\\dir\\'", "Q=$'a\\'b'", "Q=f(x)", "Q=<<END", "Q=a|", "Q=`a", "Q='''a", "M=\"open", "M='open", "M=`open", "N=\"a\nLLAMA_CLOUD_API_KEY=inside\nb\"", "N='a\r\nLLAMA_CLOUD_BASE_URL=inside'", "Q=\"a\\\"b\"", "Q='it\\'s'", "Q=it's", "R=x\"", "R=x'", "S=\"x\" # c \"", "T='x' y'", "end\"", "end'", "\"", "'", "\\", "=", "=x", "a.b=1", "a-b=1",
            "<<<<<<< HEAD", "=======", ">>>>>>> other", "||||||| base", "; ini", "U=${X}", "U=$(id)", "V=\\", "W=é東🦙", "\uFEFF", "\u0085", "\u2028", "\0x"[1..],
        }.Select(Bytes.Of),
        [0xE9], [(byte)'#', 0xE9], [(byte)'X', (byte)'=', 0xFF, 0xFE], [0xC3], [0x80, (byte)'='], [0xFE, 0xFF], [0xFF, 0xFE], Bytes.Bom,
    ];

    private static readonly byte[][] s_lineEnds = ["\n"u8.ToArray(), "\n"u8.ToArray(), "\r\n"u8.ToArray(), "\r"u8.ToArray(), [], " "u8.ToArray()];

    private static readonly Gen<byte[]> s_random = Gen.Choose(1, 255).Select(b => (byte)b).ArrayOf(6);

    /// <summary>Pieces with one kind of line end, or with any; now and then a byte order mark first.</summary>
    private static Gen<byte[][]> Files { get; } =
        from isMixed in Gen.Elements(true, false)
        from one in Gen.Elements(s_lineEnds[..4])
        from hasBom in Gen.Frequency((1, Gen.Constant(true)), (6, Gen.Constant(false)))
        from lines in (from piece in Gen.Frequency((12, Gen.Elements(s_pieces)), (1, s_random))
                       from end in Gen.Elements(s_lineEnds)
                       select (Piece: piece, End: end)).ListOf().Select(l => l.ToArray())
        from isOpen in Gen.Elements(true, false)
        select (byte[][])[.. hasBom ? [Bytes.Bom] : Array.Empty<byte[]>(), .. lines.Select((l, i) => Bytes.Concat(l.Piece, isOpen && i == lines.Length - 1 ? [] : isMixed ? l.End : one))];

    private static Gen<string> SafeValues { get; } =
        from first in Gen.Elements("ABCxyz0189_./:@%+,?!-é東".ToCharArray())
        from rest in Gen.Elements("ABCxyz0189_./:@%+,?!-=é東".ToCharArray()).ListOf()
        select first + new string([.. rest]);

    /// <summary>A value that stands in quotes, which can pair with one that somebody left open.</summary>
    private static Gen<string?> DeclaredValues { get; } = Gen.Elements(null, "plain", "two words", "a#b", "$x", "it's", "{\"a\": 1}", "x;y");

    public static Gen<NastyDotenv> All { get; } =
        from pieces in Files
        from key in SafeValues
        from url in SafeValues
        from project in Gen.Frequency((2, SafeValues.Select(v => (string?)v)), (1, Gen.Constant((string?)null)))
        from declared in DeclaredValues
        select new NastyDotenv(pieces, [.. Given.Set(key, url, project), .. declared is null ? Array.Empty<Credential>() : [new Credential(new Variable("DECLARED", IsSecret: true), new Secret(declared), "test")]]);

    public byte[] Content { get; } = Bytes.Concat(Pieces);

    public static IEnumerable<NastyDotenv> Shrink(NastyDotenv file)
    {
        foreach (byte[][] pieces in Check.WithoutOne(file.Pieces))
            yield return new NastyDotenv(pieces, file.Credentials);
        if (file.Credentials.Any(c => c.Value.Length > 1))
            yield return new NastyDotenv(file.Pieces, [.. file.Credentials.Select((c, i) => c.Variable.Name == "DECLARED" ? c : c with { Value = new Secret($"{i}") })]);
        if (file.Credentials.Count > 2)
            yield return new NastyDotenv(file.Pieces, [.. file.Credentials.Take(2)]);
    }

    public override string ToString() => $"{Bytes.Show(Content)}  with  {string.Join(", ", Credentials.Select(c => $"{c.Variable}={c.Value.Reveal()}"))}";
}
