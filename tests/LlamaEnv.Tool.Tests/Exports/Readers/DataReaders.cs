using System.Text;
using System.Text.Json;

namespace LlamaEnv.Tool.Tests.Exports;

/// <summary>Programs and libraries that read files of data.</summary>
internal static class DataReaders
{
    private const string PrintJson = "; sys.stdout.buffer.write(b''.join((k + '=' + v + chr(0)).encode() for k, v in values.items()))";

    private const string LoadYaml =
        """
        import sys
        try:
          import yaml
        except ImportError:
          sys.exit(print('there is no PyYAML', file=sys.stderr) or 77)
        values = yaml.safe_load(open('export', 'rb'))

        """;

    internal static IReadOnlyList<ExportReader> All { get; } =
    [
        new("Node.js", "dotenv", Reader("node", "-e", "process.loadEnvFile('./export'); for (const k in process.env) process.stdout.write(k + '=' + process.env[k] + '\\0')")),
        new("jq", "json", Reader("jq", "-j", "to_entries[] | .key, \"=\", .value, \"\\u0000\"", "./export")),
        new("Python", "json", Reader(Python.Program, "-c", $"import json, sys; values = json.load(open('export', 'rb')){PrintJson}")),
        new("Node.js", "json", Reader("node", "-e", "const v = JSON.parse(require('fs').readFileSync('export', 'utf8')); for (const k in v) process.stdout.write(k + '=' + v[k] + '\\0')")),
        new("libsystemd", "systemd", Reader(Python.Program, Script("systemd_file.py"), "./export")),
        new("kubectl", "kubernetes", static path => Task.FromResult(ReadSecret(ExportReader.Start(path, "kubectl", "--kubeconfig=/dev/null", "annotate", "--local", "-f", "./export", "a=b", "-o", "json")))),
        new("PyYAML", "kubernetes", Reader(Python.Program, "-c", $"{LoadYaml}import base64\nvalues = {{k: base64.b64decode(v).decode() for k, v in values['data'].items()}}{PrintJson}")),
        new("Ruby", "kubernetes", Reader("ruby", "-ryaml", "-rbase64", "-e", "YAML.safe_load(File.read('export', encoding: 'UTF-8'))['data'].each { |k, v| print k, '=', Base64.strict_decode64(v), 0.chr }")),
        new("docker-compose 1", "compose", Reader("/usr/bin/python3", Script("compose_file.py"), "./export")),
        Compose("PyYAML", Python.Program, "-c", $"{LoadYaml}values = values['services']['llama-cloud']['environment']{PrintJson}"),
        Compose("Ruby", "ruby", "-ryaml", "-e", "YAML.safe_load(File.read('export', encoding: 'UTF-8'))['services']['llama-cloud']['environment'].each { |k, v| print k, '=', v, 0.chr }"),
    ];

    private static string Script(string name) => Repository.At("tests", "LlamaEnv.Tool.Tests", "Exports", "Readers", name);

    private static Func<string, Task<Dictionary<string, string>>> Reader(string program, params string[] arguments) =>
        path => Task.FromResult(ExportReader.Run(path, program, arguments));

    /// <summary>A reader of YAML, and the rule of Docker Compose for <c>$</c>.</summary>
    private static ExportReader Compose(string name, string program, params string[] arguments) => new(
        $"{name} and Compose's rule for `$`",
        "compose",
        path => Task.FromResult(ExportReader.Run(path, program, arguments).ToDictionary(static v => v.Key, static v => Interpolate(v.Value))))
    {
        IsReal = false,
    };

    /// <summary>Two are one; anything behind a single one would be replaced or refused.</summary>
    internal static string Interpolate(string text)
    {
        StringBuilder result = new();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '$' && ++i < text.Length && text[i] != '$')
                result.Append("(replaced)");
            else if (i == text.Length)
                result.Append("(invalid)");
            else
                result.Append(text[i]);
        }

        return result.ToString();
    }

    private static Dictionary<string, string> ReadSecret(string json) => JsonDocument.Parse(json).RootElement.GetProperty("data").EnumerateObject()
        .ToDictionary(static member => member.Name, static member => Encoding.UTF8.GetString(member.Value.GetBytesFromBase64()));
}
