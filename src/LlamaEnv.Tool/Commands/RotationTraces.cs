using LlamaEnv.Cloud.Rotation;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Tool.Projects;
using LlamaEnv.Validation;

namespace LlamaEnv.Tool.Commands;

/// <summary>What a rotation cannot change and still has, takes or expects the old key.</summary>
/// <param name="folder">The settings of the folder.</param>
/// <param name="host">The machine.</param>
/// <param name="record">The rotation, as far as it has come.</param>
/// <param name="commands">How the profile's key gets to a place.</param>
/// <param name="newKey">The profile's key.</param>
internal sealed class RotationTraces(FolderSettings folder, HostEnvironment host, RotationRecord record, ProfileCommands commands, Secret newKey)
{
    private readonly ProfileCommands _commands = folder.In(record.Directory, commands);

    /// <summary>A warning for each.</summary>
    /// <param name="oldKey">The key that was replaced; null in a run that goes on, and knows it by its fingerprint.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal IReadOnlyList<Diagnostic> Find(Secret? oldKey, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(record.Directory))
            return [];

        Settings settings = Read(out Diagnostic? failure, cancellationToken);
        OldKey? old = oldKey is { } key ? new OldKey(key) : record.OldKeyFingerprint is { } text && KeyFingerprint.Parse(text) is { } fingerprint ? new OldKey(fingerprint) : null;
        Diagnostic[] next = oldKey is { } replaced ? [.. FindNext(settings, replaced, cancellationToken)] : [];
        return
        [
            .. failure is null ? (Diagnostic[])[] : [failure], .. PinnedKeys.Find(settings, host, oldKey, newKey), .. next,
            .. old is null ? [] : StaleCopies.Find(settings, record.Directory, host, old, record, _commands, next.Select(static finding => finding.File).OfType<string>()),
        ];
    }

    /// <summary>Without those of the project the files have their usual places; what else it has is not seen.</summary>
    private Settings Read(out Diagnostic? failure, CancellationToken cancellationToken)
    {
        failure = null;
        try
        {
            return folder.Of(record.Directory, cancellationToken);
        }
        catch (DiagnosticException e)
        {
            failure = Findings.ProjectNotSeen(e.Diagnostic);
        }

        return new Settings();
    }

    /// <summary>Where the next build takes its key from, if that is not the new one: what was written is lost then.</summary>
    private IEnumerable<Diagnostic> FindNext(Settings settings, Secret oldKey, CancellationToken cancellationToken)
    {
        string[] outputs = [.. record.Outputs.Where(static text => OutputKind.All.Any(kind => kind.Locate is not null && string.Equals(kind.Name, text, StringComparison.OrdinalIgnoreCase)))];
        if (outputs.Length == 0)
            yield break;

        InjectResult build = Injector.Inject(
            settings.With(Setting.Outputs, OutputKind.None.Name).With(Setting.Missing, "ignore").Without(Setting.KeyFingerprint), record.Directory, host, cancellationToken);
        if (build.Credentials.FirstOrDefault(static c => c.Variable == Variable.ApiKey) is { } key && key.Value != newKey)
            yield return Findings.NextBuildTakesOther(key, key.Value == oldKey, outputs, _commands);
    }
}
