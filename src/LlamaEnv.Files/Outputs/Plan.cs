using LlamaEnv.Diagnostics;
using LlamaEnv.Resolving;
using LlamaEnv.Validation;

namespace LlamaEnv.Files.Outputs;

/// <summary>What the settings say about outputs, understood: every name known, every path absolute.</summary>
internal sealed record Plan
{
    private const string UserSecrets = "user-secrets";

    internal required string BaseDirectory { get; init; }

    internal required IReadOnlyList<OutputKind> Outputs { get; init; }

    /// <summary>Whether secrets from the user secrets are written, too. Where nobody has asked for the output by name they stay there.</summary>
    internal required bool CopiesUserSecrets { get; init; }

    internal required string EnvFile { get; init; }

    /// <summary>The absolute path of the project, or of the source file of a file-based app; null where there is none.</summary>
    internal required string? ProjectFile { get; init; }

    internal required string? UserSecretsId { get; init; }

    /// <summary>The environment that is asked for; null where none is named.</summary>
    internal required string? EnvironmentName { get; init; }

    internal required string? LaunchProfile { get; init; }

    /// <summary>Whether launch profiles refer to secrets in place of holding them.</summary>
    internal required bool WritesReferences { get; init; }

    internal required bool AllowsTracked { get; init; }

    /// <summary>Whether a reference or an encrypted value that stands in an output is replaced.</summary>
    internal required bool OverwritesReferences { get; init; }

    /// <summary>Whether a build says where a program will start without the key.</summary>
    internal required bool ChecksWiring { get; init; }

    /// <summary>What kind of app carries its files to its visitors; null for one that does not.</summary>
    internal required string? ClientApp { get; init; }

    internal required bool IsPublishing { get; init; }

    /// <summary>Files that the project copies, publishes, packs or embeds.</summary>
    internal required IReadOnlyList<string> ShippedFiles { get; init; }

    /// <summary>The codes of warnings that are errors in this build; more may be found before something is written.</summary>
    internal required HashSet<string> WarningsAsErrors { get; init; }

    /// <summary>Whether a value stays in the user secrets, where it is from.</summary>
    internal bool KeepsBack(Credential credential) => !CopiesUserSecrets && (credential.ReferenceIn ?? credential.Source) == UserSecrets;

    /// <summary>Whether the LlamaCloud set does; it is never written in part.</summary>
    internal bool KeepsSetBack(IReadOnlyList<Credential> credentials) => credentials.Any(c => c.Variable == Variable.ApiKey && KeepsBack(c));

    /// <summary>What outputs get.</summary>
    internal IReadOnlyList<Credential> SelectWritten(IReadOnlyList<Credential> credentials)
    {
        bool keepsSetBack = KeepsSetBack(credentials);
        return [.. credentials.Where(c => Variable.All.Contains(c.Variable) ? !keepsSetBack : !(c.Variable.IsSecret && KeepsBack(c)))];
    }

    /// <summary>The finding as this build takes it.</summary>
    internal Diagnostic ApplySeverity(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Warning && WarningsAsErrors.Contains(diagnostic.Code)
        ? diagnostic with { Severity = DiagnosticSeverity.Error }
        : diagnostic;

    /// <summary>Understands <paramref name="settings"/>, adding a diagnostic for each value it cannot.</summary>
    internal static Plan Make(Settings settings, ResolutionPlan resolution, HostEnvironment host, List<Diagnostic> diagnostics)
    {
        Plan plan = new()
        {
            BaseDirectory = resolution.BaseDirectory,
            Outputs = ParseOutputs(settings[Setting.Outputs], diagnostics),
            // A command that names that source alone asks for the copy.
            CopiesUserSecrets = SettingParser.SplitList(settings[Setting.Outputs]).Any() || (!settings.InBuild && resolution.Sources is [{ Reference: { IsNamed: true, Name: UserSecrets } }]),
            EnvFile = resolution.EnvFile,
            ProjectFile = resolution.ProjectFile,
            UserSecretsId = resolution.UserSecretsId,
            EnvironmentName = resolution.EnvironmentName,
            LaunchProfile = SettingParser.ParseName(Setting.LaunchProfile, settings, host, diagnostics),
            WritesReferences = SettingParser.ParseChoice(Setting.LaunchSettingsMode, settings, diagnostics) == "reference",
            AllowsTracked = SettingParser.IsTrue(Setting.AllowTracked, settings, diagnostics),
            OverwritesReferences = SettingParser.IsTrue(Setting.OverwriteReferences, settings, diagnostics),
            ChecksWiring = SettingParser.IsTrue(Setting.Wiring, settings, diagnostics),
            ClientApp = LlamaEnv.ClientApp.Describe(settings[Setting.Traits]),
            IsPublishing = string.Equals(settings[Setting.Publishing]?.Trim(), "true", StringComparison.OrdinalIgnoreCase),
            ShippedFiles = [.. settings[Setting.ShippedFiles].Where(f => !ImpossibleText.IsImpossible(f)).Select(f => Path.GetFullPath(f.Trim(), resolution.BaseDirectory))],
            WarningsAsErrors = new(settings.WarningsAsErrors ?? [.. DiagnosticCodes.All.Where(settings.BuildWarnings.IsError)], StringComparer.OrdinalIgnoreCase),
        };
        if (plan.UserSecretsId is null && plan.Outputs.Contains(OutputKind.UserSecrets))
            diagnostics.Add(Findings.NoUserSecretsId());
        if (plan.Outputs.Contains(OutputKind.Run) && plan.Outputs.Contains(OutputKind.LaunchSettings) && !plan.WritesReferences)
            diagnostics.Add(Findings.LaunchSettingsBeforeRun());
        return plan;
    }

    private static List<OutputKind> ParseOutputs(IReadOnlyList<string> texts, List<Diagnostic> diagnostics)
    {
        List<OutputKind> outputs = [];
        foreach (string text in SettingParser.SplitList(texts))
        {
            if (OutputKind.All.FirstOrDefault(k => string.Equals(k.Name, text, StringComparison.OrdinalIgnoreCase)) is not { } kind)
                diagnostics.Add(Findings.UnknownOutput(text, OutputKind.Names));
            else if (!outputs.Contains(kind))
                outputs.Add(kind);
        }

        return outputs.Count > 0 ? outputs : [OutputKind.Dotenv];
    }
}
