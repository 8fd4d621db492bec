using LlamaEnv.Diagnostics;
using LlamaEnv.Guards;
using LlamaEnv.IO;
using LlamaEnv.Outputs;
using LlamaEnv.Validation;

namespace LlamaEnv;

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
    public static InjectResult Inject(Settings settings, string baseDirectory, HostEnvironment host, CancellationToken cancellationToken = default)
    {
        List<Diagnostic> diagnostics = ImpossibleText.Find(settings);
        if (diagnostics.Count > 0)
            return new InjectResult([], [], [], diagnostics).Redact(host);

        // Of the build's own lists, such a file is none.
        settings = settings with
        {
            ShippedFiles = WithoutImpossible(settings.ShippedFiles),
            ProjectTexts = WithoutImpossible(settings.ProjectTexts),
        };
        Plan plan = Plan.Make(settings, baseDirectory, diagnostics);
        diagnostics.AddRange(LogGuard.Check(settings, plan, host));
        if (HasError(diagnostics))
            return new InjectResult([], [], [], diagnostics).Redact(host);

        Resolution resolution = Resolver.Resolve(plan, host, cancellationToken);
        diagnostics.AddRange(resolution.Diagnostics);
        // Only what is an error anyway: a build that may go without a key is not stopped by what stands beside it.
        diagnostics.AddRange(Validator.Validate(HasError(diagnostics) ? [.. resolution.Credentials, .. resolution.Spare] : resolution.Credentials, host));

        List<OutputFile> files = HasError(diagnostics) || resolution.Credentials.Count == 0
            ? []
            : Write(plan, resolution.Credentials, settings, host, diagnostics, cancellationToken);
        return new InjectResult(resolution.Credentials, resolution.Trace, HasError(diagnostics) ? [] : files, diagnostics).Redact(host);
    }

    /// <summary>Renders every output and asks every guard before it writes the first.</summary>
    private static List<OutputFile> Write(Plan plan, IReadOnlyList<Credential> credentials, Settings settings, HostEnvironment host, List<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        List<OutputUpdate> updates = [.. OutputUpdate.Plan(plan, credentials, host)];
        List<FileChange> changes = [];
        foreach (OutputUpdate update in updates)
        {
            Try(diagnostics, () => diagnostics.AddRange(update.Prepare()));
            if (update.IsDue)
                changes.Add(update.ToChange());

            (IReadOnlyList<Diagnostic> findings, FileChange? gitignore) = Guard.Check(update, plan, host, settings.AddToGitignore);
            diagnostics.AddRange(findings);
            if (gitignore is not null)
                changes.Add(gitignore);
        }

        List<OutputFile> files = [.. updates.Select(u => u.ToFile()), .. changes.Where(c => updates.All(u => u.Path != c.Path)).Select(c => new OutputFile(c.Path, Changed: true))];
        if (settings.DryRun || HasError(diagnostics) || changes.Count == 0)
            return files;

        // What was to change may have been changed by somebody else while this run waited for the lock.
        IReadOnlyCollection<string> replaced = [];
        Try(diagnostics, () => replaced = FileTransaction.Commit(changes, cancellationToken));
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

    private static IReadOnlyList<string> WithoutImpossible(IReadOnlyList<string> files) =>
        files.Any(ImpossibleText.IsImpossible) ? [.. files.Where(file => !ImpossibleText.IsImpossible(file))] : files;

    private static bool HasError(List<Diagnostic> diagnostics) => diagnostics.Exists(d => d.Severity == DiagnosticSeverity.Error);
}
