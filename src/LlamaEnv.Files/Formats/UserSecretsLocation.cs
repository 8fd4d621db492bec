namespace LlamaEnv.Files.Formats;

/// <summary>Where user secrets are kept: the rules of the .NET configuration system's <c>PathHelper</c>.</summary>
internal static class UserSecretsLocation
{
    internal static string PathOf(string id, HostEnvironment host)
    {
        if (host.Get("APPDATA") is { Length: > 0 } appData)
            return Path.Combine(appData, "Microsoft", "UserSecrets", id, "secrets.json");

        return Path.GetFullPath(Path.Combine(Root(host), ".microsoft", "usersecrets", id, "secrets.json"), host.CurrentDirectory);
    }

    private static string Root(HostEnvironment host)
    {
        if (host.Get("HOME") is { Length: > 0 } home)
            return home;

        string config = host.Get("XDG_CONFIG_HOME") is { Length: > 0 } xdg ? xdg
            : host.HomeDirectory.Length > 0 ? Path.Combine(host.HomeDirectory, ".config")
            : "";
        return config.Length > 0 ? config : host.Get("DOTNET_USER_SECRETS_FALLBACK_DIR") ?? "";
    }
}
