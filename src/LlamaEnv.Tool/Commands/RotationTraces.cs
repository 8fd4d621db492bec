using LlamaEnv.Cloud.Rotation;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Tool.Projects;
using LlamaEnv.Tool.Terminal;
using LlamaEnv.Validation;

namespace LlamaEnv.Tool.Commands;

/// <summary>What a rotation cannot change and still has, takes or expects the old key.</summary>
internal static class RotationTraces
{
    /// <summary>A warning for each.</summary>
    /// <param name="folder">The settings of the folder.</param>
    /// <param name="outputs">What was asked for.</param>
    /// <param name="host">The machine; its current folder is the rotation's.</param>
    /// <param name="oldKey">The key that was replaced.</param>
    /// <param name="newKey">The profile's key.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static IReadOnlyList<Diagnostic> Find(FolderSettings folder, IReadOnlyList<string> outputs, HostEnvironment host, Secret oldKey, Secret newKey, CancellationToken cancellationToken)
    {
        Settings settings = Read(folder, host.CurrentDirectory, cancellationToken);
        Diagnostic[] next = [.. FindNext(settings, [.. outputs.Where(static text => OutputKind.All.Any(kind => kind.Locate is not null && string.Equals(kind.Name, text, StringComparison.OrdinalIgnoreCase)))], host, oldKey, newKey, cancellationToken)];
        return [.. PinnedKeys.Find(settings, host, oldKey, newKey), .. next, .. StaleCopies.Find(settings, host.CurrentDirectory, host, new OldKey(oldKey), next.Select(static finding => finding.File).OfType<string>())];
    }

    /// <summary>The same for a run that goes on, and knows the old key by its fingerprint.</summary>
    internal static IReadOnlyList<Diagnostic> Find(FolderSettings folder, RotationRecord record, HostEnvironment host, Secret newKey, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(record.Directory))
            return [];

        Settings settings = Read(folder, record.Directory, cancellationToken);
        KeyFingerprint? old = record.OldKeyFingerprint is { } text ? KeyFingerprint.Parse(text) : null;
        return [.. PinnedKeys.Find(settings, host, null, newKey), .. old is null ? [] : StaleCopies.Find(settings, record.Directory, host, new OldKey(old), [])];
    }

    private static Settings Read(FolderSettings folder, string directory, CancellationToken cancellationToken)
    {
        try
        {
            return folder.Of(directory, cancellationToken);
        }
        catch (Exception e) when (e is DiagnosticException or UsageException)
        {
            return new Settings(); // Outputs that need the project have said so; the files have their usual places.
        }
    }

    /// <summary>Where the next build takes its key from, if that is not the new one: what was written is lost then.</summary>
    private static IEnumerable<Diagnostic> FindNext(Settings settings, IReadOnlyList<string> outputs, HostEnvironment host, Secret oldKey, Secret newKey, CancellationToken cancellationToken)
    {
        if (outputs.Count == 0)
            yield break;

        InjectResult build = Injector.Inject(
            settings.With(Setting.Outputs, OutputKind.None.Name).With(Setting.Missing, "ignore").Without(Setting.KeyFingerprint), host.CurrentDirectory, host, cancellationToken);
        if (build.Credentials.FirstOrDefault(static c => c.Variable == Variable.ApiKey) is { } key && key.Value != newKey)
            yield return Findings.NextBuildTakesOther(key, key.Value == oldKey, outputs);
    }
}
