using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Inspection.Doctor.Code;

/// <summary>Questions about expressions that need no more than how they are written.</summary>
internal static class Syntax
{
    /// <summary>The text of a string literal of whatever form; null for anything else.</summary>
    internal static string? LiteralOf(ExpressionSyntax? expression) =>
        expression is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression) ? literal.Token.ValueText
        : expression is InterpolatedStringExpressionSyntax { Contents: var contents } && contents.All(static c => c is InterpolatedStringTextSyntax) ? string.Concat(contents.Select(static c => ((InterpolatedStringTextSyntax)c).TextToken.ValueText))
        : expression is ParenthesizedExpressionSyntax { Expression: var inner } ? LiteralOf(inner)
        : null;

    /// <summary>Whether it is <c>""</c> or <c>string.Empty</c>.</summary>
    internal static bool IsEmptyText(ExpressionSyntax? expression) =>
        LiteralOf(expression) is "" || (expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty" } access && NameOf(access.Expression) is "string" or "String");

    internal static bool IsNull(ExpressionSyntax? expression) => expression is not null && (expression.IsKind(SyntaxKind.NullLiteralExpression) || expression.IsKind(SyntaxKind.DefaultLiteralExpression) || (expression is PostfixUnaryExpressionSyntax { Operand: var operand } && IsNull(operand)));

    /// <summary>The last name of an expression: of <c>a.B(c).D</c>, <c>D</c>; of a call, what is called.</summary>
    internal static string? NameOf(ExpressionSyntax? expression) => expression switch
    {
        InvocationExpressionSyntax call => NameOf(call.Expression),
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        ConditionalAccessExpressionSyntax conditional => NameOf(conditional.WhenNotNull),
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        PredefinedTypeSyntax type => type.Keyword.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        PostfixUnaryExpressionSyntax postfix => NameOf(postfix.Operand),
        ParenthesizedExpressionSyntax parenthesized => NameOf(parenthesized.Expression),
        ThisExpressionSyntax => "this",
        _ => null,
    };

    /// <summary>The last name of a type.</summary>
    internal static string? NameOf(TypeSyntax? type) => type switch
    {
        NullableTypeSyntax nullable => NameOf(nullable.ElementType),
        GenericNameSyntax { TypeArgumentList.Arguments: [var only] } generic when generic.Identifier.ValueText is "Task" or "ValueTask" => NameOf(only),
        _ => NameOf((ExpressionSyntax?)type),
    };

    /// <summary>What a call is asked of: of <c>a.B()</c> and <c>a?.B()</c>, <c>a</c>.</summary>
    internal static ExpressionSyntax? ReceiverOf(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax call => ReceiverOf(call.Expression),
        MemberAccessExpressionSyntax access => access.Expression,
        MemberBindingExpressionSyntax binding => binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault(c => c.WhenNotNull.Span.Contains(binding.Span))?.Expression,
        ElementAccessExpressionSyntax element => element.Expression,
        _ => null,
    };

    /// <summary>What a chain of members and calls starts with: of <c>a.B(c).D()</c>, <c>a</c>.</summary>
    internal static ExpressionSyntax RootOf(ExpressionSyntax expression)
    {
        while (ReceiverOf(expression) is { } receiver)
            expression = receiver;
        return expression;
    }

    /// <summary>The operand that is left when all others of <c>a ?? b ?? c</c> are null.</summary>
    internal static ExpressionSyntax LastOperand(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax { Expression: var inner }:
                    expression = inner;
                    continue;
                case BinaryExpressionSyntax { Right: var right } binary when binary.IsKind(SyntaxKind.CoalesceExpression):
                    expression = right;
                    continue;
                default:
                    return expression;
            }
        }
    }

    /// <summary>The type that <c>new()</c> makes, where it is written beside it.</summary>
    internal static string? TypeOf(BaseObjectCreationExpressionSyntax creation) => creation switch
    {
        ObjectCreationExpressionSyntax named => NameOf(named.Type),
        _ => creation.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } } => NameOf(declaration.Type),
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => NameOf(property.Type),
            ArrowExpressionClauseSyntax or ReturnStatementSyntax => ReturnTypeOf(creation),
            _ => null,
        },
    };

    private static string? ReturnTypeOf(SyntaxNode node) =>
        node.Ancestors().Select(static n => n switch
        {
            MethodDeclarationSyntax method => method.ReturnType,
            LocalFunctionStatementSyntax function => function.ReturnType,
            BasePropertyDeclarationSyntax property => property.Type,
            _ => null,
        }).FirstOrDefault(static t => t is not null) is { } type ? NameOf(type) : null;
}
