using LlamaEnv.Inspection.Doctor.Code;
using LlamaEnv.Inspection.Doctor.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Inspection.Doctor.CSharp;

/// <summary>Finds where code asks the environment or the configuration for the key, its URL or its project.</summary>
internal static class KeyReads
{
    private static readonly string[] s_readers = ["Env", "EnvReader", "DotNetEnv"];

    /// <summary>What a piece of code asks for; null where it asks for none of ours.</summary>
    internal static KeyRead? Find(SyntaxNode node, CSharpFile file) => node switch
    {
        InvocationExpressionSyntax call => OfCall(call, file),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value", Expression: InvocationExpressionSyntax section } access when SectionOf(section, file) is { } path => Configured(access, path),
        ElementAccessExpressionSyntax { ArgumentList.Arguments: [var argument] } element when file.TextOf(argument.Expression) is { } key => OfElement(element, key, file),
        _ => null,
    };

    private static KeyRead? OfCall(InvocationExpressionSyntax call, CSharpFile file)
    {
        if (call.ArgumentList.Arguments.FirstOrDefault() is not { } first || Syntax.NameOf(call) is not { } name)
            return null;

        switch (name)
        {
            case "GetEnvironmentVariable":
            case "GetString" or "GetStringValue" when IsReader(Syntax.ReceiverOf(call)):
                return file.TextOf(first.Expression) is { } text && Variable.All.FirstOrDefault(v => v.Name == text) is { } variable ? new KeyRead(call, text, variable, IsConfiguration: false) : null;
            case "GetValue" when Syntax.ReceiverOf(call) is { } receiver && file.TextOf(first.Expression) is { } key:
                return receiver is InvocationExpressionSyntax section && SectionOf(section, file) is { } path ? Configured(call, $"{path}:{key}") : IsConfiguration(receiver) ? Configured(call, key) : null;
            default:
                return null;
        }
    }

    private static KeyRead? OfElement(ElementAccessExpressionSyntax element, string key, CSharpFile file)
    {
        if (element.Expression is InvocationExpressionSyntax call)
        {
            return Syntax.NameOf(call) == "GetEnvironmentVariables"
                ? Variable.All.FirstOrDefault(v => v.Name == key) is { } variable ? new KeyRead(element, key, variable, IsConfiguration: false) : null
                : SectionOf(call, file) is { } path ? Configured(element, $"{path}:{key}") : null;
        }

        return IsConfiguration(element.Expression) ? Configured(element, key) : null;
    }

    private static KeyRead? Configured(ExpressionSyntax node, string key)
    {
        Variable? variable = Variable.All.FirstOrDefault(v => string.Equals(v.Name, key, StringComparison.OrdinalIgnoreCase)) ?? (ValueText.IsConfigurationKey(key) ? ValueText.MeantBy(key) : null);
        return variable is null ? null : new KeyRead(node, key, variable, IsConfiguration: true);
    }

    private static string? SectionOf(InvocationExpressionSyntax call, CSharpFile file) =>
        Syntax.NameOf(call) is "GetSection" or "GetRequiredSection" && call.ArgumentList.Arguments is [var only] ? file.TextOf(only.Expression) : null;

    private static bool IsReader(ExpressionSyntax? receiver) =>
        receiver is ObjectCreationExpressionSyntax creation ? s_readers.Contains(Syntax.NameOf(creation.Type)) : s_readers.Contains(Syntax.NameOf(receiver));

    /// <summary>Whether what is asked is a configuration, by its name.</summary>
    internal static bool IsConfiguration(ExpressionSyntax? receiver) => Syntax.NameOf(receiver)?.Contains("config", StringComparison.OrdinalIgnoreCase) is true;
}
