using LlamaEnv.Detection;
using LlamaEnv.Inspection.Doctor.Code;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Inspection.Doctor.CSharp;

/// <summary>Reads C#: keys in it, keys that become empty, and the order of what a program does first.</summary>
internal static class CSharpReader
{
    internal static Artefact Artefact { get; } = new("C#", static file => file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase), Read);

    private static void Read(string path, DoctorReport report)
    {
        if (report.Tree.Read(path) is not { } text)
            return;

        bool isOurs = IsOurs(text);
        bool isStart = StartUp.IsOne(text);
        bool isDump = text.Contains("GetDebugView", StringComparison.Ordinal);
        if (!(isOurs || isStart || isDump))
            return;
        if (report.CSharp.Read(path) is not { } file)
        {
            report.Skip(new Place(path, 0), "it is too deep to be C# that people write");
            return;
        }

        if (isOurs)
        {
            HardCoded(file).ToList().ForEach(report.Add);
            new EmptyTexts(file, new(() => [.. report.CSharp.ProjectOf(path).Select(report.Tree.Read).OfType<string>().Where(static t => t.Contains("NullOr", StringComparison.Ordinal))])).Find().ToList().ForEach(report.Add);
        }

        if (isOurs && !file.IsTest)
            new KeyLogs(file).Find().Concat(WrongReads.Find(file, report)).ToList().ForEach(report.Add);
        if (isDump && WrongReads.ProgramOf(path, report) is { Evidence: not null })
            KeyLogs.FindDump(file).ToList().ForEach(report.Add);
        if (isStart)
            ReadStartUp(file, report);
    }

    private static void ReadStartUp(CSharpFile file, DoctorReport report)
    {
        Lazy<IReadOnlyList<CSharpFile>> others = new(() => [.. report.CSharp.ProjectOf(file.Path).Where(f => f != file.Path && report.Tree.Read(f) is { } text && (IsOurs(text) || text.Contains("ModuleInitializer", StringComparison.Ordinal))).Select(report.CSharp.Read).OfType<CSharpFile>()]);
        List<Finding> findings = [.. StartUp.Find(file, others)];
        if (findings.Count > 0 && !StartUp.LoadsInModuleInitializer(file) && !others.Value.Any(StartUp.LoadsInModuleInitializer))
            findings.ForEach(report.Add);
    }

    /// <summary>A file may speak of LlamaCloud and not of the key: whole clients do.</summary>
    private static bool IsOurs(string text) =>
        text.Contains("LLAMA", StringComparison.OrdinalIgnoreCase) && (text.Contains("LLAMA_", StringComparison.OrdinalIgnoreCase) || text.Contains("ApiKey", StringComparison.OrdinalIgnoreCase)) || (CSharpSources.Mentions(text) && (text.Contains("ApiKey", StringComparison.OrdinalIgnoreCase) || text.Contains("BaseUrl", StringComparison.OrdinalIgnoreCase))) || text.Contains(KeyLiteral.Prefix, StringComparison.Ordinal);

    private static IEnumerable<Finding> HardCoded(CSharpFile file)
    {
        foreach (SyntaxToken token in file.Root.DescendantTokens().Where(static t => t.Parent is LiteralExpressionSyntax or InterpolatedStringTextSyntax && KeyLiteral.Find(t.ValueText) >= 0))
            yield return DoctorFindings.HardCoded(file.PlaceOf(token), "a string");
    }
}
