using System.Text;
using LlamaEnv.Files.Ci;

namespace LlamaEnv.Tool.Exports;

/// <summary>
/// Variables for the next steps of a job on GitHub Actions, in the file that <c>GITHUB_ENV</c> names:
/// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands. The runner prints what it finds there
/// before each step, so secrets are masked first. It reads both streams for masks, one apart from the other.
/// </summary>
internal static class GitHubExport
{
    private const string File = "GITHUB_ENV";

    /// <summary>The runner takes a mask for every place where the text stands. One that is short stands in any word.</summary>
    private const int MinMaskedLength = 8;

    internal static ExportFormat Kind { get; } = new("github", static (variable, _) => FindRefusal(variable), Write)
    {
        FindFile = static host => host.Get(File) is { Length: > 0 } path ? Path.GetFullPath(path, host.CurrentDirectory) : null,
        WriteCommands = static export => IsOnGitHub(export.Host) ? export.Variables.Where(IsMasked).Select(v => $"::add-mask::{Escape(v.Text)}") : [],
        WriteNotes = static export => export.Variables.Where(v => v.IsSecret && !IsMasked(v)).Select(v => $"{v.Name} is too short to be masked in the log: every such text would be hidden"),
    };

    private static bool IsMasked(ExportedVariable variable) => variable.IsSecret && variable.Text.Length >= MinMaskedLength;

    private static bool IsOnGitHub(HostEnvironment host) => Kind.FindFile(host) is not null || GitHubActions.Kind.IsHere(host);

    private static string? FindRefusal(ExportedVariable variable) =>
        variable.Name.Equals("NODE_OPTIONS", StringComparison.OrdinalIgnoreCase) ? $"GitHub Actions refuses that name in {File}" : null;

    private static string Write(Export export)
    {
        // On Windows the runner takes a carriage return before a line feed for a part of the line end.
        string lineEnd = export.Host.Platform == HostPlatform.Windows ? "\r\n" : "\n";
        StringBuilder text = new();
        foreach (ExportedVariable variable in export.Variables)
        {
            string delimiter = $"llama_env_{Guid.NewGuid():N}"; // No value can know it.
            text.Append(variable.Name).Append("<<").Append(delimiter).Append(lineEnd).Append(variable.Text).Append(lineEnd).Append(delimiter).Append(lineEnd);
        }

        return text.ToString();
    }

    private static string Escape(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);
}
