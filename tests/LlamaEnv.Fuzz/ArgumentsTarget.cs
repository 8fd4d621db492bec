using LlamaEnv.Tool.Commands;

namespace LlamaEnv.Fuzz;

/// <summary>
/// Command lines by chance, through the tool itself: an answer with a code, and none with a key. Commands that ask a server
/// are only parsed, as they end in an option that is none.
/// </summary>
internal sealed class ArgumentsTarget(string root) : FuzzTarget(root)
{
    private static readonly string[][] s_commands =
    [
        ["inject", "--no-project", "--dry-run"], ["inject", "--dry-run"], ["auth", "get"], ["auth", "use"], ["auth", "logout"], ["environments", "get"], ["environments", "delete"], ["auth"], ["environments"], [],
        ["auth", "login", "--no-such-option"], ["auth", "token", "--no-such-option"], ["projects", "get", "--no-such-option"], ["projects", "use", "--no-such-option"], ["organizations", "get", "--no-such-option"],
        ["environments", "add", "--no-such-option", "x"], ["environments", "use", "--no-such-option"],
    ];

    private static readonly string[] s_options =
        ["--to", "--env-file", "--source", "--profile", "--project", "--base-url", "--require-project", "--launch-profile", "--dry-run", "-o", "--output", "json", "yaml", "text", "--help", "-h", "-?", "--version", "--", "-", "@x", "[suggest]", "--to=", "-ojson", "--api-key", "--org"];

    private bool _isReady;

    internal override string Name => "arguments";

    internal override void Execute(Random random)
    {
        Prepare();
        Canary canary = Canary.OfLlamaCloud(random);
        List<string> arguments = [.. s_commands[random.Next(s_commands.Length)]];
        for (int i = random.Next(5); i > 0; i--)
            arguments.Add(random.Next(3) switch { 0 => s_options[random.Next(s_options.Length)], 1 => Argument(random), _ => random.Next(2) == 0 ? canary.Key : Argument(random) + canary.Key });

        using StringWriter output = new();
        using StringWriter error = new();
        int code = CommandLine.Run([.. arguments], output, error);
        if (code is not (0 or 1 or 2))
            throw new FuzzException($"exit code {code} of {string.Join(' ', arguments)}");
        foreach (string line in $"{output}{error}".Split('\n'))
            Oracle.Check(line.TrimEnd('\r'), canary, isLine: true);
    }

    /// <summary>No process is given a NUL, nor half a character.</summary>
    private static string Argument(Random random) => Nasty.RelativePath(random).Replace("\0", "", StringComparison.Ordinal).Replace("\uD800", "\uFFFD", StringComparison.Ordinal);

    private void Prepare()
    {
        if (_isReady)
            return;

        _isReady = true;
        Snapshot.Clear(Root);
        Environment.CurrentDirectory = Root;
        Environment.SetEnvironmentVariable("CI", "true");
        Environment.SetEnvironmentVariable("HOME", Root);
        Environment.SetEnvironmentVariable("LLAMACTL_CONFIG_DIR", Path.Combine(Root, "llamactl"));
        foreach (string name in (IEnumerable<string>)["LLAMA_CLOUD_API_KEY", "LLAMA_CLOUD_BASE_URL", "LLAMA_AGENTS_PROJECT_ID", "LLAMA_CLOUD_USE_PROFILE", "GITHUB_ACTIONS", "TF_BUILD"])
            Environment.SetEnvironmentVariable(name, null);
    }
}
