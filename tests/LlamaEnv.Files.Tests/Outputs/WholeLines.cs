using FsCheck;
using FsCheck.Fluent;

namespace LlamaEnv.Files.Tests.Outputs;

/// <summary>A .env file of lines that each readers agree on, with what each must become: an oracle that knows no scanner. None of them takes in another, for whatever reader.</summary>
internal sealed record WholeLines(WholeLines.Line[] Lines, string LineEnd, bool HasBom, bool IsOpen)
{
    private const string Key = $"LLAMA_CLOUD_API_KEY={Given.Key}";

    private const string Url = $"LLAMA_CLOUD_BASE_URL={Given.Url}";

    private const string Project = $"LLAMA_AGENTS_PROJECT_ID={Given.Project}";

    private static readonly Line[] s_lines =
    [
        .. new[]
        {
            "", "   ", "# comment", "A=1", "A=1 # c", "export A=1", "B='x y'", "B=\"x # y\"", "C=\"a⏎LLAMA_CLOUD_API_KEY=inside⏎b\"", "#LLAMA_CLOUD_API_KEY=off", "LLAMA_CLOUD_API_KEY_2=x", "MY_LLAMA_CLOUD_BASE_URL=x", "llama_cloud_api_key=x", "D=é",
            "export LLAMA_CLOUD_API_KEY", "E=its", "F=", "G=a=b",
        }.Select(text => new Line(text, text, null)),
        new("LLAMA_CLOUD_API_KEY=old", Key, Variable.ApiKey),
        new("LLAMA_CLOUD_API_KEY = old", Key, Variable.ApiKey),
        new("LLAMA_CLOUD_API_KEY=   ", Key, Variable.ApiKey),
        new("export LLAMA_CLOUD_API_KEY=old", "export " + Key, Variable.ApiKey),
        new("  LLAMA_CLOUD_API_KEY='old'  # why ", "# why ⏎  " + Key, Variable.ApiKey),
        new("\texport\tLLAMA_CLOUD_API_KEY=\"old\"#why", "#why⏎\texport\t" + Key, Variable.ApiKey),
        new("LLAMA_CLOUD_API_KEY=old#not a comment", Key, Variable.ApiKey),
        new("LLAMA_CLOUD_API_KEY=\"a⏎b\" # c\\", "# c\\ ⏎" + Key, Variable.ApiKey),
        new("LLAMA_CLOUD_API_KEY=`old`", Key, Variable.ApiKey),
        new("LLAMA_CLOUD_BASE_URL=https://old/#fragment", Url, Variable.BaseUrl),
        new("LLAMA_CLOUD_BASE_URL", "LLAMA_CLOUD_BASE_URL", null),
        new("LLAMA_AGENTS_PROJECT_ID='old\\'s'", Project, Variable.ProjectId),
        new("LLAMA_AGENTS_PROJECT_ID=# gone", "# gone⏎" + Project, Variable.ProjectId),
    ];

    public static Gen<WholeLines> All { get; } =
        from lines in Gen.Elements(s_lines).ListOf()
        from lineEnd in Gen.Elements("\n", "\r\n", "\r")
        from hasBom in Gen.Elements(true, false)
        from isOpen in Gen.Elements(true, false)
        select new WholeLines([.. lines], lineEnd, hasBom, isOpen);

    public byte[] Before => Build([.. Lines.Select(l => l.Before)], IsOpen);

    public byte[] After
    {
        get
        {
            // Without a single line end in it, a file of one open line says nothing about its kind.
            bool isSingle = IsOpen && Lines.Length == 1 && !Lines[0].Before.Contains('⏎', StringComparison.Ordinal);
            WholeLines known = isSingle || Lines.Length == 0 ? this with { LineEnd = "\n" } : this;
            string[] appended = [.. new[] { (Variable.ApiKey, Key), (Variable.BaseUrl, Url), (Variable.ProjectId, Project) }.Where(v => Lines.All(l => l.Sets != v.Item1)).Select(v => v.Item2)];

            // An open last line stays open, unless it is empty and so no line at all.
            bool endsOpen = known.Before.Length > 0 && known.Before[^1] is not (byte)'\n' and not (byte)'\r';
            string[] lines = [.. Lines.Select(l => l.After)];
            if (Lines.Length == 0 && HasBom)
                return known.Build(["", .. appended], isOpen: true);
            if (IsOpen && !endsOpen && lines.Length > 0)
                lines = lines[..^1];
            return known.Build([.. lines, .. appended], endsOpen);
        }
    }

    public static IEnumerable<WholeLines> Shrink(WholeLines file) => Check.WithoutOne(file.Lines).Select(lines => file with { Lines = lines });

    public override string ToString() => Bytes.Show(Before);

    private byte[] Build(string[] lines, bool isOpen) =>
        [.. HasBom ? Bytes.Bom : [], .. Bytes.Of((string.Join(LineEnd, lines) + (isOpen || lines.Length == 0 ? "" : LineEnd)).Replace("⏎", LineEnd, StringComparison.Ordinal))];

    /// <param name="Before">The line; ⏎ stands for the file's line end.</param>
    /// <param name="After">What becomes of it.</param>
    /// <param name="Sets">The variable it sets.</param>
    internal sealed record Line(string Before, string After, Variable? Sets);
}
