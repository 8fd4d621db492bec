using LlamaEnv.Inspection.Doctor.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Inspection.Doctor.Aspire;

/// <summary>A call that adds something to start.</summary>
/// <param name="Call">The call.</param>
/// <param name="Method">What is called.</param>
/// <param name="Kind">What it adds.</param>
/// <param name="Project">The class of <c>Projects</c> that it names; null for none.</param>
internal sealed record AppHostResource(InvocationExpressionSyntax Call, string Method, AppHostKind Kind, string? Project)
{
    /// <summary>Its name, as the code gives it.</summary>
    internal string Name => Syntax.LiteralOf(Call.ArgumentList.Arguments.FirstOrDefault()?.Expression) ?? Method;

    /// <summary>The name of the method, for its line.</summary>
    internal SyntaxToken NameToken => ((MemberAccessExpressionSyntax)Call.Expression).Name.Identifier;

    /// <summary>The call and all that are chained to it.</summary>
    internal ExpressionSyntax Chain
    {
        get
        {
            ExpressionSyntax chain = Call;
            while (chain.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access && access.Expression == chain)
                chain = next;
            return chain;
        }
    }

    /// <summary>The variable or member it is kept in; null for none.</summary>
    internal string? Variable => Chain.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.ValueText,
        AssignmentExpressionSyntax assignment => Syntax.NameOf(assignment.Left),
        _ => null,
    };

    /// <summary>The resource that a call adds; null where it adds none that runs a program.</summary>
    internal static AppHostResource? Find(InvocationExpressionSyntax call)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Name: var name } || call.ArgumentList.Arguments.Count == 0)
            return null;

        string method = name.Identifier.ValueText;
        string? project = name is GenericNameSyntax { TypeArgumentList.Arguments: [QualifiedNameSyntax type] } ? type.Right.Identifier.ValueText : null;
        return method switch
        {
            "AddProject" or "AddAzureFunctionsProject" or "AddCSharpApp" => new(call, method, AppHostKind.Project, project),
            "AddDockerfile" or "AddContainer" => new(call, method, AppHostKind.Container, null),
            "AddExecutable" => new(call, method, AppHostKind.Executable, null),
            _ => null,
        };
    }
}
