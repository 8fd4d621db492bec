using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Analyzers;

/// <summary>Tells a value that somebody keeps from one that is only looked at, as by <c>if (value is null)</c>.</summary>
internal static class Capture
{
    /// <summary>A value that goes from variable to variable is followed so far.</summary>
    private const int MaxVariables = 4;

    private static readonly string[] s_lookers = ["System", "System.Diagnostics", "Microsoft.Extensions.Logging", "Spectre.Console", "Serilog"];

    /// <summary>Whether the value of an expression is kept: given to an object, a field, or a variable from which it gets there.</summary>
    /// <param name="value">The expression.</param>
    /// <param name="body">Where variables are used; null where there are none.</param>
    /// <param name="reads">What the code means.</param>
    internal static bool IsKept(ExpressionSyntax value, SyntaxNode? body, KeyReads reads) => IsKept(value, body, reads, MaxVariables);

    private static bool IsKept(SyntaxNode value, SyntaxNode? body, KeyReads reads, int variables)
    {
        for (SyntaxNode node = value; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax or AwaitExpressionSyntax or InterpolationSyntax or InterpolatedStringExpressionSyntax or SwitchExpressionArmSyntax:
                    continue;
                case ConditionalAccessExpressionSyntax or InvocationExpressionSyntax:
                    if (!IsText(parent, reads))
                        return false;
                    continue;
                case BinaryExpressionSyntax binary when binary.Kind() is SyntaxKind.CoalesceExpression or SyntaxKind.AddExpression or SyntaxKind.AsExpression:
                    continue;
                case ConditionalExpressionSyntax conditional when conditional.Condition != node:
                    continue;
                case SwitchExpressionSyntax choice when choice.GoverningExpression != node:
                    continue;
                case MemberAccessExpressionSyntax access when access.Expression == node:
                    if (access.Parent is not InvocationExpressionSyntax && !IsText(access, reads))
                        return false;
                    continue;
                case ArgumentSyntax argument:
                    if (IsHandedOn(argument, reads) is { } isKept)
                        return isKept;
                    // What the call answers has the value in it.
                    parent = argument.Parent!.Parent!;
                    continue;
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                    return reads.Model.GetDeclaredSymbol(variable, reads.CancellationToken) is not ILocalSymbol local || IsVariableKept(local, node, body, reads, variables);
                case EqualsValueClauseSyntax:
                    return true;
                case AssignmentExpressionSyntax assignment when assignment.Right == node:
                    return IsAssignmentKept(assignment, body, reads, variables);
                case InitializerExpressionSyntax or AnonymousObjectMemberDeclaratorSyntax or CollectionElementSyntax:
                    return true;
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>True: an object or a method has it. False: it was looked at. Null: it is part of what the call returns.</summary>
    private static bool? IsHandedOn(ArgumentSyntax argument, KeyReads reads)
    {
        switch (argument.Parent?.Parent)
        {
            case BaseObjectCreationExpressionSyntax creation:
                return !IsException(reads.Model.GetTypeInfo(creation, reads.CancellationToken).Type);
            case InvocationExpressionSyntax call when reads.SymbolOf(call) is IMethodSymbol method:
                if (method.ReturnType.SpecialType == SpecialType.System_Boolean)
                    return false;
                if (!s_lookers.Contains(method.ContainingNamespace?.ToDisplayString()))
                    return true;
                return method.ReturnType.SpecialType == SpecialType.System_String ? null : false;
            case TupleExpressionSyntax:
                return true;
            default:
                return false;
        }
    }

    private static bool IsAssignmentKept(AssignmentExpressionSyntax assignment, SyntaxNode? body, KeyReads reads, int variables)
    {
        if (assignment.Parent is InitializerExpressionSyntax)
            return true;

        return reads.SymbolOf(assignment.Left) switch
        {
            null or IDiscardSymbol => false,
            ILocalSymbol local => IsVariableKept(local, assignment, body, reads, variables),
            { } target => !IsAssignedLater(target, assignment, body, reads),
        };
    }

    /// <summary>Whether a variable that has the value gives it on, and does not get a new one later.</summary>
    private static bool IsVariableKept(ILocalSymbol local, SyntaxNode from, SyntaxNode? body, KeyReads reads, int variables) =>
        body is not null && variables > 0 && !IsAssignedLater(local, from, body, reads)
        && Uses(local, from, body, reads).Any(use => IsKept(use, body, reads, variables - 1));

    private static bool IsAssignedLater(ISymbol target, SyntaxNode from, SyntaxNode? body, KeyReads reads) =>
        body is not null && Uses(target, from, body, reads).Any(IsAssigned);

    /// <summary>Whether a name is there to get a new value.</summary>
    internal static bool IsAssigned(SimpleNameSyntax use)
    {
        ExpressionSyntax place = use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access : use;
        return place.Parent is AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } assignment && assignment.Left == place;
    }

    private static IEnumerable<SimpleNameSyntax> Uses(ISymbol symbol, SyntaxNode from, SyntaxNode body, KeyReads reads) =>
        body.DescendantNodes().OfType<SimpleNameSyntax>()
            .Where(name => name.SpanStart > from.Span.End && name.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(reads.SymbolOf(name), symbol));

    private static bool IsText(SyntaxNode node, KeyReads reads) => reads.Model.GetTypeInfo(node, reads.CancellationToken).Type?.SpecialType == SpecialType.System_String;

    private static bool IsException(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Name == nameof(Exception) && type.ContainingNamespace?.Name == nameof(System))
                return true;
        }

        return false;
    }
}
