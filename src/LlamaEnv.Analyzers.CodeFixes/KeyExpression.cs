using LlamaEnv.Detection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace LlamaEnv.Analyzers.CodeFixes;

/// <summary>The expression that has a key for its value, and what stands in it beside the key.</summary>
internal sealed class KeyExpression
{
    private readonly string _before;
    private readonly string _after;
    private readonly bool _isUtf8;

    private KeyExpression(ExpressionSyntax node, string before, string after, bool isUtf8)
    {
        Node = node;
        _before = before;
        _after = after;
        _isUtf8 = isUtf8;
    }

    /// <summary>What is replaced.</summary>
    internal ExpressionSyntax Node { get; }

    /// <summary>The expression at a finding; null where its key cannot be taken out of it by itself.</summary>
    internal static KeyExpression? Find(SyntaxNode found, SemanticModel model, CancellationToken cancellationToken)
    {
        if (found.FirstAncestorOrSelf<ExpressionSyntax>() is not { } literal)
            return null;

        // All of it where all of it is known; else the one literal with the key.
        ExpressionSyntax whole = literal;
        while (whole.Parent is ParenthesizedExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression })
            whole = (ExpressionSyntax)whole.Parent;
        return Take(whole, model.GetConstantValue(whole, cancellationToken).Value as string) ?? Take(literal, (literal as LiteralExpressionSyntax)?.Token.ValueText);
    }

    /// <summary>The same with code in place of the key.</summary>
    internal ExpressionSyntax Replace(string read)
    {
        string code = _isUtf8 ? $"global::System.Text.Encoding.UTF8.GetBytes{read}"
            : _before.Length + _after.Length == 0 ? read
            : $"({Literal(_before, " + ")}{read}{(_after.Length == 0 ? "" : " + ")}{Literal(_after, "")})";
        // What is longer than it has to be there, parentheses and names, the editor shortens.
        ExpressionSyntax parsed = SyntaxFactory.ParseExpression(code);
        IEnumerable<SyntaxNode> shortened = parsed.DescendantNodesAndSelf().Where(static n => n is ParenthesizedExpressionSyntax or MemberAccessExpressionSyntax or QualifiedNameSyntax);
        return parsed.ReplaceNodes(shortened, static (_, n) => n.WithAdditionalAnnotations(Simplifier.Annotation)).WithTriviaFrom(Node).WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static KeyExpression? Take(ExpressionSyntax node, string? value)
    {
        bool isUtf8 = node.IsKind(SyntaxKind.Utf8StringLiteralExpression);
        if (value is null || KeyLiteral.Find(value) is not (>= 0 and var start) || KeyLiteral.Find(value, start + KeySearch.Length) >= 0)
            return null;

        string before = value.Substring(0, start);
        string after = value.Substring(start + KeySearch.Length);
        return isUtf8 && before.Length + after.Length > 0 ? null : new KeyExpression(node, before, after, isUtf8);
    }

    private static string Literal(string text, string behind) => text.Length == 0 ? "" : SymbolDisplay.FormatLiteral(text, quote: true) + behind;
}
