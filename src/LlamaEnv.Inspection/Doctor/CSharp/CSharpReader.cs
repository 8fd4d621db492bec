using LlamaEnv.Detection;
using LlamaEnv.Inspection.Doctor.Aspire;
using LlamaEnv.Inspection.Doctor.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Inspection.Doctor.CSharp;

/// <summary>Reads C#: keys in it, keys that become empty, the order of what a program does first, and the resources of an AppHost.</summary>
internal static class CSharpReader
{
    internal static Artefact Artefact { get; } = new("C#", static file => file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase), Read);

    private static void Read(string path, DoctorReport report)
    {
        if (report.Tree.Read(path) is not { } text)
            return;

        bool isOurs = IsOurs(text);
        bool isAppHost = AppHostReader.IsOne(text);
        // A start-up may use another file's static field.
        bool isStart = text.Contains("Load", StringComparison.Ordinal) && text.Contains("Env", StringComparison.Ordinal);
        if (!(isOurs || isAppHost || isStart))
            return;
        if (report.CSharp.Read(path) is not { } file)
        {
            report.Skip(new Place(path, 0), "This is too deep to be C# that people write");
            return;
        }

        if (isOurs)
        {
            HardCoded(file).ToList().ForEach(report.Add);
            new EmptyTexts(file, [.. report.CSharp.ProjectOf(path).Select(report.Tree.Read).OfType<string>().Where(static t => t.Contains("NullOr", StringComparison.Ordinal))]).Find().ToList().ForEach(report.Add);
        }

        ReadStartUp(file, report);
        if (isAppHost)
            new AppHostReader(file, report).Read();
    }

    private static void ReadStartUp(CSharpFile file, DoctorReport report)
    {
        List<CSharpFile> others = [.. report.CSharp.ProjectOf(file.Path).Where(f => f != file.Path && report.Tree.Read(f) is { } text && (IsOurs(text) || text.Contains("ModuleInitializer", StringComparison.Ordinal))).Select(report.CSharp.Read).OfType<CSharpFile>()];
        List<Finding> findings = [.. StartUp.Find(file, others)];
        if (findings.Count > 0 && !StartUp.LoadsInModuleInitializer(file) && !others.Exists(StartUp.LoadsInModuleInitializer))
            findings.ForEach(report.Add);
    }

    private static bool IsOurs(string text) => CSharpSources.Mentions(text) || text.Contains(KeyLiteral.Prefix, StringComparison.Ordinal);

    private static IEnumerable<Finding> HardCoded(CSharpFile file)
    {
        foreach (SyntaxToken token in file.Root.DescendantTokens().Where(static t => t.ValueText.Contains(KeyLiteral.Prefix, StringComparison.Ordinal)))
        {
            int start = token.ValueText.IndexOf(KeyLiteral.Prefix, StringComparison.Ordinal);
            if (token.Parent is LiteralExpressionSyntax or InterpolatedStringTextSyntax && KeyLiteral.IsKeyAt(token.ValueText, start))
                yield return DoctorFindings.HardCoded(file.PlaceOf(token), "a string");
        }
    }
}
