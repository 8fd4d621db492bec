using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Ci;
using LlamaEnv.Files.Guards;
using LlamaEnv.Files.IO;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Files.Sources;
using LlamaEnv.Files.Wiring;
using LlamaEnv.Resolving;
using LlamaEnv.Sources;
using LlamaEnv.Validation;

namespace LlamaEnv.Files;

/// <summary>The one entry point: source → resolve → validate → render → write.</summary>
public static class Injector
{
    /// <summary>
    /// Resolves the credentials, checks them, and writes them to every output, or to none if anything is wrong. Output
    /// files that already say the same are not touched.
    /// </summary>
    /// <param name="settings">What the project or command line asks for.</param>
    /// <param name="baseDirectory">The absolute directory that relative paths in <paramref name="settings"/> start from.</param>
    /// <param name="host">The machine.</param>
    /// <param name="cancellationToken">Ends a wait for a lock; what is being written is finished.</param>
    /// <returns>What was done and found. Nothing that a user can cause is thrown.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before anything was written.</exception>
    public static InjectResult Inject(Settings settings, string baseDirectory, HostEnvironment host, CancellationToken cancellationToken = default) =>
        Inject(settings, baseDirectory, host, answers: null, cancellationToken);

    /// <summary>The same as a part of a build, which asks slow sources once for all its projects.</summary>
    internal static InjectResult Inject(Settings settings, string baseDirectory, HostEnvironment host, ISourceAnswers? answers, CancellationToken cancellationToken)
    {
        List<Diagnostic> diagnostics = ImpossibleText.Find(settings);
        if (diagnostics.Count > 0)
            return new InjectResult([], [], [], diagnostics).Redact(host);

        ResolutionPlan resolving = ResolutionPlan.Make(settings, baseDirectory, host, SourceList.All, diagnostics) with { Answers = answers };
        Plan plan = Plan.Make(settings, resolving, host, diagnostics);
        diagnostics.AddRange(LogGuard.Check(settings, baseDirectory, resolving.EnvFile, resolving.Variables, host));
        if (HasError(diagnostics))
            return new InjectResult([], [], [], diagnostics.ConvertAll(plan.ApplySeverity)).Redact(host);

        Resolution resolution = Resolver.Resolve(resolving, host, CiSystem.FindRun(host), variable => WrongNameSearch.Find(variable, resolving, host), cancellationToken);
        diagnostics.AddRange(resolution.Diagnostics);
        bool isTold = settings.InBuild && plan.Outputs.Contains(OutputKind.Dotenv);
        BuildRecord? build = isTold ? BuildRecord.Of(settings, resolving, resolution) with { Writer = LastWriter.PathBeside(GitStamp.PathOf(settings, baseDirectory)) } : null;
        BuildRecord? writer = LastWriter.Find(build?.Writer, plan.EnvFile);
        ProjectWiring wiring = ProjectWiring.Check(plan, settings, HasError(diagnostics) ? [] : resolution.Credentials, build, writer, host);
        if (wiring.Finding is not null)
            diagnostics.Add(wiring.Finding);
        if (!HasError(diagnostics))
            diagnostics.AddRange(NearbyFiles.Check(plan, settings, [.. Variable.All, .. resolving.Variables], resolution.Credentials));
        IReadOnlyList<Credential> written = plan.SelectWritten(resolution.Credentials);
        List<OutputFile> files = HasError(diagnostics) || written.Count == 0
            ? []
            : Write(plan, written, settings, host, diagnostics, cancellationToken);
        diagnostics = diagnostics.ConvertAll(plan.ApplySeverity);
        build = build is null || HasError(diagnostics) ? null : build with { ReadsUserSecrets = plan.KeepsSetBack(resolution.Credentials), Origin = wiring.Origin, Written = FileReader.StampOf(plan.EnvFile) };
        if (build is not null && !settings.DryRun && written.FirstOrDefault(static c => c.Variable == Variable.ApiKey) is { } key)
            LastWriter.Keep(build, writer, isOwn: key.File != plan.EnvFile);
        return new InjectResult(resolution.Credentials, resolution.Trace, HasError(diagnostics) ? [] : files, diagnostics)
        {
            IsForStart = plan.Outputs.Contains(OutputKind.Run),
            Note = wiring.Note,
            Record = build?.Encode() ?? "",
        }.Redact(host);
    }

    /// <summary>Renders every output and asks every guard before it writes the first.</summary>
    private static List<OutputFile> Write(Plan plan, IReadOnlyList<Credential> credentials, Settings settings, HostEnvironment host, List<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        List<OutputUpdate> updates = [.. OutputUpdate.Plan(plan, credentials, host)];
        diagnostics.AddRange(Guard.CheckClientApp(updates, plan));
        List<FileChange> changes = [];
        GitStamp stamp = GitStamp.Read(GitStamp.PathOf(settings, plan.BaseDirectory));
        foreach (OutputUpdate update in updates)
        {
            Try(diagnostics, () => diagnostics.AddRange(update.Prepare()));
            if (update.IsDue)
                changes.Add(update.ToChange());

            (IReadOnlyList<Diagnostic> findings, FileChange? gitignore) = Guard.Check(update, plan, host, stamp, settings.AddToGitignore, cancellationToken);
            diagnostics.AddRange(findings);
            if (gitignore is not null)
                changes.Add(gitignore);
        }

        List<OutputFile> files = [.. updates.Select(u => u.ToFile()), .. changes.Where(c => updates.All(u => u.Path != c.Path)).Select(c => new OutputFile(c.Path, Changed: true))];
        if (settings.DryRun || HasError(diagnostics.ConvertAll(plan.ApplySeverity)))
            return files;

        if (changes.Count > 0 && diagnostics.Exists(d => d.Severity == DiagnosticSeverity.Warning) && settings.FindMoreWarningsAsErrors is { } find)
        {
            plan.WarningsAsErrors.UnionWith(find());
            if (HasError(diagnostics.ConvertAll(plan.ApplySeverity)))
                return files;
        }

        stamp.Save();
        if (changes.Count == 0)
            return files;

        // What was to change may have been changed by somebody else while this run waited for the lock.
        IReadOnlyCollection<string> replaced = [];
        Try(diagnostics, () =>
        {
            replaced = FileTransaction.Commit(changes, cancellationToken);
            updates.ForEach(u => u.ReportOutcome(diagnostics));
        });
        return [.. files.Select(f => f with { Changed = replaced.Contains(f.Path) })];
    }

    private static void Try(List<Diagnostic> diagnostics, Action action)
    {
        try
        {
            action();
        }
        catch (DiagnosticException e)
        {
            diagnostics.Add(e.Diagnostic);
        }
    }

    private static bool HasError(List<Diagnostic> diagnostics) => diagnostics.Exists(d => d.Severity == DiagnosticSeverity.Error);
}
