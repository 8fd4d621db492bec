namespace LlamaEnv.Fuzz;

/// <summary>Everything at once: settings, environment and files by chance, a key where it belongs and often where it does not.</summary>
internal sealed class InjectTarget(string root) : FuzzTarget(root)
{
    private static readonly string[] s_words =
        ["LlamaEnvMissing", "LlamaEnvForkPullRequest", "LlamaEnvLaunchSettingsMode", "LlamaEnvAllowTracked", "LlamaEnvRequireProject", "LlamaEnvLaunchProfile", "LlamaEnvProfile", "LlamaEnvProject", "LlamaEnvBaseUrl", "UserSecretsId"];

    private static readonly string[] s_variables =
        ["LLAMA_CLOUD_BASE_URL", "LLAMA_AGENTS_PROJECT_ID", "LLAMA_CLOUD_USE_PROFILE", "LLAMA_PARSE_API_KEY", "GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "GITHUB_EVENT_NAME", "GITHUB_EVENT_PATH", "OPENAI_API_KEY", "XDG_CONFIG_HOME", "DOTNET_USER_SECRETS_FALLBACK_DIR"];

    internal override string Name => "inject";

    internal override void Execute(Random random)
    {
        Machine machine = new(Root, Canary.Of(random));
        string key = machine.Canary.Key;
        if (!machine.Canary.LooksLikeKey || random.Next(4) > 0)
            machine.Set("LLAMA_CLOUD_API_KEY", machine.Canary.LooksLikeKey && random.Next(6) == 0 ? Text(random, key) : key);
        foreach (string name in s_variables.Where(_ => random.Next(8) == 0))
            machine.Set(name, Text(random, key));
        foreach (string name in s_words.Where(_ => random.Next(8) == 0))
            machine.With(name, Text(random, key));
        if (random.Next(3) == 0)
            machine.With("LlamaEnvFile", Misplace(random, Nasty.RelativePath(random), key));
        if (random.Next(3) == 0)
            machine.With("LlamaEnvOutput", random.Next(3) == 0 ? Text(random, key) : "dotenv;user-secrets;launch-settings");
        if (random.Next(3) == 0)
            machine.With("LlamaEnvSources", random.Next(3) == 0 ? "dotenv:" + Misplace(random, Nasty.RelativePath(random), key) : random.Next(2) == 0 ? Text(random, key) : "profile:" + Text(random, key));
        if (random.Next(2) == 0)
            machine.With("UserSecretsId", random.Next(6) == 0 ? Text(random, key) : "fuzz");
        for (int i = random.Next(3); i > 0; i--)
            machine.Variables.Add(new VariableDeclaration(random.Next(2) == 0 ? "OPENAI_API_KEY" : Text(random, key), Word(random), Word(random), random.Next(4) == 0 ? Nasty.Text(random, 3) : null, random.Next(4) == 0 ? Nasty.Text(random, 3) : null));

        if (random.Next(2) == 0)
            Machine.Write(machine.EnvFile, DotenvTarget.File(random, key));
        if (random.Next(3) == 0)
            Machine.Write(machine.LaunchSettings, JsonTarget.File(random, key));
        if (random.Next(3) == 0)
            Machine.Write(machine.UserSecrets, JsonTarget.File(random, key));
        machine.Inject();
    }

    private static string? Word(Random random) => random.Next(4) switch { 0 => "true", 1 => "false", 2 => Nasty.Piece(random), _ => null };

    /// <summary>A text, and now and then the key in it.</summary>
    private static string Text(Random random, string key) => Misplace(random, Nasty.Text(random, 3), key);

    private static string Misplace(Random random, string text, string key) => random.Next(4) switch
    {
        0 => key + text,
        1 when text.Length > 0 => text.Insert(random.Next(text.Length), $"/{key}/").TrimStart('/'),
        _ => text,
    };
}
