namespace LlamaEnv.Files.Llamactl;

/// <summary>Where llamactl keeps its profiles. The rules are llamactl's (0.10.3), also where one might wish for others.</summary>
internal static class StoreLocation
{
    internal static string DatabasePath(HostEnvironment host) => Path.GetFullPath(Path.Combine(Directory(host), "profiles.db"), host.CurrentDirectory);

    /// <summary>
    /// <c>LLAMACTL_CONFIG_DIR</c>, else <c>%APPDATA%\llamactl</c> on Windows, else <c>$XDG_CONFIG_HOME/llamactl</c>, else
    /// <c>~/.config/llamactl</c>, on macOS too. A leading <c>~</c> is expanded and a relative path taken as it is.
    /// </summary>
    private static string Directory(HostEnvironment host)
    {
        if (host.Get("LLAMACTL_CONFIG_DIR") is { Length: > 0 } configured)
            return ExpandHome(configured, host);

        if (host.Platform == HostPlatform.Windows)
            return Path.Combine(host.Get("APPDATA") is { Length: > 0 } appData ? appData : host.HomeDirectory, "llamactl");

        string config = host.Get("XDG_CONFIG_HOME") is { Length: > 0 } xdg ? ExpandHome(xdg, host) : Path.Combine(host.HomeDirectory, ".config");
        return Path.Combine(config, "llamactl");
    }

    private static string ExpandHome(string path, HostEnvironment host)
    {
        if (path == "~")
            return host.HomeDirectory;

        bool startsAtHome = path.StartsWith("~/", StringComparison.Ordinal)
            || (host.Platform == HostPlatform.Windows && path.StartsWith(@"~\", StringComparison.Ordinal));
        return startsAtHome ? Path.Combine(host.HomeDirectory, path[2..].TrimStart(path[1])) : path;
    }
}
