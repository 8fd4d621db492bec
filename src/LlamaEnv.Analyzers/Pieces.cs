using System.Text;
using LlamaEnv.Detection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Analyzers;

/// <summary>A text that code puts together, by <c>+</c> or in an interpolated string: its literals, and what may be a constant between them.</summary>
internal sealed class Pieces
{
    /// <summary>As many letters and digits in one word may be the rest of a key; few words of a language are as long.</summary>
    private const int SuspiciousRun = 16;

    /// <summary>Stands for what nobody knows before the program runs. No key goes on behind it.</summary>
    private const char Unknown = '\0';

    private readonly List<(SyntaxNode Node, string? Text)> _pieces;

    private Pieces(List<(SyntaxNode, string?)> pieces, bool isConstant)
    {
        _pieces = pieces;
        IsWorthResolving = pieces.Exists(static p => p.Item2 is null && p.Item1 is ExpressionSyntax) && (isConstant || pieces.Exists(static p => p.Item2 is { } text && IsSuspicious(text)));
    }

    /// <summary>Whether constants among the pieces may complete a key. To know them costs more than all the rest.</summary>
    internal bool IsWorthResolving { get; }

    /// <summary>Whether an expression only adds to another one that is looked at as a whole.</summary>
    internal static bool IsPart(SyntaxNode node)
    {
        SyntaxNode? parent = node.Parent;
        while (parent is ParenthesizedExpressionSyntax)
            parent = parent.Parent;
        return parent.IsKind(SyntaxKind.AddExpression) || parent is InterpolationSyntax { AlignmentClause: null, FormatClause: null };
    }

    /// <summary>The pieces of an expression; null where there is no text among them.</summary>
    internal static Pieces? TryTake(SyntaxNode node)
    {
        bool isConstant = IsConstant(node);
        List<(SyntaxNode, string?)> pieces = [];
        bool hasText = false;
        // A chain of additions leans to the left and can be thousands long.
        Stack<SyntaxNode> open = new([node]);
        while (open.Count > 0)
        {
            SyntaxNode next = open.Pop();
            switch (next)
            {
                case BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.AddExpression):
                    open.Push(binary.Right);
                    open.Push(binary.Left);
                    break;
                case ParenthesizedExpressionSyntax inner:
                    open.Push(inner.Expression);
                    break;
                case InterpolatedStringExpressionSyntax interpolated:
                    hasText = true;
                    for (int i = interpolated.Contents.Count - 1; i >= 0; i--)
                        open.Push(interpolated.Contents[i]);
                    break;
                case InterpolationSyntax { AlignmentClause: null, FormatClause: null } hole:
                    open.Push(hole.Expression);
                    break;
                case InterpolatedStringTextSyntax part:
                    pieces.Add((part, part.TextToken.ValueText));
                    break;
                case LiteralExpressionSyntax literal when literal.Kind() is SyntaxKind.StringLiteralExpression or SyntaxKind.Utf8StringLiteralExpression or SyntaxKind.CharacterLiteralExpression:
                    hasText |= !literal.IsKind(SyntaxKind.CharacterLiteralExpression);
                    pieces.Add((literal, literal.Token.ValueText));
                    break;
                default:
                    pieces.Add((next, null));
                    break;
            }
        }

        return (hasText || isConstant) && pieces.Count > 1 ? new Pieces(pieces, isConstant) : null;
    }

    /// <summary>The piece in which a key starts that ends in a later one. A key within one piece is found there.</summary>
    internal SyntaxNode? FindAcross()
    {
        if (_pieces.Sum(static p => p.Text?.Length ?? 0) < KeySearch.Length)
            return null;

        StringBuilder builder = new();
        foreach ((_, string? text) in _pieces)
            _ = text is null ? builder.Append(Unknown) : builder.Append(text);

        string all = builder.ToString();
        for (int start = KeyLiteral.Find(all); start >= 0; start = KeyLiteral.Find(all, start + KeySearch.Length))
        {
            int position = 0;
            foreach ((SyntaxNode node, string? text) in _pieces)
            {
                int end = position + (text?.Length ?? 1);
                if (start < end)
                {
                    if (start + KeySearch.Length > end)
                        return node;
                    break;
                }

                position = end;
            }
        }

        return null;
    }

    /// <summary>The same with the values of the constants.</summary>
    internal Pieces Resolve(SemanticModel model, CancellationToken cancellationToken) =>
        new(_pieces.ConvertAll(piece => piece is { Text: null, Node: ExpressionSyntax expression } ? (piece.Node, model.GetConstantValue(expression, cancellationToken).Value?.ToString()) : piece), isConstant: false);

    private static bool IsSuspicious(string text)
    {
        if (text.IndexOf(KeyLiteral.Prefix, StringComparison.Ordinal) >= 0)
            return true;

        int run = 0;
        foreach (char c in text)
        {
            run = c is >= '0' and <= '9' or >= 'A' and <= 'Z' or >= 'a' and <= 'z' ? run + 1 : 0;
            if (run >= SuspiciousRun)
                return true;
        }

        return false;
    }

    /// <summary>Whether it is the value of a constant that is a text.</summary>
    private static bool IsConstant(SyntaxNode node) =>
        node.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: { } declaration, Type: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.StringKeyword } or NameSyntax } } }
        && (declaration is FieldDeclarationSyntax field ? field.Modifiers : declaration is LocalDeclarationStatementSyntax local ? local.Modifiers : default).Any(SyntaxKind.ConstKeyword);
}
