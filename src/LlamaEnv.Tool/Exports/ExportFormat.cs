using System.Text;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool.Exports;

/// <summary>A form that another program reads variables in: how a value is written, and which ones cannot be.</summary>
/// <param name="Name">What <c>--format</c> calls it.</param>
/// <param name="FindRefusal">Why its reader would not get a value exactly, as "it has …"; null where it would. Other values of the export may be the reason.</param>
/// <param name="Write">The whole document, of values that are not refused.</param>
internal sealed record ExportFormat(string Name, Func<ExportedVariable, Export, string?> FindRefusal, Func<Export, string> Write)
{
    /// <summary>Every format, in the order of the documentation.</summary>
    internal static IReadOnlyList<ExportFormat> All { get; } =
    [
        DotenvExport.Kind, DockerExport.Kind, ComposeExport.Kind, KubernetesExport.Kind, GitHubExport.Kind, AzurePipelinesExport.Kind, BashExport.Kind,
        FishExport.Kind, PowerShellExport.Kind, CmdExport.Kind, JsonExport.Kind, DotnetJsonExport.Kind, SystemdExport.Kind, RunSettingsExport.Kind,
    ];

    internal static string Names => string.Join(", ", All.Select(f => f.Name));

    /// <summary>What is wrong with the name of what holds the values; null where it is fine.</summary>
    internal Func<string, string?>? FindFaultInObjectName { get; init; }

    /// <summary>The file that the document is appended to in place of standard output; null where there is none.</summary>
    internal Func<HostEnvironment, string?> FindFile { get; init; } = static _ => null;

    /// <summary>Lines for standard error that the reader has to have before the document.</summary>
    internal Func<Export, IEnumerable<string>> WriteCommands { get; init; } = static _ => [];

    /// <summary>What a person should know, in lines for standard error.</summary>
    internal Func<Export, IEnumerable<string>> WriteNotes { get; init; } = static _ => [];

    /// <summary>What is said of a value that is written, but not for all readers; null where there is nothing to say.</summary>
    internal Func<ExportedVariable, Diagnostic?> FindWarning { get; init; } = static _ => null;

    internal static ExportFormat? Find(string name) => All.FirstOrDefault(f => f.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>A finding for each value that this format does not carry to every reader.</summary>
    internal IEnumerable<Diagnostic> Check(Export export)
    {
        foreach (ExportedVariable variable in export.Variables)
        {
            if ((FindCommonRefusal(variable) ?? FindRefusal(variable, export)) is { } refusal)
                yield return Findings.NotExportable(variable.Credential.Variable, Name, refusal);
            else if (FindWarning(variable) is { } warning)
                yield return warning;
        }
    }

    private static string? FindCommonRefusal(ExportedVariable variable) =>
        !CharacterSets.Cover(variable.Name, CharacterSets.IsName) ? "its name contains the key" // It was masked.
        : variable.Text.Contains('\0', StringComparison.Ordinal) ? "it has a NUL character, which no environment holds"
        : HasLoneSurrogate(variable.Text) ? "it has half a surrogate pair, which has no UTF-8"
        : null;

    private static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        while (Rune.DecodeFromUtf16(text, out _, out int length) == System.Buffers.OperationStatus.Done)
            text = text[length..];
        return !text.IsEmpty;
    }
}
