using System.Text;

namespace LlamaEnv.Tool.Exports;

/// <summary>
/// Lines for <c>docker run --env-file</c>, which takes everything behind <c>=</c> as it stands: quotes would become a part of
/// the value. podman, nerdctl and <c>kubectl create secret --from-env-file</c> read the same.
/// </summary>
internal static class DockerExport
{
    /// <summary>The longest line that docker reads, with its end.</summary>
    private const int MaxLineLength = 64 * 1024;

    internal static ExportFormat Kind { get; } = new("docker", static (variable, _) => FindRefusal(variable.Text, variable.Name), Write);

    private static string? FindRefusal(string text, string name) =>
        text.Contains('\n', StringComparison.Ordinal) ? "it has a line end, and what follows would become a variable of its own"
        : text.EndsWith('\r') ? "it ends in a carriage return, which docker drops"
        : name.Length + 1 + Encoding.UTF8.GetByteCount(text) + 1 > MaxLineLength ? "it makes a line of more than 64 KiB, and docker refuses the file"
        : null;

    private static string Write(Export export) => string.Concat(export.Variables.Select(v => $"{v.Name}={v.Text}\n"));
}
