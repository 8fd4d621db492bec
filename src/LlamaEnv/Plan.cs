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

    internal required string? Profile { get; init; }

    internal required Credential? BaseUrl { get; init; }

    internal required Credential? Project { get; init; }

    internal required bool RequireProject { get; init; }

    /// <summary>The severity of LLENV0001; null to ignore it.</summary>
    internal required DiagnosticSeverity? Missing { get; init; }

    internal required bool AskEverySource { get; init; }

    /// <summary>Understands <paramref name="settings"/>, adding a diagnostic for each value it cannot.</summary>
    internal static Plan Make(Settings settings, string baseDirectory, List<Diagnostic> diagnostics) => new()
    {
        BaseDirectory = baseDirectory,
        Sources = ParseSources(settings.Sources, diagnostics),
        Outputs = ParseOutputs(settings.Outputs, diagnostics),
        EnvFile = Path.GetFullPath(string.IsNullOrWhiteSpace(settings.File) ? ".env" : settings.File, baseDirectory),
        Profile = string.IsNullOrEmpty(settings.Profile) ? null : settings.Profile,
        BaseUrl = ExplicitSource.BaseUrl(settings),
        Project = ExplicitSource.Project(settings),
        RequireProject = ParseSwitch("LlamaEnvRequireProject", settings.RequireProject, diagnostics),
        Missing = ParseMissing(settings.Missing, diagnostics),
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

    private static bool ParseSwitch(string name, string? text, List<Diagnostic> diagnostics)
    {
        if (string.IsNullOrWhiteSpace(text))
            return false;

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

    private static IEnumerable<string> Clean(IReadOnlyList<string> texts) => texts.Select(t => t.Trim()).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal);
}
