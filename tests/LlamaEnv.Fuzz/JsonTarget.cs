using System.Text;
using System.Text.Json;

namespace LlamaEnv.Fuzz;

/// <summary>User secrets and launch settings by chance: members of others stay as they are written, and JSON stays JSON.</summary>
internal sealed class JsonTarget(string root) : FuzzTarget(root)
{
    private static readonly JsonDocumentOptions s_options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 };

    private static readonly string[] s_containers = ["profiles", "environmentVariables"];

    internal override string Name => "json";

    internal override void Execute(Random random)
    {
        bool isSecrets = random.Next(2) == 0;
        Machine machine = new Machine(Root, Canary.OfLlamaCloud(random))
            .With("LlamaEnvSources", "environment;user-secrets").With("UserSecretsId", "fuzz").With("LlamaEnvOutput", isSecrets ? "user-secrets" : "launch-settings");
        if (random.Next(4) > 0)
            machine.Set("LLAMA_CLOUD_API_KEY", machine.Canary.Key);
        if (random.Next(2) == 0)
            machine.Set("LLAMA_AGENTS_PROJECT_ID", "12345678-1234-1234-1234-123456789abc");
        if (random.Next(4) == 0)
            machine.With("LlamaEnvLaunchProfile", Nasty.Text(random, 2));
        string path = isSecrets ? machine.UserSecrets : machine.LaunchSettings;
        Machine.Write(path, File(random, machine.Canary.Key));
        machine.Inject((before, after) => Keeps(before[path]!, after[path]!));
    }

    internal static byte[] File(Random random, string key)
    {
        StringBuilder text = new();
        Value(random, text, key, depth: 0);
        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        return random.Next(8) switch { 0 => [.. Encoding.UTF8.Preamble, .. bytes], 1 => Nasty.Mutate(random, bytes), _ => bytes };
    }

    private static void Value(Random random, StringBuilder text, string key, int depth)
    {
        switch (depth == 0 ? random.Next(8) == 0 ? random.Next(6) : 0 : random.Next(depth > 3 ? 4 : 6) + (depth > 3 ? 2 : 0))
        {
            case 0:
                text.Append('{').Append(Blank(random));
                for (int i = random.Next(5); i > 0; i--)
                {
                    text.Append(Quote(MemberName(random))).Append(':').Append(Blank(random));
                    Value(random, text, key, depth + 1);
                    text.Append(i > 1 || random.Next(6) == 0 ? "," : "").Append(Blank(random));
                }

                text.Append('}');
                break;
            case 1:
                text.Append("[1,").Append(Quote(Nasty.Text(random, 2))).Append(']');
                break;
            case 2:
                text.Append(random.Next(3) switch { 0 => "null", 1 => "true", _ => "1e3" });
                break;
            default:
                text.Append(Quote(random.Next(6) == 0 ? key : random.Next(3) == 0 ? "Project" : Nasty.Text(random, 3)));
                break;
        }
    }

    private static string MemberName(Random random) => random.Next(9) switch
    {
        0 => "profiles",
        1 => "commandName",
        2 => "environmentVariables",
        3 => "LLAMA_CLOUD_API_KEY",
        4 => "llama_cloud_base_url",
        5 => "LlamaCloud",
        6 => "ApiKey",
        _ => Nasty.Text(random, 2),
    };

    private static string Blank(Random random) => random.Next(8) switch { 0 => "\n", 1 => "\r\n  ", 2 => "\n\t", 3 => " // c\n", 4 => "/* c */", _ => "" };

    private static string Quote(string text) => JsonSerializer.Serialize(text.Replace("\uD800", "", StringComparison.Ordinal));

    private static void Keeps(byte[] before, byte[] after)
    {
        ReadOnlySpan<byte> old = before.AsSpan().TrimStart(Encoding.UTF8.Preamble);
        if (!old.ContainsAnyExcept(" \t\r\n"u8))
            return;

        if (Collect(old) is not { } kept)
            return; // Strings that are no text: this reader cannot tell.
        List<string> now = Collect(after.AsSpan().TrimStart(Encoding.UTF8.Preamble)) ?? throw new FuzzException("text has become none");

        // What is added is ours: members of our names, and the profile they need.
        if (!kept.All(now.Remove))
            throw new FuzzException($"a member of somebody else's has changed from{Environment.NewLine}{Encoding.UTF8.GetString(before)}{Environment.NewLine}to{Environment.NewLine}{Encoding.UTF8.GetString(after)}");
    }

    private static List<string>? Collect(ReadOnlySpan<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json.ToArray(), s_options);
            List<string> leaves = [];
            Collect(document.RootElement, "", leaves);
            return leaves;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Every value that is no object, with the names that lead to it; not those of our names.</summary>
    private static void Collect(JsonElement element, string path, List<string> leaves)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            // A null on the way to our names says that nothing is there, and gives way to what has to be.
            bool isVacancy = element.ValueKind == JsonValueKind.Null && s_containers.Contains(path.Split('/')[^1], StringComparer.OrdinalIgnoreCase);
            if (!path.Contains("LLAMA", StringComparison.OrdinalIgnoreCase) && !isVacancy)
                leaves.Add($"{path} {element.GetRawText()}");
            return;
        }

        foreach (JsonProperty member in element.EnumerateObject())
            Collect(member.Value, $"{path}/{member.Name}", leaves);
    }
}
