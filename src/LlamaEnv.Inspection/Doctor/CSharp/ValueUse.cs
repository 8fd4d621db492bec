using LlamaEnv.Inspection.Doctor.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Inspection.Doctor.CSharp;

/// <summary>Tells a value that somebody keeps from one that is only looked at, as by <c>if (value is null)</c>.</summary>
internal static class ValueUse
{
    /// <summary>A value that goes from variable to variable is followed so far.</summary>
    private const int MaxVariables = 4;

    private static readonly string[] s_lookers = ["IsNullOr", "Write", "Log", "Print", "Equals", "Contains", "StartsWith", "EndsWith", "Assert", "ThrowIf", "Should", "Mask", "Redact", "Is", "Has", "Try", "Any", "SetEnvironmentVariable", "Compare", "Markup", "nameof", "Skip"];

    private static readonly string[] s_showers = ["Write", "Log", "Print", "Markup", "SetEnvironmentVariable"];

    private static readonly string[] s_textMethods = ["Trim", "TrimEnd", "TrimStart", "ToString", "Replace", "Substring", "ToLower", "ToUpper", "ToLowerInvariant", "ToUpperInvariant", "Normalize", "Format", "Join", "Concat"];

    /// <summary>Whether a call only looks at what it is given.</summary>
    internal static bool IsLooker(string? method) => method is not null && s_lookers.Any(l => method.StartsWith(l, StringComparison.Ordinal) && (method.Length == l.Length || !char.IsLower(method[l.Length]) || l.Length > 3));

    /// <summary>Whether the value of an expression is kept: given to an object, a field, or a variable from which it gets there.</summary>
    /// <param name="value">The expression.</param>
    /// <param name="body">Where variables are used; null where there are none.</param>
    internal static bool IsKept(ExpressionSyntax value, SyntaxNode? body) => IsKept(value, body, MaxVariables);

    /// <summary>Whether a variable that has the value is written out or put into the environment behind a place, as if it were the one that is there now.</summary>
    internal static bool IsShownLater(ExpressionSyntax value, SyntaxNode body, int behind) =>
        value.Ancestors().TakeWhile(static n => n is not StatementSyntax).SkipWhile(static n => n is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax || n.IsKind(SyntaxKind.CoalesceExpression)).Take(2).ToList() is [EqualsValueClauseSyntax, VariableDeclaratorSyntax variable] && !IsAssignedLater(variable.Identifier.ValueText, value, body)
        && Uses(variable.Identifier.ValueText, value, body).Any(use => use.SpanStart > behind && use.Ancestors().OfType<InvocationExpressionSyntax>().Any(static call => Syntax.NameOf(call) is { } name && s_showers.Any(s => name.StartsWith(s, StringComparison.Ordinal))));

    private static bool IsKept(SyntaxNode value, SyntaxNode? body, int variables)
    {
        for (SyntaxNode node = value; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax or AwaitExpressionSyntax or InterpolationSyntax or InterpolatedStringExpressionSyntax or SwitchExpressionArmSyntax:
                    continue;
                case ConditionalAccessExpressionSyntax conditional:
                    if (conditional.Expression == node && !IsTextMethod(conditional.WhenNotNull))
                        return false;
                    continue;
                case InvocationExpressionSyntax call:
                    if (!IsTextMethod(call))
                        return false;
                    continue;
                case BinaryExpressionSyntax binary when binary.Kind() is SyntaxKind.CoalesceExpression or SyntaxKind.AddExpression or SyntaxKind.AsExpression:
                    continue;
                case ConditionalExpressionSyntax choice when choice.Condition != node:
                    continue;
                case SwitchExpressionSyntax choice when choice.GoverningExpression != node:
                    continue;
                case MemberAccessExpressionSyntax access when access.Expression == node:
                    if (access.Parent is not InvocationExpressionSyntax)
                        return false;
                    continue;
                case ArgumentSyntax argument:
                    if (IsHandedOn(argument) is { } isKept)
                        return isKept;
                    // What the call answers has the value in it.
                    parent = argument.Parent!.Parent!;
                    continue;
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax } variable }:
                    return IsVariableKept(variable.Identifier.ValueText, node, body, variables);
                case EqualsValueClauseSyntax:
                    return true;
                case AssignmentExpressionSyntax assignment when assignment.Right == node:
                    return IsAssignmentKept(assignment, body, variables);
                case InitializerExpressionSyntax or AnonymousObjectMemberDeclaratorSyntax or CollectionElementSyntax:
                    return true;
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>True: an object or a method has it. False: it was looked at. Null: it is part of what the call returns.</summary>
    private static bool? IsHandedOn(ArgumentSyntax argument)
    {
        switch (argument.Parent?.Parent)
        {
            case BaseObjectCreationExpressionSyntax creation:
                return Syntax.TypeOf(creation)?.EndsWith("Exception", StringComparison.Ordinal) is not true;
            case InvocationExpressionSyntax call:
                string? name = Syntax.NameOf(call);
                return s_textMethods.Contains(name) ? null : !IsLooker(name) && Syntax.NameOf(Syntax.RootOf(call)) is not ("Console" or "Debug" or "Trace" or "AnsiConsole" or "Encoding" or "File" or "Path" or "int" or "bool");
            case TupleExpressionSyntax:
                return true;
            default:
                return false;
        }
    }

    private static bool IsAssignmentKept(AssignmentExpressionSyntax assignment, SyntaxNode? body, int variables)
    {
        if (assignment.Parent is InitializerExpressionSyntax)
            return true;
        if (assignment.Left is not IdentifierNameSyntax { Identifier.ValueText: var name })
            return !IsAssignedLater(Syntax.NameOf(assignment.Left), assignment, body);
        if (name == "_")
            return false;

        bool isLocal = body?.DescendantNodes().Any(n => n is VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax } v ? v.Identifier.ValueText == name : n is SingleVariableDesignationSyntax d && d.Identifier.ValueText == name) is true;
        return isLocal ? IsVariableKept(name, assignment, body, variables) : !IsAssignedLater(name, assignment, body);
    }

    /// <summary>Whether a variable that has the value gives it on, and does not get a new one later.</summary>
    private static bool IsVariableKept(string name, SyntaxNode from, SyntaxNode? body, int variables) =>
        body is not null && variables > 0 && !IsAssignedLater(name, from, body) && Uses(name, from, body).Any(use => use.Parent is not MemberAccessExpressionSyntax access || access.Name != use ? IsKept(use, body, variables - 1) : false);

    private static bool IsAssignedLater(string? name, SyntaxNode from, SyntaxNode? body) => body is not null && name is not null && Uses(name, from, body).Any(IsAssigned);

    private static bool IsAssigned(SimpleNameSyntax use)
    {
        ExpressionSyntax place = use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access : use;
        return place.Parent is AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } assignment && assignment.Left == place;
    }

    private static IEnumerable<SimpleNameSyntax> Uses(string name, SyntaxNode from, SyntaxNode body) =>
        body.DescendantNodes().OfType<SimpleNameSyntax>().Where(n => n.SpanStart > from.Span.End && n.Identifier.ValueText == name && n.Parent is not NameColonSyntax);

    private static bool IsTextMethod(ExpressionSyntax call) => s_textMethods.Contains(Syntax.NameOf(call));
}
