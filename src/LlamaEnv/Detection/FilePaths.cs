namespace LlamaEnv.Detection;

/// <summary>Paths that stand where the content of a file should.</summary>
internal static class FilePaths
{
    /// <summary>Folders that secrets are mounted into. Elsewhere a declared secret may mean its path, here only if its name says so.</summary>
    private static readonly string[] s_mounts =
    [
        "/run/secrets/", "/var/run/secrets/", "/run/credentials/", "/vault/secrets/", "/mnt/secrets-store/", "/mnt/secrets/", "/etc/secrets/", "/secrets/", "/kv/", "/bindings/", "/platform/bindings/",
        "/cnb/bindings/", @"C:\ProgramData\Docker\secrets\", "C:/ProgramData/Docker/secrets/",
    ];

    /// <summary>Where absolute paths begin. A key may begin with a slash: one in 64 of Base64 does.</summary>
    private static readonly string[] s_roots =
    [
        "/builds/", "/home/", "/Users/", "/root/", "/tmp/", "/private/", "/run/", "/var/", "/etc/", "/opt/", "/mnt/", "/media/", "/usr/", "/srv/", "/dev/", "/proc/", "/app/", "/data/", "/config/",
        "/github/", "/__w/", "/__t/", "/agent/", "/azp/", "/vsts/", "/_work/", "/workspace/", "/workspaces/", "/buildkite/", "/codebuild/", "/drone/", "/woodpecker/", "/bitbucket/", "/codefresh/", "/harness/", "/go/", "/kaniko/",
        "/jenkins/", "/teamcity/", "/c/Users/", "/d/a/", "~/", "./", "../", @"~\", @".\", @"..\",
    ];

    private static readonly string[] s_extensions =
    [
        ".txt", ".key", ".pem", ".json", ".env", ".secret", ".token", ".tmp", ".conf", ".cfg", ".ini", ".yaml", ".yml", ".properties", ".p12", ".pfx", ".crt", ".cer", ".gpg", ".asc", ".enc", ".b64", ".toml",
    ];

    /// <summary>Whether it is a file of a kind that only ever holds a secret: a mounted one, or what a CI system makes of a variable of type File.</summary>
    internal static bool IsMounted(ReadOnlySpan<char> text)
    {
        if (!CanBePath(text))
            return false;

        ReadOnlySpan<char> path = ReferenceText.StartsWith(text, "file:") ? StripScheme(text) : text;
        foreach (string mount in s_mounts)
        {
            if (path.Length > mount.Length && path.StartsWith(mount, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        // GitLab's /builds/GROUP/PROJECT.tmp/NAME, and the folder that Azure Pipelines downloads secure files to.
        return IsAbsolute(path) && (path.Contains(".tmp/", StringComparison.Ordinal) || path.Contains(@".tmp\", StringComparison.Ordinal)
            || path.Contains("/_temp/", StringComparison.Ordinal) || path.Contains(@"\_temp\", StringComparison.Ordinal));
    }

    /// <summary>Whether it is plainly a path: it begins at a well-known folder or a drive, or is one of a file with a well-known extension.</summary>
    internal static bool IsPath(ReadOnlySpan<char> text)
    {
        if (!CanBePath(text))
            return false;
        if (IsMounted(text) || ReferenceText.StartsWith(text, "file:") || IsDrive(text) || text.StartsWith(@"\\", StringComparison.Ordinal))
            return true;

        foreach (string root in s_roots)
        {
            if (text.Length > root.Length && text.StartsWith(root, StringComparison.Ordinal))
                return true;
        }

        return HasExtension(text) || EndsInVariableName(text);
    }

    /// <summary>One line, and not a URL of another machine.</summary>
    private static bool CanBePath(ReadOnlySpan<char> text) =>
        text.ContainsAny('/', '\\') && CharacterSets.Cover(text, static c => !char.IsControl(c) && c is not ('<' or '>' or '|' or '"')) && !text.StartsWith("//", StringComparison.Ordinal)
        && (!text.Contains("://", StringComparison.Ordinal) || ReferenceText.StartsWith(text, "file:"));

    private static bool IsAbsolute(ReadOnlySpan<char> text) => text[0] == '/' || IsDrive(text);

    private static bool IsDrive(ReadOnlySpan<char> text) => text.Length > 3 && char.IsAsciiLetter(text[0]) && text[1] == ':' && text[2] is '\\' or '/';

    private static ReadOnlySpan<char> StripScheme(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> path = text["file:".Length..];
        return path.StartsWith("///", StringComparison.Ordinal) ? path[2..] : path;
    }

    private static bool HasExtension(ReadOnlySpan<char> text)
    {
        foreach (string extension in s_extensions)
        {
            if (text.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>CI systems call the file as the variable.</summary>
    private static bool EndsInVariableName(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> name = text[(text.LastIndexOfAny('/', '\\') + 1)..];
        return text[0] is '/' or '\\' && name.Contains('_') && ReferenceText.IsName(name) && NameTokens.IsCredential(name);
    }
}
