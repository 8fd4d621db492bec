namespace LlamaEnv.Outputs;

/// <summary>Where user secrets are kept: the rules of the .NET configuration system's <c>PathHelper</c>.</summary>
internal static class UserSecretsLocation
{
    internal static string PathOf(string id, HostEnvironment host)
    {
        if (host.Get("APPDATA") is { Length: > 0 } appData)
            return Path.Combine(appData, "Microsoft", "UserSecrets", id, "secrets.json");

        string? home = host.Get("HOME") is { Length: > 0 } set ? set : host.HomeDirectory.Length > 0 ? host.HomeDirectory : host.Get("DOTNET_USER_SECRETS_FALLBACK_DIR");
        return Path.GetFullPath(Path.Combine(home ?? "", ".microsoft", "usersecrets", id, "secrets.json"), host.CurrentDirectory);
    }
}
