using System.Text;
using LlamaEnv.Inspection;
using LlamaEnv.Inspection.Reports;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Formatting;

/// <summary>What <c>doctor</c> and <c>scan</c> found, in each form that <c>-o</c> knows.</summary>
internal static class FindingsReport
{
    /// <param name="findings">In the order they are shown; without those of the baseline.</param>
    /// <param name="summary">The last line of text, for people.</param>
    /// <param name="currentDirectory">What files are relative to in text, so that an editor opens them.</param>
    /// <param name="format">The form.</param>
    /// <param name="terminal">Where to.</param>
    internal static void Write(IReadOnlyList<Finding> findings, string summary, string currentDirectory, OutputFormat format, UserTerminal terminal)
    {
        if (format == OutputFormat.Sarif)
        {
            WriteSarif(findings, terminal);
        }
        else if (format != OutputFormat.Text)
        {
            FindingsDocument.Of(findings).Write(terminal, format);
        }
        else
        {
            foreach (Finding finding in findings)
                Write(finding, currentDirectory, terminal);
            terminal.WriteData(summary);
        }
    }

    private static void Write(Finding finding, string currentDirectory, UserTerminal terminal)
    {
        terminal.Write(finding.Diagnostic.File is { } file ? finding.Diagnostic with { File = Show(finding.Root, file, currentDirectory) } : finding.Diagnostic);
        foreach (string line in finding.Fix?.Split('\n') ?? [])
            terminal.WriteLine($"    {line}");
    }

    /// <summary>As somebody in the current folder would name it, unless that leads out of it.</summary>
    private static string Show(string root, string file, string currentDirectory)
    {
        if (root.Length == 0 || root == currentDirectory)
            return file;

        string path = Path.Combine(root, file);
        string relative = Path.GetRelativePath(currentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative;
    }

    private static void WriteSarif(IReadOnlyList<Finding> findings, UserTerminal terminal)
    {
        using MemoryStream report = new();
        string version = typeof(FindingsReport).Assembly.GetName().Version!.ToString(3);
        new SarifReport(version, static code => DiagnosticPage.Find(code).Title, terminal.HideKey).Write(report, findings);
        terminal.WriteDocument($"{Encoding.UTF8.GetString(report.GetBuffer(), 0, (int)report.Length)}\n");
    }
}
