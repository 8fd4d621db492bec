using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Text;

/// <summary>How much a fault of a value means where something else may go before it, or nobody needs a real one.</summary>
internal static class SettingsValue
{
    private static readonly string[] s_tests = ["fake", "dummy", "test", "mock", "stub"];

    /// <summary>An assignment that the environment goes before: what is wrong with it need not happen. A key stays an error.</summary>
    internal static Assignment Softened(Assignment assignment) => assignment with { Faults = [.. assignment.Faults.Select(Softened)] };

    /// <summary>A finding that something outside of the repository can heal. A key stays an error.</summary>
    internal static Finding Softened(Finding finding) =>
        finding.Kind == "hard-coded" || finding.Diagnostic.Severity != DiagnosticSeverity.Error ? finding : finding with { Diagnostic = finding.Diagnostic with { Severity = DiagnosticSeverity.Warning } };

    /// <summary>Without what is said of placeholders, where the text is one that tests have on purpose.</summary>
    internal static Assignment ForTests(Assignment assignment, string text) =>
        IsMadeUp(text) ? assignment with { Faults = [.. assignment.Faults.Where(static f => f.Kind == "hard-coded")] } : assignment;

    /// <summary>Whether a text says of itself that it is for tests.</summary>
    internal static bool IsMadeUp(string text) => s_tests.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
