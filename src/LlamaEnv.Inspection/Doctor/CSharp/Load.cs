using LlamaEnv.Inspection.Doctor.Code;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Inspection.Doctor.CSharp;

/// <summary>A call that brings the key in.</summary>
/// <param name="Node">The call.</param>
/// <param name="Text">As a message names it.</param>
/// <param name="IsConfigurationOnly">Whether it adds a source to the configuration, and leaves the environment as it is.</param>
internal sealed record Load(InvocationExpressionSyntax Node, string Text, bool IsConfigurationOnly)
{
    private static readonly string[] s_loaders = ["LlamaEnvFile", "DotEnv", "DotNetEnv", "Env", "EnvLoader"];

    internal int Position => Node.SpanStart;

    /// <summary>What a call loads; null where it loads nothing.</summary>
    internal static Load? Find(InvocationExpressionSyntax call)
    {
        string? name = Syntax.NameOf(call);
        if (name is null || call.Expression is not MemberAccessExpressionSyntax access)
            return null;
        if (name.StartsWith("Load", StringComparison.Ordinal))
            return LoaderOf(access.Expression) is { } loader ? new Load(call, $"{loader}.{name}()", IsConfigurationOnly: false) : null;
        if (!name.StartsWith("Add", StringComparison.Ordinal))
            return null;

        // The host's configuration, which can be read and added to; a builder alone is read from what it builds later.
        ExpressionSyntax root = access.Expression;
        while (root is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax inner })
            root = inner.Expression;
        return root is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Configuration" } || (root is IdentifierNameSyntax variable && IsLive(variable)) ? new Load(call, $"Configuration.{name}()", IsConfigurationOnly: true) : null;
    }

    /// <summary>Of <c>DotEnv.Fluent().WithTrimValues()</c>, <c>DotEnv</c>.</summary>
    private static string? LoaderOf(ExpressionSyntax? expression)
    {
        for (; expression is not null; expression = Syntax.ReceiverOf(expression))
        {
            string? name = expression is ObjectCreationExpressionSyntax creation ? Syntax.NameOf(creation.Type) : expression is InvocationExpressionSyntax ? null : Syntax.NameOf(expression);
            if (name is not null && s_loaders.Contains(name))
                return name;
        }

        return null;
    }

    /// <summary>Whether a variable is the host's configuration, or one of its kind.</summary>
    private static bool IsLive(IdentifierNameSyntax name) =>
        name.SyntaxTree.GetRoot().DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(v => v.Identifier.ValueText == name.Identifier.ValueText
            && ((v.Initializer?.Value is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Configuration" } source && Syntax.NameOf(source.Expression)?.Contains("builder", StringComparison.OrdinalIgnoreCase) is true)
                || v.Initializer?.Value is ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.ValueText: "ConfigurationManager" } }
                || v.Parent is VariableDeclarationSyntax { Type: IdentifierNameSyntax { Identifier.ValueText: "ConfigurationManager" } }));
}
