using LlamaEnv.Inspection.Doctor.Code;
using LlamaEnv.Inspection.Doctor.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Inspection.Doctor.CSharp;

/// <summary>Code that writes the key itself where others read it: onto the console, or into a log. What is cut, measured or masked before is not the key.</summary>
internal sealed class KeyLogs(CSharpFile file)
{
    private static readonly string[] s_consoles = ["Console", "Debug", "Trace", "AnsiConsole"];

    private static readonly string[] s_loggers = ["LogTrace", "LogDebug", "LogInformation", "LogWarning", "LogError", "LogCritical", "Log", "Verbose", "Debug", "Information", "Info", "Warning", "Warn", "Error", "Fatal", "Critical", "Trace"];

    /// <summary>The findings of the file.</summary>
    internal IEnumerable<Finding> Find()
    {
        HashSet<string> names = [.. file.Root.DescendantNodes().Select(NameWithKey).OfType<string>()];
        foreach (InvocationExpressionSyntax call in file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(IsWriter))
        {
            if (call.ArgumentList.Arguments.SelectMany(static a => Parts(a.Expression)).FirstOrDefault(part => IsKey(part, names)) is { } key)
                yield return DoctorFindings.Logged(file.PlaceOf(key), $"{Variable.ApiKey.Name} is written {(IsConsole(call) ? "to the output" : "to the log")} here, for everybody who can read that. Write only whether it is there");
        }
    }

    /// <summary>Code that writes down the whole configuration, keys among it.</summary>
    internal static IEnumerable<Finding> FindDump(CSharpFile file) =>
        file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(static c => Syntax.NameOf(c) == "GetDebugView" && c.ArgumentList.Arguments.Count == 0)
            .Select(call => DoctorFindings.Logged(file.PlaceOf(call), $"GetDebugView() shows every value of the configuration, {Variable.ApiKey.Name} among them. Hand it a function that hides secrets, or leave it out"));

    /// <summary>The variable, field or property that the key is put into as it is.</summary>
    private string? NameWithKey(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax { Initializer.Value: var value } variable when Parts(value).Any(IsRead) => variable.Identifier.ValueText,
        PropertyDeclarationSyntax property when (property.Initializer?.Value ?? property.ExpressionBody?.Expression) is { } value && Parts(value).Any(IsRead) => property.Identifier.ValueText,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax name, Right: var value } when Parts(value).Any(IsRead) => name.Identifier.ValueText,
        _ => null,
    };

    private bool IsRead(ExpressionSyntax part) => KeyReads.Find(part, file)?.Variable == Variable.ApiKey;

    private bool IsKey(ExpressionSyntax part, HashSet<string> names) => part switch
    {
        IdentifierNameSyntax name => names.Contains(name.Identifier.ValueText),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ApiKey" } access => access.Expression.ToString().Contains("llama", StringComparison.OrdinalIgnoreCase),
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or IdentifierNameSyntax } access when names.Contains(access.Name.Identifier.ValueText) => true,
        _ => IsRead(part),
    };

    /// <summary>What of an expression is shown as it is: operands, holes of a text, without brackets and what does not change a text.</summary>
    private static IEnumerable<ExpressionSyntax> Parts(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax { Expression: var inner } => Parts(inner),
        PostfixUnaryExpressionSyntax { Operand: var inner } => Parts(inner),
        CastExpressionSyntax { Expression: var inner } => Parts(inner),
        ConditionalExpressionSyntax choice => Parts(choice.WhenTrue).Concat(Parts(choice.WhenFalse)),
        BinaryExpressionSyntax binary when binary.Kind() is SyntaxKind.AddExpression or SyntaxKind.CoalesceExpression => Parts(binary.Left).Concat(Parts(binary.Right)),
        InterpolatedStringExpressionSyntax text => text.Contents.OfType<InterpolationSyntax>().SelectMany(static i => Parts(i.Expression)),
        ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax call } access when IsSameText(call) => Parts(access.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call when IsSameText(call) => Parts(access.Expression),
        InvocationExpressionSyntax call when Syntax.NameOf(call) is "Format" or "Concat" or "Join" => call.ArgumentList.Arguments.SelectMany(static a => Parts(a.Expression)),
        _ => [expression],
    };

    private static bool IsSameText(InvocationExpressionSyntax call) => Syntax.NameOf(call) is "Trim" or "TrimEnd" or "TrimStart" or "ToString";

    private static bool IsWriter(InvocationExpressionSyntax call) => IsConsole(call)
        || (Syntax.NameOf(call) is { } name && s_loggers.Contains(name) && Syntax.ReceiverOf(call) is { } receiver && Syntax.NameOf(receiver)?.Contains("log", StringComparison.OrdinalIgnoreCase) is true);

    private static bool IsConsole(InvocationExpressionSyntax call) =>
        Syntax.NameOf(call) is { } name && (name.StartsWith("Write", StringComparison.Ordinal) || name.StartsWith("Markup", StringComparison.Ordinal) || name == "Print") && s_consoles.Contains(Syntax.NameOf(Syntax.RootOf(call)));
}
