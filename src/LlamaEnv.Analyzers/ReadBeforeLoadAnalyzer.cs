using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LlamaEnv.Analyzers;

/// <summary>LLENV0068: the program takes the key's value, and only then loads what has it.</summary>
/// <remarks>One method of a program can be at fault, and the class that holds it; nothing else is looked at.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReadBeforeLoadAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.ReadBeforeLoad, Rules.ReadBeforeMain];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (context.Compilation.GetEntryPoint(context.CancellationToken) is not { } main)
            return;

        ImmutableArray<SyntaxReference> parts = [.. main.DeclaringSyntaxReferences, .. main.ContainingType.DeclaringSyntaxReferences];
        context.RegisterSemanticModelAction(model =>
        {
            if (parts.Any(part => part.SyntaxTree == model.SemanticModel.SyntaxTree))
                Check(model, main);
        });
    }

    private static void Check(SemanticModelAnalysisContext context, IMethodSymbol main)
    {
        KeyReads reads = new(context.SemanticModel, context.CancellationToken);
        foreach (ReadTooEarly early in StartUp.Find(main, reads))
        {
            // Rare from here on: a module initializer that loads runs before everything else.
            if (StartUp.LoadsInModuleInitializer(reads.Model.Compilation, context.CancellationToken))
                return;
            if (Ignoring.IsIgnored(context.SemanticModel.SyntaxTree.GetText(context.CancellationToken), early.Place.SpanStart, Rules.ReadBeforeLoadId))
                continue;

            context.ReportDiagnostic(Diagnostic.Create(
                early.IsBeforeMain ? Rules.ReadBeforeMain : Rules.ReadBeforeLoad, early.Place.GetLocation(), early.Load.Text, early.Name, early.Load.Line));
        }
    }
}
