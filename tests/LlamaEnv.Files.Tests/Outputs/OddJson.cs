using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace LlamaEnv.Files.Tests.Outputs;

/// <summary>
/// Valid JSON as people and tools leave it: comments wherever the framework reads them (not before a colon), trailing commas, names twice, escapes, any layout.
/// Values under our names are <c>OLD</c> and a number, so that a test can tell them from the rest.
/// </summary>
internal sealed record OddJson(int Seed, int Size, bool IsLaunchSettings)
{
    private static readonly string[] s_others = ["Logging", "a", "b:c", "é東", "", "llama", "LLAMA_CLOUD_API_KEY_2", "\\n", "$schema", "ConnectionStrings:Default"];

    private static readonly string[] s_secretNames =
    [
        "LLAMA_CLOUD_API_KEY", "llama_cloud_api_key", "LlamaCloud:ApiKey", "LLAMACLOUD:APIKEY", "LLAMA_CLOUD_BASE_URL", "LlamaCloud:BaseUrl", "LLAMA_AGENTS_PROJECT_ID", "LlamaCloud:ProjectId",
    ];

    public static Gen<OddJson> All(bool isLaunchSettings) =>
        from seed in Gen.Choose(0, int.MaxValue)
        from size in Gen.Choose(0, 6)
        select new OddJson(seed, size, isLaunchSettings);

    public static IEnumerable<OddJson> Shrink(OddJson json) => json.Size > 0 ? [new OddJson(json.Seed, json.Size - 1, json.IsLaunchSettings), new OddJson(json.Seed + 1, json.Size - 1, json.IsLaunchSettings)] : [];

    public byte[] Content { get; } = new Writer(new Random(Seed), Size).Write(IsLaunchSettings);

    public override string ToString() => $"{Seed}/{Size}: {Bytes.Show(Content)}";

    private sealed class Writer(Random random, int size)
    {
        private readonly string _lineEnd = Pick(random, "\n", "\n", "\r\n", "", "\r");
        private readonly string _unit = Pick(random, "  ", "    ", "\t", " ", "", " \t", new string(' ', 130));
        private readonly bool _hasComments = random.Next(2) == 0;
        private readonly bool _isLoose = random.Next(3) == 0;
        private readonly string _gap = Pick(random, " ", "", "  ");

        public byte[] Write(bool isLaunchSettings)
        {
            string root = Noise(0) + (isLaunchSettings ? Root() : Secrets()) + Noise(0) + Pick(random, "", _lineEnd);
            return [.. random.Next(5) == 0 ? Bytes.Bom : [], .. Bytes.Of(root)];
        }

        private static string Pick(Random random, params ReadOnlySpan<string> choices) => choices[random.Next(choices.Length)];

        private string Root()
        {
            List<(string, string)> members = [.. Others(1)];
            for (int i = random.Next(4) == 0 ? 0 : random.Next(1, 3); i > 0; i--)
                members.Insert(random.Next(members.Count + 1), ("profiles", Profiles()));
            return Object(members, 0);
        }

        private string Profiles()
        {
            List<(string, string)> profiles = [];
            for (int i = random.Next(size + 1); i > 0; i--)
                profiles.Add((Pick(random, "App", "Other", "IIS Express", "é"), random.Next(8) == 0 ? "null" : Profile()));
            return Object(profiles, 1);
        }

        private string Profile()
        {
            List<(string, string)> members = [.. Others(3)];
            if (random.Next(6) > 0)
                members.Insert(random.Next(members.Count + 1), ("commandName", Text(Pick(random, "Project", "Project", "project", "IISExpress", "Executable"))));
            for (int i = random.Next(4) == 0 ? 0 : random.Next(1, 3); i > 0; i--)
                members.Insert(random.Next(members.Count + 1), ("environmentVariables", Variables()));
            return Object(members, 2);
        }

        private string Variables()
        {
            List<(string, string)> members = [.. Others(4)];
            foreach (Variable variable in Variable.All)
            {
                for (int i = random.Next(3); i > 0; i--)
                    members.Insert(random.Next(members.Count + 1), (variable.Name, Old()));
            }

            return Object(members, 3);
        }

        private string Secrets()
        {
            List<(string, string)> members = [.. Others(1)];
            for (int i = random.Next(size + 1); i > 0; i--)
            {
                (string, string) member = random.Next(4) == 0
                    ? (Pick(random, "LlamaCloud", "llamacloud"), Object([.. Others(2), (Pick(random, "ApiKey", "apikey", "BaseUrl", "ProjectId", "Other"), Old())], 1))
                    : (s_secretNames[random.Next(s_secretNames.Length)], Old());
                members.Insert(random.Next(members.Count + 1), member);
            }

            return Object(members, 0);
        }

        private IEnumerable<(string, string)> Others(int depth)
        {
            for (int i = random.Next(size + 1); i > 0; i--)
                yield return (s_others[random.Next(s_others.Length)], Value(depth));
        }

        private string Value(int depth) => random.Next(8) switch
        {
            0 => "null",
            1 => "true",
            2 => "-1.5e+3",
            3 => $"[{Noise(depth)}1,{Noise(depth)}\"]\"{Noise(depth)}]",
            4 when depth < 9 => Object([.. Others(depth + 1)], depth),
            5 => $"[{string.Concat(Enumerable.Repeat("[", 20))}{string.Concat(Enumerable.Repeat("]", 20))}]",
            _ => Text(Pick(random, "", "x", "{\"}", "// no comment", "/* no */", "\\", "é🦙", "a,b", "}")),
        };

        private string Old() => Pick(random, "\"OLD\"", "\"OLD\"", "987654321");

        private string Object(List<(string Name, string Value)> members, int depth)
        {
            StringBuilder text = new("{");
            for (int i = 0; i < members.Count; i++)
            {
                text.Append(_isLoose ? "" : _lineEnd + Indent(depth + 1)).Append(Noise(depth + 1)).Append(Text(members[i].Name)).Append(random.Next(8) == 0 ? " " : "").Append(':').Append(_gap).Append(Noise(depth + 1)).Append(members[i].Value).Append(Noise(depth + 1));
                if (i < members.Count - 1 || random.Next(5) == 0)
                    text.Append(',').Append(Noise(depth + 1));
            }

            if (members.Count > 0 ? !_isLoose : random.Next(2) == 0)
                text.Append(_lineEnd).Append(Indent(depth));
            return text.Append(Noise(depth)).Append('}').ToString();
        }

        /// <summary>A string, now and then with a letter as an escape.</summary>
        private string Text(string text)
        {
            int escaped = random.Next(6) == 0 && text.Length > 0 ? random.Next(text.Length) : -1;
            return $"\"{string.Concat(text.Select((c, i) => i == escaped && !char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : c is '"' or '\\' ? $"\\{c}" : c.ToString()))}\"";
        }

        private string Noise(int depth)
        {
            string end = _lineEnd.Length > 0 ? _lineEnd : "\n";
            return !_hasComments || random.Next(5) > 0 ? (_isLoose && random.Next(4) == 0 ? Pick(random, " ", "\t", _lineEnd) : "")
                : Pick(random, "/* c */", "/**/", "/*/ c */", "/***/", "/* \" { */", $"/* c{end} d */", $" // c, }}{end}{Indent(depth)}", $"//{end}", $"// /* {end}", "  ", end);
        }

        private string Indent(int depth) => _lineEnd.Length == 0 ? "" : string.Concat(Enumerable.Repeat(_unit, depth));
    }
}
