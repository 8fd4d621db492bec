using System.Collections.Immutable;
using LlamaEnv.Detection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace LlamaEnv.Analyzers;

/// <summary>LLENV0060: a LlamaCloud key that somebody wrote into C# or into <c>appsettings*.json</c>.</summary>
/// <remarks>
/// A file in which nothing is spelled like a part of a key costs one search in its text: an action for each literal would be
/// called some hundred times for a file. The meaning of code is asked only where pieces may make a key.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HardCodedKeyAnalyzer : DiagnosticAnalyzer
{
    private const string SettingsPrefix = "appsettings";
    private const string SettingsExtension = ".json";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.KeyInCode, Rules.KeyInSettings];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterSemanticModelAction(CheckFile);
        context.RegisterAdditionalFileAction(CheckSettings);
    }

    private static void CheckFile(SemanticModelAnalysisContext context)
    {
        SyntaxTree tree = context.SemanticModel.SyntaxTree;
        if (!KeySearch.MayHoldPart(tree.GetText(context.CancellationToken).ToString()))
            return;

        foreach (SyntaxNode node in tree.GetRoot(context.CancellationToken).DescendantNodes())
        {
            switch (node.Kind())
            {
                case SyntaxKind.StringLiteralExpression or SyntaxKind.Utf8StringLiteralExpression:
                    CheckLiteral(context, ((LiteralExpressionSyntax)node).Token);
                    break;
                case SyntaxKind.InterpolatedStringText:
                    CheckLiteral(context, ((InterpolatedStringTextSyntax)node).TextToken);
                    break;
                case SyntaxKind.AddExpression or SyntaxKind.InterpolatedStringExpression:
                    CheckPieces(context, node);
                    break;
            }
        }
    }

    private static void CheckLiteral(SemanticModelAnalysisContext context, SyntaxToken token)
    {
        string text = token.ValueText;
        if (text.Length < KeySearch.Length || KeyLiteral.Find(text) is not (>= 0 and var start))
            return;

        // Of a text of several lines, the line with the key; where it has escapes in it, all of the text.
        int written = token.Text.IndexOf(text.Substring(start, KeySearch.Length), StringComparison.Ordinal);
        bool hasLines = token.Text.IndexOf('\n') >= 0;
        Report(context, hasLines && written >= 0 ? new TextSpan(token.SpanStart + written, KeySearch.Length) : token.Span);
    }

    private static void CheckPieces(SemanticModelAnalysisContext context, SyntaxNode node)
    {
        if (Pieces.IsPart(node) || Pieces.TryTake(node) is not { } pieces)
            return;

        SyntaxNode? place = pieces.FindAcross();
        if (place is null && pieces.IsWorthResolving)
            place = pieces.Resolve(context.SemanticModel, context.CancellationToken).FindAcross();
        if (place is not null)
            Report(context, place.Span);
    }

    private static void CheckSettings(AdditionalFileAnalysisContext context)
    {
        string path = context.AdditionalFile.Path;
        string name = Path.GetFileName(path);
        if (!name.StartsWith(SettingsPrefix, StringComparison.OrdinalIgnoreCase) || !name.EndsWith(SettingsExtension, StringComparison.OrdinalIgnoreCase) || context.AdditionalFile.GetText(context.CancellationToken) is not { } content)
            return;

        string text = content.ToString();
        for (int start = KeyLiteral.Find(text); start >= 0; start = KeyLiteral.Find(text, start + KeySearch.Length))
        {
            if (Ignoring.IsIgnored(content, start, Rules.HardCodedKeyId))
                continue;

            TextSpan span = new(start, KeySearch.Length);
            context.ReportDiagnostic(Diagnostic.Create(Rules.KeyInSettings, Location.Create(path, span, content.Lines.GetLinePositionSpan(span)), name));
        }
    }

    private static void Report(SemanticModelAnalysisContext context, TextSpan span)
    {
        SyntaxTree tree = context.SemanticModel.SyntaxTree;
        if (!Ignoring.IsIgnored(tree.GetText(context.CancellationToken), span.Start, Rules.HardCodedKeyId))
            context.ReportDiagnostic(Diagnostic.Create(Rules.KeyInCode, Location.Create(tree, span)));
    }
}
