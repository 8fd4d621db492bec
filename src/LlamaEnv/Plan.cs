using LlamaEnv.Diagnostics;
using LlamaEnv.Outputs;
using LlamaEnv.Sources;

namespace LlamaEnv;

/// <summary>The settings, understood: every name known, every path absolute.</summary>
internal sealed record Plan
{
    internal required string BaseDirectory { get; init; }

    internal required IReadOnlyList<SourceReference> Sources { get; init; }

    internal required IReadOnlyList<OutputKind> Outputs { get; init; }

    internal required string EnvFile { get; init; }

    /// <summary>The absolute path of the project, or of the source file of a file-based app; null where there is none.</summary>
    internal required string? ProjectFile { get; init; }

    internal required string? UserSecretsId { get; init; }

    internal required string? LaunchProfile { get; init; }

    /// <summary>Whether launch profiles refer to secrets in place of holding them.</summary>
    internal required bool WritesReferences { get; init; }

    internal required bool AllowsTracked { get; init; }

    /// <summary>Whether a reference or an encrypted value that stands in an output is replaced.</summary>
    internal required bool OverwritesReferences { get; init; }

    /// <summary>What kind of app carries its files to its visitors; null for one that does not.</summary>
    internal required string? ClientApp { get; init; }

    internal required bool IsPublishing { get; init; }

    /// <summary>Files that the project copies, publishes, packs or embeds.</summary>
    internal required IReadOnlyList<string> ShippedFiles { get; init; }

    internal required string? Profile { get; init; }

    internal required Credential? BaseUrl { get; init; }

    internal required Credential? Project { get; init; }

    internal required bool RequireProject { get; init; }

    /// <summary>The severity of LLENV0001; null to ignore it.</summary>
    internal required DiagnosticSeverity? Missing { get; init; }

    /// <summary>Whether a secret may be missing in a pull request from a fork.</summary>
    internal required bool SkipsForkPullRequest { get; init; }

    /// <summary>The variables the project declares, in its order.</summary>
    internal required IReadOnlyList<Variable> Variables { get; init; }

    internal required bool AskEverySource { get; init; }

    /// <summary>Understands <paramref name="settings"/>, adding a diagnostic for each value it cannot.</summary>
    internal static Plan Make(Settings settings, string baseDirectory, List<Diagnostic> diagnostics) => new()
    {
        BaseDirectory = baseDirectory,
        Sources = ParseSources(settings.Sources, diagnostics),
        Outputs = ParseOutputs(settings.Outputs, diagnostics),
        EnvFile = Path.GetFullPath(string.IsNullOrWhiteSpace(settings.File) ? ".env" : settings.File, baseDirectory),
        ProjectFile = NullIfEmpty(settings.ProjectFile),
        UserSecretsId = ParseUserSecretsId(settings, diagnostics),
        LaunchProfile = NullIfEmpty(settings.LaunchProfile),
        WritesReferences = ParseChoice("LlamaEnvLaunchSettingsMode", settings.LaunchSettingsMode, "value", "reference", diagnostics),
        AllowsTracked = ParseSwitch("LlamaEnvAllowTracked", settings.AllowTracked, whenUnset: false, diagnostics),
        OverwritesReferences = ParseSwitch("LlamaEnvOverwriteReferences", settings.OverwriteReferences, whenUnset: false, diagnostics),
        ClientApp = Guards.ClientApp.Describe(settings.Traits),
        IsPublishing = string.Equals(settings.Publishing?.Trim(), "true", StringComparison.OrdinalIgnoreCase),
        ShippedFiles = [.. Clean(settings.ShippedFiles).Select(f => Path.GetFullPath(f, baseDirectory))],
        Profile = NullIfEmpty(settings.Profile),
        BaseUrl = ExplicitSource.BaseUrl(settings),
        Project = ExplicitSource.Project(settings),
        RequireProject = ParseSwitch("LlamaEnvRequireProject", settings.RequireProject, whenUnset: false, diagnostics),
        Missing = ParseMissing(settings.Missing, diagnostics),
        SkipsForkPullRequest = ParseChoice("LlamaEnvForkPullRequest", settings.ForkPullRequest, "fail", "skip", diagnostics),
        Variables = DeclaredVariables.Parse(settings.Variables, diagnostics),
        AskEverySource = settings.AskEverySource,
    };

    private static List<SourceReference> ParseSources(IReadOnlyList<string> texts, List<Diagnostic> diagnostics)
    {
        List<SourceReference> sources = [.. Clean(texts).Select(text => SourceReference.Parse(text, isNamed: true))];
        foreach (SourceReference source in sources)
        {
            SourceKind? kind = SourceKind.All.FirstOrDefault(k => k.Name == source.Name);
            if (kind is null || (source.Argument is not null && (!kind.TakesArgument || source.Argument.Length == 0)))
                diagnostics.Add(Findings.UnknownSource(source.ToString(), SourceKind.Names));
        }

        return sources.Count > 0 ? sources : [.. SourceKind.All.Where(k => k.IsDefault).Select(k => SourceReference.Parse(k.Name, isNamed: false))];
    }

    private static List<OutputKind> ParseOutputs(IReadOnlyList<string> texts, List<Diagnostic> diagnostics)
    {
        List<OutputKind> outputs = [];
        foreach (string text in Clean(texts))
        {
            if (OutputKind.All.FirstOrDefault(k => k.Name == text) is { } kind)
                outputs.Add(kind);
            else
                diagnostics.Add(Findings.UnknownOutput(text, OutputKind.Names));
        }

        return outputs.Count > 0 ? outputs : [OutputKind.Dotenv];
    }

    internal static bool ParseSwitch(string name, string? text, bool whenUnset, List<Diagnostic> diagnostics)
    {
        if (string.IsNullOrWhiteSpace(text))
            return whenUnset;

        if (!bool.TryParse(text, out bool value))
            diagnostics.Add(Findings.BadSetting(name, text, "true, false"));
        return value;
    }

    private static DiagnosticSeverity? ParseMissing(string? text, List<Diagnostic> diagnostics)
    {
        switch (text?.Trim().ToLowerInvariant())
        {
            case null or "" or "error":
                return DiagnosticSeverity.Error;
            case "warning":
                return DiagnosticSeverity.Warning;
            case "ignore":
                return null;
            default:
                diagnostics.Add(Findings.BadSetting("LlamaEnvMissing", text, "error, warning, ignore"));
                return DiagnosticSeverity.Error;
        }
    }

    /// <summary>Whether it is the other of two words, not the default.</summary>
    private static bool ParseChoice(string name, string? text, string usual, string other, List<Diagnostic> diagnostics)
    {
        string word = text?.Trim().ToLowerInvariant() ?? "";
        if (word.Length > 0 && word != usual && word != other)
            diagnostics.Add(Findings.BadSetting(name, text!, $"{usual}, {other}"));
        return word == other;
    }

    private static string? ParseUserSecretsId(Settings settings, List<Diagnostic> diagnostics)
    {
        string? id = NullIfEmpty(settings.UserSecretsId);
        if (id is not null && (id.AsSpan().ContainsAny('/', '\\') || id.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()) || id is "." or ".."))
            diagnostics.Add(Findings.BadSetting("UserSecretsId", id, "a name without path separators, as 'dotnet user-secrets init' makes"));
        if (id is null && settings.Outputs.Any(o => o.Trim() == OutputKind.UserSecrets.Name))
            diagnostics.Add(Findings.NoUserSecretsId());
        return id;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static IEnumerable<string> Clean(IReadOnlyList<string> texts) => texts.Select(t => t.Trim()).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal);
}
