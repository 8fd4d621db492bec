using System.CommandLine;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Cloud.Places;
using LlamaEnv.Cloud.Rotation;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Tool.Formatting;
using LlamaEnv.Tool.Projects;
using LlamaEnv.Tool.Terminal;
using LlamaEnv.Validation;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>auth rotate</c>: a new key for a profile and for every place that has the old one, and only then the end of the old one.</summary>
internal static class AuthRotateCommand
{
    private static readonly string s_local = string.Join(", ", OutputKind.All.Where(static kind => kind.Locate is not null).Select(static kind => kind.Name));

    private static readonly Argument<string?> s_name = ProfileChoice.Argument("The profile whose key to replace. Default: the current one; with --finish, all of them.");

    private static readonly Option<string[]> s_to = MakeTo();

    private static readonly Option<string?> s_revokeAfter = new("--revoke-after")
    {
        Description = "How long the old key stays valid, such as 2h or 7d; 0 is at once. Default: 0, or 24h with an output outside this machine.",
        HelpName = "DURATION",
    };

    private static readonly Option<bool> s_finish = new("--finish") { Description = "Make no key: go on with what an earlier run began, and revoke old keys whose time has come." };

    private static readonly Option<string[]> s_without = new("--without")
    {
        Description = "With --finish: an output that is gone for ever and gets no key; repeatable. The old key is revoked without it.",
        HelpName = "OUTPUT",
    };

    private static readonly Option<bool> s_noProject = new("--no-project") { Description = "Read no project file; outputs of this machine go where they go by default." };

    private static readonly Option<bool> s_json = new("--json") { Description = "Print what was done as JSON, without any key." };

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "rotate",
            "Replaces the key of a profile: makes a new one, proves it, puts it everywhere, and only then revokes the old one.",
            "dotnet llama-env auth rotate",
            "dotnet llama-env auth rotate --to dotenv --to user-secrets",
            "dotnet llama-env auth rotate --to gh:acme/app --to kubectl:prod/llama-cloud --to az:acme-vault --revoke-after 24h",
            "dotnet llama-env auth rotate --finish         # a day later, or after a run that was killed")
        {
            s_name,
            s_to,
            s_revokeAfter,
            s_finish,
            s_without,
            s_noProject,
            s_json,
        };
        command.SetStoreAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(StoreContext context)
    {
        RotationOutcome outcome = new();
        try
        {
            await RotateAsync(context, outcome);
        }
        catch (DiagnosticException e)
        {
            outcome.Errors.Add(e.Diagnostic);
        }
        catch (OperationCanceledException)
        {
            if (context.Parsed.GetValue(s_json))
            {
                outcome.Errors.Add(Findings.RotationCancelled(outcome.Reports.Any(static report => report.State == RotationState.Unfinished)));
                WriteJson(context, outcome);
            }
            else if (outcome.Reports.Any(static report => report.State == RotationState.Unfinished))
                context.Terminal.WriteStatus("the rotation is not finished; 'dotnet llama-env auth rotate' goes on with it");
            throw;
        }

        // What was asked to end, and failed at what it waited for, has ended as it was asked to.
        bool isCancelled = context.CancellationToken.IsCancellationRequested && outcome.Errors.Count > 0;
        if (context.Parsed.GetValue(s_json))
        {
            WriteJson(context, outcome);
        }
        else
        {
            context.ReportWarnings();
            foreach (string line in outcome.Describe(context.Parsed.GetValue(s_finish)))
                context.Terminal.WriteStatus(line);
            context.Terminal.Write(outcome.Errors);
        }

        return isCancelled ? throw new OperationCanceledException(context.CancellationToken) : outcome.Errors.Count == 0 ? 0 : 1;
    }

    private static void WriteJson(StoreContext context, RotationOutcome outcome)
    {
        RotationDocument.Of(outcome, context.Store.Warnings).Write(context.Terminal, OutputFormat.Json);
        context.Store.Warnings.Clear();
    }

    private static Task RotateAsync(StoreContext context, RotationOutcome outcome)
    {
        Arguments.RefuseEmpty(context.Parsed, s_to);
        Arguments.RefuseEmpty(context.Parsed, s_without);
        TimeSpan? wait = context.Parsed.GetValue(s_revokeAfter) is { } text ? Duration.Parse("--revoke-after", text) : null;
        string[] outputs = [.. SettingParser.SplitList(context.Parsed.GetValue(s_to) ?? [])];
        string[] without = [.. SettingParser.SplitList(context.Parsed.GetValue(s_without) ?? [])];
        if (!context.Parsed.GetValue(s_finish))
        {
            return without.Length > 0
                ? throw new UsageException("--without leaves out an output of a rotation that was begun; it can be used with --finish only.")
                : BeginAsync(context, outputs, wait, outcome);
        }

        return outputs.Length > 0
            ? throw new UsageException("--finish goes on with the outputs of the run that it finishes; --to cannot be used with it.")
            : FinishAsync(context, without, wait, outcome);
    }

    private static async Task BeginAsync(StoreContext context, string[] outputs, TimeSpan? wait, RotationOutcome outcome)
    {
        StoredProfile profile = Choose(context);
        RotationRecord wanted = new()
        {
            Profile = profile.Name,
            ApiUrl = profile.ApiUrl,
            KeyName = "",
            RowBeside = "",
            Outputs = outputs,
            Directory = context.Host.CurrentDirectory,
            Started = default,
        };
        FolderSettings folder = FolderOf(context);
        _ = OutputsOf(context, folder, wanted); // What is none is refused before anything is opened.
        context.Store.RequireWritable();
        using RotationJournal journal = RotationJournal.Open(context.Store.Path, context.CancellationToken);
        foreach (RotationRecord other in UnfinishedRotations.Read(journal, context.Store).Where(record => !record.IsOf(profile.Name, profile.ApiUrl)))
        {
            if (other.RowBeside == profile.Name)
                throw new DiagnosticException(Findings.RowBesideChosen(profile.Name, other.Profile));
            context.Store.Warnings.Add(Findings.RotationElsewhere(other.Profile, other.ApiUrl, other.KeyName));
        }

        KeyRotation rotation = new(context.Host, Environment.MachineName, context.Store, journal, record => OutputsOf(context, folder, record), TimeProvider.System, context.CancellationToken);
        bool isTold = false;
        try
        {
            await rotation.RotateAsync(profile, wanted, wait, outcome.Add);
            isTold = WarnOfTraces(context, folder, outcome);
        }
        finally
        {
            // A run that only finishes begins with the new key, which is where it should be.
            RotationRecord reached = outcome.Reports.LastOrDefault(report => report.Record.IsOf(profile.Name, profile.ApiUrl))?.Record ?? wanted;
            if (!isTold && profile.ApiKey is { IsEmpty: false } oldKey && context.Store.Find(profile)?.ApiKey is { IsEmpty: false } newKey && newKey != oldKey)
                context.Store.Warnings.AddRange(TracesOf(context, folder, reached, newKey).Find(oldKey, CancellationToken.None));
        }
    }

    /// <summary>What a rotation that went on leaves: told when the places got the key, and when the old one ended.</summary>
    private static bool WarnOfTraces(StoreContext context, FolderSettings folder, RotationOutcome outcome)
    {
        if (outcome.Reports is not [.., { IsContinued: true, Record: var record } report] || !(report.HasWritten || report.IsRevoked) || context.Store.Find(record.Profile, record.ApiUrl)?.ApiKey is not { IsEmpty: false } key)
            return false;

        context.Store.Warnings.AddRange(TracesOf(context, folder, record, key).Find(null, context.CancellationToken));
        return true;
    }

    private static RotationTraces TracesOf(StoreContext context, FolderSettings folder, RotationRecord record, Secret newKey) =>
        new(folder, context.Host, record, record.CommandsIn(context.Store), newKey);

    private static FolderSettings FolderOf(StoreContext context) => new(!context.Parsed.GetValue(s_noProject), context.Host);

    private static async Task FinishAsync(StoreContext context, string[] without, TimeSpan? wait, RotationOutcome outcome)
    {
        string? name = context.Parsed.GetValue(s_name);
        if (!RotationJournal.IsThere(context.Store.Path))
        {
            if (name is not null)
                Choose(context);
            return;
        }

        context.Store.RequireWritable();
        using RotationJournal journal = RotationJournal.Open(context.Store.Path, context.CancellationToken);
        RotationRecord[] records = [.. UnfinishedRotations.Read(journal, context.Store).Where(record => name is null || record.Profile == name)];
        if (records.Length == 0 && name is not null)
            Choose(context); // One that is not there is an error, and not done.
        if (without.FirstOrDefault(text => !records.Any(record => record.Outputs.Contains(text, StringComparer.OrdinalIgnoreCase))) is { } unknown)
            throw new DiagnosticException(Findings.NotAnOutput(unknown, [.. records.SelectMany(static record => record.Outputs).Distinct()]));
        FolderSettings folder = FolderOf(context);
        foreach (RotationRecord record in records)
        {
            RotationRecord due = record.Without(without).WithWait(wait, DateTimeOffset.UtcNow);
            try
            {
                if (due != record)
                    journal.Write(due);
                RotationRun run = new(context.Host, context.Store, journal, r => OutputsOf(context, folder, r), TimeProvider.System, report => outcome.Add(report with { IsContinued = true }), context.CancellationToken);
                await new RotationSteps(run).FinishAsync(due);
                WarnOfTraces(context, folder, outcome);
            }
            catch (DiagnosticException e)
            {
                outcome.Errors.Add(e.Diagnostic);
            }
        }
    }

    /// <summary>The profile that is named, or the current one. Nobody is asked: this runs by itself, at night.</summary>
    private static StoredProfile Choose(StoreContext context)
    {
        ProfileList profiles = context.Store.ListProfiles();
        if (context.Parsed.GetValue(s_name) is not { } given)
            return profiles.Current ?? throw new DiagnosticException(Findings.NoCurrentProfile(profiles.Environment.ApiUrl, keyWouldDo: false));

        string name = ProfileChoice.ChooseName(context, given);
        if (context.Store.Find(name, profiles.Environment.ApiUrl) is { } profile)
            return profile;

        return context.Store.ListEnvironments().All.FirstOrDefault(environment => context.Store.Find(name, environment.ApiUrl) is not null) is { } other
            ? throw new DiagnosticException(Findings.ProfileElsewhere(name, profiles.Environment.ApiUrl, other.ApiUrl))
            : throw ProfileChoice.Unknown(context.Store, name);
    }

    /// <summary>Those of this machine are one, as they are written together; they come first, as they can fail for lack of rights.</summary>
    private static List<IRotationOutput> OutputsOf(StoreContext context, FolderSettings folder, RotationRecord record)
    {
        List<string> local = [];
        List<IRotationOutput> outputs = [];
        foreach (string text in record.Outputs)
        {
            if (PlaceKind.Find(text, record.Directory, context.Host) is { } place)
                outputs.Add(place);
            else if (OutputKind.All.FirstOrDefault(kind => string.Equals(kind.Name, text, StringComparison.OrdinalIgnoreCase)) is { Locate: not null } kind)
                local.Add(kind.Name);
            else
                throw new DiagnosticException(Findings.UnknownOutput(text, $"{s_local}, {PlaceKind.Shapes}"));
        }

        if (local.Count > 0)
            outputs.Insert(0, new LocalOutputs([.. local.Distinct()], record, folder, context.Host, context.Store));
        return outputs;
    }

    private static Option<string[]> MakeTo()
    {
        Option<string[]> option = new("--to") { Description = $"Where the new key goes beside the profile; repeatable. On this machine: {s_local}; elsewhere, with that place's own program: {PlaceKind.Shapes}.", HelpName = "OUTPUT" };
        option.CompletionSources.Add([.. OutputKind.All.Where(static kind => kind.Locate is not null).Select(static kind => kind.Name), .. PlaceKind.All.Select(static kind => kind.Name)]);
        return option;
    }
}
