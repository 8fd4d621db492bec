using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Cloud.Rotation;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files;
using LlamaEnv.Files.Sources;
using LlamaEnv.Tool.Projects;

namespace LlamaEnv.Tool.Commands;

/// <summary>The outputs of this machine, written as <c>inject</c> writes them: all or none, with every guard.</summary>
/// <param name="names">Which.</param>
/// <param name="record">The rotation.</param>
/// <param name="readsProject">Whether the project of the folder counts.</param>
/// <param name="host">The machine.</param>
/// <param name="store">The store, whose profile they get.</param>
internal sealed class LocalOutputs(IReadOnlyList<string> names, RotationRecord record, bool readsProject, HostEnvironment host, ProfileStore store) : IRotationOutput
{
    private Settings? _settings;

    public string Name { get; } = string.Join(", ", names);

    public bool IsElsewhere => false;

    public IReadOnlyList<Diagnostic> Check(CancellationToken cancellationToken) => Inject(isDryRun: true, out _, cancellationToken);

    public IReadOnlyList<Diagnostic> Write(Secret key, CancellationToken cancellationToken)
    {
        IReadOnlyList<Diagnostic> findings = Inject(isDryRun: false, out InjectResult? result, cancellationToken);
        return result is null || !result.Succeeded || result.Credentials.Any(c => c.Variable == Variable.ApiKey && c.Value == key) ? findings
            : [.. findings, Findings.PlaceNotUpdated(Name, "the profile got another key in the meantime", "Look at 'dotnet llama-env auth get'")];
    }

    private IReadOnlyList<Diagnostic> Inject(bool isDryRun, out InjectResult? result, CancellationToken cancellationToken)
    {
        result = null;
        if (!ApiUrl.AreSame(store.ListEnvironments().Current.ApiUrl, record.ApiUrl))
            return [Findings.OtherEnvironment(record.Profile, record.ApiUrl)];
        if (!Directory.Exists(record.Directory))
            return [Findings.PlaceNotReady(Name, $"the folder {record.Directory}, in which the rotation was begun, is gone", "Make it again")];

        _settings ??= ReadSettings(cancellationToken);
        // What is in the environment is for programs of this shell; the outputs get what the profile has.
        HostEnvironment machine = host with { Variables = [.. host.Variables.Where(static v => !v.Key.StartsWith("LLAMA_", StringComparison.OrdinalIgnoreCase))] };
        result = Injector.Inject(_settings with { DryRun = isDryRun }, record.Directory, machine, cancellationToken);
        return result.Diagnostics;
    }

    private Settings ReadSettings(CancellationToken cancellationToken)
    {
        Settings settings = new();
        if (readsProject && ProjectLocation.Find(null, record.Directory) is { } project)
            settings = ProjectSettings.Evaluate(project, host, cancellationToken).Settings ?? throw new DiagnosticException(Findings.ProjectUnreadable(project.File, "it cannot be evaluated; 'dotnet build' says why"));
        return settings.OverriddenBy(new Settings { [Setting.Sources] = [ProfileSource.Name], [Setting.Profile] = record.Profile, [Setting.Outputs] = names });
    }
}
