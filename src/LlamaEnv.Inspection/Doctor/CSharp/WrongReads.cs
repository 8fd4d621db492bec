using LlamaEnv.Inspection.Doctor.Code;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Programs;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Inspection.Doctor.CSharp;

/// <summary>
/// Reads of a name that is almost ours. A program may choose its names; one that nothing else of the repository speaks of
/// is nobody's choice.
/// </summary>
internal static class WrongReads
{
    internal static IEnumerable<Finding> Find(CSharpFile file, DoctorReport report)
    {
        // What an AppHost reads it hands on, under names that it chooses.
        if (file.IsTest || file.Root.ToString().Contains("DistributedApplication", StringComparison.Ordinal) || ProgramOf(file.Path, report) is not { Evidence: not null })
            yield break;

        List<(ExpressionSyntax Node, string Name)> reads = [.. file.Root.DescendantNodes().Select(n => Read(n, file)).OfType<(ExpressionSyntax, string)>()];
        // Beside the right name another one is there for those who still have it.
        if (reads.Count == 0 || file.Root.DescendantNodes().Any(n => KeyReads.Find(n, file)?.Variable == Variable.ApiKey))
            yield break;

        foreach ((ExpressionSyntax node, string name) in reads)
        {
            if (!IsSpokenOf(name, report))
                yield return DoctorFindings.WrongName(new Assignment(name, Supply.Given, file.PlaceOf(node)), Variable.ApiKey, null, isCertain: false, "is read here, and nothing gives it a value");
        }
    }

    /// <summary>The program that a source belongs to.</summary>
    internal static RepositoryProgram? ProgramOf(string path, DoctorReport report) =>
        RepositoryTree.FoldersFrom(RepositoryTree.FolderOf(path)).Select(report.Programs.ByPath).FirstOrDefault(static p => p is not null) is { } project ? report.Programs[project] : null;

    private static (ExpressionSyntax Node, string Name)? Read(SyntaxNode node, CSharpFile file)
    {
        (ExpressionSyntax? name, ExpressionSyntax? read) = node switch
        {
            InvocationExpressionSyntax { ArgumentList.Arguments: [var first, ..] } call when Syntax.NameOf(call) is "GetEnvironmentVariable" => (first.Expression, call),
            InvocationExpressionSyntax { ArgumentList.Arguments: [var first, ..] } call when Syntax.NameOf(call) is "GetValue" && KeyReads.IsConfiguration(Syntax.ReceiverOf(call)) => (first.Expression, call),
            ElementAccessExpressionSyntax { ArgumentList.Arguments: [var only] } element when KeyReads.IsConfiguration(element.Expression) => (only.Expression, element),
            _ => ((ExpressionSyntax?)null, (ExpressionSyntax?)null),
        };
        // A path with colons is a section of the program's own.
        return file.TextOf(name) is { } text && !text.Contains(':', StringComparison.Ordinal) && !ValueText.IsConfigurationKey(text) && text != Variable.ApiKey.Name && ValueText.MeantBy(text) == Variable.ApiKey
            && !(node is not InvocationExpressionSyntax && text.Equals(Variable.ApiKey.Name, StringComparison.OrdinalIgnoreCase))
            ? (read!, text)
            : null;
    }

    /// <summary>Whether a file that is no source names it: whoever starts the program, a settings file, a page.</summary>
    private static bool IsSpokenOf(string name, DoctorReport report) =>
        report.Tree.Files.Any(f => !ProjectEvidence.IsCode(f) && Path.GetExtension(f) is not (".png" or ".jpg" or ".dll" or ".zip" or ".pdf" or ".lock") && report.Tree.Holds(f, System.Text.Encoding.UTF8.GetBytes(name)));
}
