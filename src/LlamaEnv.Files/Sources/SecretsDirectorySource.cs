using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Sources;

/// <summary>A folder with one file for each variable, as Docker, Kubernetes, systemd and the Secrets Store CSI driver mount it.</summary>
internal sealed class SecretsDirectorySource(SourceReference reference) : ISource
{
    internal const string Name = "secrets-directory";

    internal static SourceKind Kind { get; } = new(Name, SourceArgument.Path, IsDefault: false, static reference => new SecretsDirectorySource(reference)) { TakesFolder = true };

    /// <summary>The source for a program that has a folder of its own in its options.</summary>
    internal static SourceKind KindFor(string directory) =>
        new(Name, SourceArgument.None, IsDefault: true, _ => new SecretsDirectorySource(new SourceReference(Name, directory, IsNamed: true) { Path = directory }));

    public SourceReading Read(SourceContext context, CancellationToken cancellationToken)
    {
        string folder = reference.Path is { } named ? Path.GetFullPath(named, context.BaseDirectory) : FindDefault(context.Host);
        RequireFolder(folder);
        MountedSecrets secrets = MountedSecrets.Read(folder, [.. Variable.All, .. context.Declared], cancellationToken) ?? throw Broken($"{folder} was replaced each time it was read, or its link ..data leads nowhere", folder);
        return new SourceReading(variable => Find(variable, secrets, folder));
    }

    private static void RequireFolder(string folder)
    {
        try
        {
            if (!File.GetAttributes(folder).HasFlag(FileAttributes.Directory))
                throw Broken($"{folder} is a file, not a folder", folder);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DiagnosticException(Broken($"{folder} does not exist", folder).Diagnostic with { MayHeal = true });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Broken(FileReader.Explain(e, folder), folder);
        }
    }

    /// <summary>Where the platform puts them: systemd says so in a variable, containers have a fixed place.</summary>
    private static string FindDefault(HostEnvironment host) =>
        host.Get("CREDENTIALS_DIRECTORY") is { Length: > 0 } credentials ? Path.GetFullPath(credentials, host.CurrentDirectory)
        : host.Platform == HostPlatform.Windows && host.Get("PROGRAMDATA") is { Length: > 0 } data ? Path.Combine(data, "Docker", "secrets")
        : "/run/secrets";

    private static Lookup Find(Variable variable, MountedSecrets secrets, string folder)
    {
        IReadOnlyList<MountedSecret> found = secrets.Find(variable.Name);
        if (found.FirstOrDefault(static s => s.Fault is not null) is { } unreadable)
            throw Broken(unreadable.Fault!, unreadable.Path);

        MountedSecret[] given = [.. found.Where(static s => !s.Value.IsEmpty)];
        if (given.Length == 0)
            return Lookup.Absent(found.Count == 0 ? $"{folder} has no {variable}" : $"{found[0].Path} is empty");
        if (given.FirstOrDefault(s => s.Value != given[0].Value) is { } other)
            throw Broken($"{given[0].Path} and {other.Path} both stand for {variable} and say something else. Remove one", folder);

        return new Lookup(given[0].Value, $"{Name} {folder}", given[0].Path);
    }

    private static DiagnosticException Broken(string reason, string path) => new(Findings.SourceBroken(Name, reason, path));
}
