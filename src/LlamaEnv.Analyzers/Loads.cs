using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Analyzers;

/// <summary>Knows the calls that bring the key in: loaders of <c>.env</c> files, and sources of the host's configuration.</summary>
internal static class Loads
{
    private static readonly string[] s_loaders = ["LlamaEnvFile", "DotEnv", "DotNetEnv", "Env", "EnvLoader"];
    private static readonly string[] s_loaderNamespaces = ["dotenv.net", "DotNetEnv", "DotEnv.Core"];

    internal static Load? Find(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        string? name = NameOf(call);
        if (name is null || !(name.StartsWith("Load", StringComparison.Ordinal) || name.StartsWith("Add", StringComparison.Ordinal))
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
            return null;

        if (name[0] == 'L')
            return IsLoader(method.ContainingType) ? new Load(call, $"{method.ContainingType.Name}.{name}()", isConfigurationOnly: false) : null;

        return call.Expression is MemberAccessExpressionSyntax access && IsLiveConfiguration(model.GetTypeInfo(RootOf(access.Expression), cancellationToken).Type)
            ? new Load(call, $"Configuration.{name}()", isConfigurationOnly: true)
            : null;
    }

    internal static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };

    private static bool IsLoader(INamedTypeSymbol type) =>
        s_loaders.Contains(type.Name) || s_loaderNamespaces.Contains(type.ContainingNamespace?.ToDisplayString() ?? "");

    /// <summary>What a chain of calls starts with: of <c>x.SetBasePath(…).AddJsonFile(…)</c>, <c>x</c>.</summary>
    private static ExpressionSyntax RootOf(ExpressionSyntax expression)
    {
        while (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access })
            expression = access.Expression;
        return expression;
    }

    /// <summary>The host's configuration, which can be read and added to; a builder alone is read from what it builds later.</summary>
    private static bool IsLiveConfiguration(ITypeSymbol? type) => Configurations.Is(type, "IConfigurationBuilder") && Configurations.Is(type, "IConfiguration");
}
