using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Analyzers;

/// <summary>Finds where code asks for the key, by what the code means.</summary>
internal sealed class KeyReads(SemanticModel model, CancellationToken cancellationToken)
{
    private const string Variable = "LLAMA_CLOUD_API_KEY";
    private const string Section = "LlamaCloud";
    private const string Member = "ApiKey";
    private const string Key = Section + ":" + Member;

    internal SemanticModel Model { get; } = model;

    internal CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>What an expression reads: the variable's name or the configuration's key; null where it reads neither.</summary>
    internal string? Find(SyntaxNode node, out bool isConfiguration)
    {
        isConfiguration = false;
        switch (node)
        {
            case InvocationExpressionSyntax call when Loads.NameOf(call) is "GetEnvironmentVariable" or "GetStringValue" or "GetString" && IsOf(call, Variable) && IsEnvironment(SymbolOf(call)):
                return Variable;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call when access.Name.Identifier.ValueText == "GetValue":
                isConfiguration = true;
                return ConfigurationKey(access.Expression, call.ArgumentList.Arguments);
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value", Expression: InvocationExpressionSyntax section }:
                isConfiguration = true;
                return SectionOf(section) is { } path && IsKey(path) ? path : null;
            case ElementAccessExpressionSyntax element when IsVariables(element.Expression) && IsOf(element.ArgumentList.Arguments, Variable):
                return Variable;
            case ElementAccessExpressionSyntax element:
                isConfiguration = true;
                return ConfigurationKey(element.Expression, element.ArgumentList.Arguments);
            default:
                return null;
        }
    }

    internal ISymbol? SymbolOf(SyntaxNode node) => Model.GetSymbolInfo(node, CancellationToken).Symbol;

    private string? ConfigurationKey(ExpressionSyntax receiver, SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        if (arguments.Count == 0 || TextOf(arguments[0].Expression) is not { } key)
            return null;
        if (receiver is InvocationExpressionSyntax section && SectionOf(section) is { } path)
            key = $"{path}:{key}";
        return IsKey(key) && Configurations.Is(Model.GetTypeInfo(receiver, CancellationToken).Type, "IConfiguration") ? key : null;
    }

    private string? SectionOf(InvocationExpressionSyntax call) =>
        Loads.NameOf(call) is "GetSection" or "GetRequiredSection" && call.ArgumentList.Arguments.Count == 1 && TextOf(call.ArgumentList.Arguments[0].Expression) is { } path
        && Configurations.Is(Model.GetTypeInfo(call, CancellationToken).Type, "IConfiguration") ? path : null;

    private static bool IsKey(string key) => string.Equals(key, Key, StringComparison.OrdinalIgnoreCase) || string.Equals(key, Variable, StringComparison.OrdinalIgnoreCase);

    private bool IsOf(InvocationExpressionSyntax call, string name) => IsOf(call.ArgumentList.Arguments, name);

    private bool IsOf(SeparatedSyntaxList<ArgumentSyntax> arguments, string name) => arguments.Count > 0 && TextOf(arguments[0].Expression) == name;

    /// <summary>A literal, or a constant by whatever name.</summary>
    private string? TextOf(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax literal
            ? literal.IsKind(SyntaxKind.StringLiteralExpression) ? literal.Token.ValueText : null
            : Model.GetConstantValue(expression, CancellationToken).Value as string;

    /// <summary>.NET's own, or a reader that comes with a loader of files: both look into the environment.</summary>
    private static bool IsEnvironment(ISymbol? method) => method?.ContainingType is { } type
        && (type.Name, type.ContainingNamespace?.ToDisplayString()) is ("Environment", "System") or ("EnvReader", _) or ("Env", _);

    private bool IsVariables(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax call && Loads.NameOf(call) == "GetEnvironmentVariables" && IsEnvironment(SymbolOf(call));
}
