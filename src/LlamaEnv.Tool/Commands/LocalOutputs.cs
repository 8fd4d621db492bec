using System.Diagnostics.CodeAnalysis;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Cloud.Rotation;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files;
using LlamaEnv.Files.IO;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Files.Sources;
using LlamaEnv.Resolving;
using LlamaEnv.Tool.Projects;

namespace LlamaEnv.Tool.Commands;

/// <summary>The outputs of this machine, written as <c>inject</c> writes them: all or none, with every guard.</summary>
/// <param name="names">Which.</param>
/// <param name="record">The rotation.</param>
/// <param name="folder">The settings of its folder.</param>
/// <param name="host">The machine.</param>
/// <param name="store">The store, whose profile they get.</param>
internal sealed class LocalOutputs(IReadOnlyList<string> names, RotationRecord record, FolderSettings folder, HostEnvironment host, ProfileStore store) : IRotationOutput
{
    // What is in the environment is for programs of this shell; the outputs get what the profile has.
    private readonly HostEnvironment _machine = host with { Variables = [.. host.Variables.Where(static v => !v.Key.StartsWith("LLAMA_", StringComparison.OrdinalIgnoreCase))] };

    public IReadOnlyList<string> Names => names;

    public bool IsElsewhere => false;

    private string Shown => string.Join(", ", names);

    /// <summary>Whether the key may be the project's, and every file be written.</summary>
    public IReadOnlyList<Diagnostic> Check(CancellationToken cancellationToken)
    {
        IReadOnlyList<Diagnostic> findings = Inject(isDryRun: true, out InjectResult? result, cancellationToken);
        if (result is null || !result.Succeeded || MakePlan(Read(cancellationToken), []) is not { } plan)
            return findings;

        if (plan.Outputs.FirstOrDefault(output => !output.HoldsSecrets(plan)) is { } referring)
            return [.. findings, Findings.PlaceNotReady(referring.Name, $"it refers to {Variable.ApiKey} and holds no key ({Setting.LaunchSettingsMode.Name})", $"Leave out '--to {referring.Name}', and give the new key to what sets that variable")];

        IEnumerable<Diagnostic> obstacles = plan.Outputs.Where(static output => output.Locate is not null).Select(output => FindObstacle(output.Locate!(plan, _machine), output.HoldsSecrets(plan))).OfType<Diagnostic>();
        return [.. findings, .. obstacles.Select(obstacle => RotationAdvice.Of(obstacle, HowToLeaveOut(obstacle.File, plan, isDryRun: true)))];
    }

    /// <summary>What is written there beside the key: the project's own setting, or the profile's.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "A project, which is no secret.")]
    public IReadOnlyList<string> FindProjects(CancellationToken cancellationToken)
    {
        try
        {
            _ = Inject(isDryRun: true, out InjectResult? result, cancellationToken);
            return result?.Credentials.FirstOrDefault(static c => c.Variable == Variable.ProjectId) is { } project ? [project.Value.Reveal()] : [];
        }
        catch (DiagnosticException)
        {
            return []; // Writing says so.
        }
    }

    public IReadOnlyList<Diagnostic> Write(Secret key, CancellationToken cancellationToken)
    {
        IReadOnlyList<Diagnostic> findings = Inject(isDryRun: false, out InjectResult? result, cancellationToken);
        return result is null || !result.Succeeded || result.Credentials.Any(c => c.Variable == Variable.ApiKey && c.Value == key) ? findings
            : [.. findings, Findings.PlaceNotUpdated(Shown, "the profile got another key in the meantime", "Look at 'dotnet llama-env auth get'")];
    }

    public IReadOnlyList<Diagnostic> Verify(ExpectedKey expected, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(record.Directory))
            return [.. names.Select(name => Findings.PlaceNotSeen(name, FolderGone, "Make it again"))];

        List<Diagnostic> findings = [];
        Plan? plan;
        try
        {
            plan = MakePlan(Read(cancellationToken), findings);
        }
        catch (DiagnosticException e)
        {
            return [.. names.Select(name => Findings.PlaceNotSeen(name, e.Diagnostic))];
        }

        if (plan is null)
            return findings;

        foreach (HeldKeys held in HeldKeys.Read(plan, _machine))
        {
            if (held.Failure is { } failure)
                findings.Add(Findings.PlaceNotSeen(held.Output.Name, failure, "Make it readable"));
            else if (held.Keys.Select(expected.FindFault).OfType<string>().FirstOrDefault() is { } fault)
                findings.Add(Findings.FileLostKey(held.Path, held.Output.Name, folder.In(record.Directory, expected.Commands), fault));
        }

        return [.. findings.Where(static finding => finding.Severity == DiagnosticSeverity.Error)];
    }

    /// <summary>Null where the settings make no sense.</summary>
    private Plan? MakePlan(Settings settings, List<Diagnostic> findings)
    {
        Plan plan = Plan.Make(settings, ResolutionPlan.Make(settings, record.Directory, _machine, SourceList.All, findings), _machine, findings);
        return findings.Exists(static finding => finding.Severity == DiagnosticSeverity.Error) ? null : plan;
    }

    private static Diagnostic? FindObstacle(string path, bool isPrivate)
    {
        try
        {
            WriteAccess.Require(path, isPrivate);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Findings.CannotWrite(path, FileReader.Explain(e, path), FileReader.FixFor(e, path));
        }
    }

    private string FolderGone => $"the folder {record.Directory}, in which the rotation was begun, is gone";

    private IReadOnlyList<Diagnostic> Inject(bool isDryRun, out InjectResult? result, CancellationToken cancellationToken)
    {
        result = null;
        if (!ApiUrl.AreSame(store.ListEnvironments().Current.ApiUrl, record.ApiUrl))
            return [Findings.OtherEnvironment(record.Profile, record.ApiUrl)];
        if (!Directory.Exists(record.Directory))
            return [Findings.PlaceNotReady(Shown, FolderGone, "Make it again")];

        Settings settings = Read(cancellationToken) with { DryRun = isDryRun };
        // A project may expect a key by its fingerprint: of the new one it cannot have any yet.
        if (!isDryRun || record.Step >= RotationStep.Swapped)
            settings = settings.Without(Setting.KeyFingerprint);
        result = Injector.Inject(settings, record.Directory, _machine, cancellationToken);
        Plan? plan = result.Diagnostics.Count > 0 ? MakePlan(settings, []) : null;
        return [.. result.Diagnostics.Select(finding => RotationAdvice.Of(finding, HowToLeaveOut(finding.File, plan, isDryRun)))];
    }

    /// <summary>The output that writes the file, or all where none is known to. Without a key yet, it is not asked for again; later it is given up.</summary>
    private string HowToLeaveOut(string? file, Plan? plan, bool isDryRun)
    {
        string? writer = file is null ? null : plan?.Outputs.FirstOrDefault(output => output.Locate?.Invoke(plan, _machine) == file)?.Name;
        string[] all = writer is null ? [.. names] : [writer];
        string asked = $"leave out '{string.Join(' ', all.Select(static name => $"--to {name}"))}'";
        string begun = $"'dotnet llama-env auth rotate --finish {string.Join(' ', all.Select(static name => $"--without {name}"))}'";
        return !isDryRun ? $"give up that output with {begun}"
            : record.Step == RotationStep.Making ? asked
            : $"{asked} (of a rotation that has begun: {begun})";
    }

    private Settings Read(CancellationToken cancellationToken) =>
        folder.Of(record.Directory, cancellationToken).OverriddenBy(new Settings { [Setting.Sources] = [ProfileSource.Name], [Setting.Profile] = record.Profile, [Setting.Outputs] = names });
}
