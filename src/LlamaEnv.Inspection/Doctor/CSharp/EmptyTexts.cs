using LlamaEnv.Inspection.Doctor.Code;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

using DiagnosticSeverity = LlamaEnv.Diagnostics.DiagnosticSeverity;

namespace LlamaEnv.Inspection.Doctor.CSharp;

/// <summary>Code that makes an empty text of a key that is not there, or that puts one in its place.</summary>
/// <param name="file">The file.</param>
/// <param name="sources">All sources that may check what another one makes.</param>
internal sealed class EmptyTexts(CSharpFile file, Lazy<IReadOnlyList<string>> sources)
{
    private static readonly string[] s_clients = ["LlamaCloud", "LlamaParse", "LlamaExtract", "LlamaIndex"];

    private static readonly string[] s_getters = ["Get", "Read", "Env", "Value", "Setting", "OrDefault"];

    /// <summary>The findings of the file.</summary>
    internal IEnumerable<Finding> Find() => file.Root.DescendantNodes().SelectMany(Of);

    private IEnumerable<Finding> Of(SyntaxNode node)
    {
        IEnumerable<Finding> ofRead = KeyReads.Find(node, file) is { } read && read.Variable != Variable.ProjectId ? OfRead(read) : [];
        return node switch
        {
            InvocationExpressionSyntax call => ofRead.Concat(OfCall(call)),
            BaseObjectCreationExpressionSyntax creation when IsClient(Syntax.TypeOf(creation)) => OfClient(creation),
            AssignmentExpressionSyntax assignment => OfAssignment(assignment),
            _ => ofRead,
        };
    }

    /// <summary><c>READ ?? ""</c>, <c>READ is { } key ? key : ""</c>, <c>key ??= ""</c>, and <c>?? "your-api-key"</c>.</summary>
    private IEnumerable<Finding> OfRead(KeyRead read)
    {
        ExpressionSyntax value = ValueOf(read.Node);
        ExpressionSyntax? fallback = null;
        ExpressionSyntax whole = value;
        while (whole.Parent is BinaryExpressionSyntax binary && binary.IsKind(SyntaxKind.CoalesceExpression) || whole.Parent is ParenthesizedExpressionSyntax)
            whole = (ExpressionSyntax)whole.Parent!;
        if (!ReferenceEquals(whole, value))
            fallback = Syntax.LastOperand(whole);
        else if (value.Ancestors().OfType<ExpressionSyntax>().TakeWhile(static e => e is not (InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 1 } or AnonymousFunctionExpressionSyntax)).OfType<ConditionalExpressionSyntax>().FirstOrDefault(c => c.Condition.Span.Contains(value.Span)) is { } choice)
            (fallback, whole) = (Syntax.IsEmptyText(choice.WhenTrue) && Syntax.LiteralOf(choice.WhenFalse) is null ? choice.WhenTrue : Syntax.IsEmptyText(choice.WhenFalse) && Syntax.LiteralOf(choice.WhenTrue) is null ? choice.WhenFalse : null, choice);
        else if (FilledLater(value) is { } filled)
            (fallback, whole) = (filled.Right, filled);

        // Of several reads, the last one before the fallback is the one that it stands beside.
        if (fallback is null || IsOnlyLookedAt(whole) || whole.DescendantNodes().Any(n => n.SpanStart > read.Node.Span.End && KeyReads.Find(n, file)?.Variable == read.Variable))
            return [];

        Place place = file.PlaceOf(fallback);
        if (Syntax.IsEmptyText(fallback))
        {
            Finding finding = DoctorFindings.EmptyDefault(new Assignment(read.Name, Supply.EmptyDefault, place) { From = read.Name }, null);
            return [SkipsItself(read.Node) ? finding with { Diagnostic = finding.Diagnostic with { Severity = DiagnosticSeverity.Notice } } : finding];
        }

        return Syntax.LiteralOf(fallback) is { Length: > 0 } text && !SettingsValue.IsMadeUp(text) && read.Variable == Variable.ApiKey ? FaultsOf(read.Name, text, place) : [];
    }

    /// <summary>A call that takes the name and an empty default, and one that sets the variable to nothing.</summary>
    private IEnumerable<Finding> OfCall(InvocationExpressionSyntax call)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        if (arguments.Count < 2 || Syntax.NameOf(call) is not { } name || file.TextOf(arguments[0].Expression) is not { } key || MeantExactly(key) is not { } variable)
            return [];

        ExpressionSyntax second = arguments[1].Expression;
        Assignment assignment = new(key, Supply.EmptyDefault, file.PlaceOf(second)) { From = key };
        if (name == "SetEnvironmentVariable")
            return (Syntax.IsEmptyText(second) || Syntax.IsNull(second)) && variable.Name == key && IsProcess(arguments) && !file.IsTest && !IsCleanUp(call, key) ? [DoctorFindings.TakenAway(assignment with { Place = file.PlaceOf(call) }, Syntax.IsNull(second))] : [];

        return arguments.Count == 2 && Syntax.IsEmptyText(second) && s_getters.Any(g => name.Contains(g, StringComparison.Ordinal)) && !name.StartsWith("Set", StringComparison.Ordinal) && !name.StartsWith("With", StringComparison.Ordinal) && !name.StartsWith("Try", StringComparison.Ordinal) && !IsOnlyLookedAt(ValueOf(call))
            ? [DoctorFindings.EmptyDefault(assignment, null)]
            : [];
    }

    /// <summary><c>new LlamaCloudClient { ApiKey = "" }</c> and <c>new LlamaCloudClient(apiKey: "")</c>.</summary>
    private IEnumerable<Finding> OfClient(BaseObjectCreationExpressionSyntax creation)
    {
        IEnumerable<(string Name, ExpressionSyntax Value)> given =
        [
            .. (creation.Initializer?.Expressions ?? default).OfType<AssignmentExpressionSyntax>().Select(static a => (Syntax.NameOf(a.Left) ?? "", a.Right)),
            .. (creation.ArgumentList?.Arguments ?? default).Select(static (a, i) => (a.NameColon?.Name.Identifier.ValueText ?? (i == 0 ? "apiKey" : ""), a.Expression)),
        ];
        return given.SelectMany(g => OfMember(g.Name, g.Value));
    }

    private IEnumerable<Finding> OfAssignment(AssignmentExpressionSyntax assignment)
    {
        if (assignment.Left is MemberAccessExpressionSyntax member && assignment.Ancestors().OfType<InvocationExpressionSyntax>().Any(static c => IsClient(Syntax.NameOf(c)) && c.ArgumentList.Arguments.Any(static a => a.Expression is AnonymousFunctionExpressionSyntax)))
            return OfMember(member.Name.Identifier.ValueText, assignment.Right);

        // The environment of a process that is started: startInfo.Environment["K"] = "".
        return assignment.Left is ElementAccessExpressionSyntax { ArgumentList.Arguments: [var only] } element && Syntax.NameOf(element.Expression) is "Environment" or "EnvironmentVariables" && file.TextOf(only.Expression) is { } key && MeantExactly(key)?.Name == key && !file.IsTest
            ? Syntax.IsEmptyText(assignment.Right) ? [DoctorFindings.Empty(new Assignment(key, Supply.Empty, file.PlaceOf(assignment)), null, isCertain: false)]
                : EmptyEnd(assignment.Right) is { } end && !HasRead(assignment.Right) ? [DoctorFindings.EmptyDefault(new Assignment(key, Supply.EmptyDefault, file.PlaceOf(end)), null)] : []
            : [];
    }

    private IEnumerable<Finding> OfMember(string name, ExpressionSyntax value)
    {
        Variable? variable = name.Equals("ApiKey", StringComparison.OrdinalIgnoreCase) ? Variable.ApiKey : name.Equals("BaseUrl", StringComparison.OrdinalIgnoreCase) ? Variable.BaseUrl : null;
        if (variable is null || file.IsTest)
            return [];
        if (Syntax.IsEmptyText(value))
            return [DoctorFindings.Empty(new Assignment(name, Supply.Empty, file.PlaceOf(value)), null, isCertain: true)];
        if (EmptyEnd(value) is { } end && !HasRead(value))
            return [DoctorFindings.EmptyDefault(new Assignment(variable.Name, Supply.EmptyDefault, file.PlaceOf(end)), null)];
        return variable == Variable.ApiKey && Syntax.LiteralOf(value) is { Length: > 0 } text && !SettingsValue.IsMadeUp(text) ? FaultsOf(variable.Name, text, file.PlaceOf(value)) : [];
    }

    /// <summary>The empty text that a value may come to; null where it does not.</summary>
    private static ExpressionSyntax? EmptyEnd(ExpressionSyntax value) => Syntax.LastOperand(value) is { } last && !ReferenceEquals(last, value) && Syntax.IsEmptyText(last) ? last : null;

    /// <summary>Whether the name is read in it: then it is found there.</summary>
    private bool HasRead(ExpressionSyntax value) => value.DescendantNodesAndSelf().Any(n => KeyReads.Find(n, file) is not null);

    /// <summary>The same text, trimmed or otherwise changed, and in brackets.</summary>
    private static ExpressionSyntax ValueOf(ExpressionSyntax read)
    {
        ExpressionSyntax value = read;
        while (true)
        {
            ExpressionSyntax? next = value.Parent switch
            {
                ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax => (ExpressionSyntax)value.Parent,
                ConditionalAccessExpressionSyntax conditional when conditional.Expression == value && IsSameText(conditional.WhenNotNull) => conditional,
                MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access when access.Expression == value && IsSameText(call) => call,
                _ => null,
            };
            if (next is null)
                return value;

            value = next;
        }
    }

    private static bool IsSameText(ExpressionSyntax call) => Syntax.NameOf(call) is "Trim" or "TrimEnd" or "TrimStart" or "ToString" or "Replace";

    /// <summary><c>key ??= ""</c> of a variable that a value went into.</summary>
    private static AssignmentExpressionSyntax? FilledLater(ExpressionSyntax value) =>
        value.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } && variable.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } body
            ? body.SyntaxTree.GetRoot().DescendantNodes().OfType<AssignmentExpressionSyntax>().FirstOrDefault(a => a.IsKind(SyntaxKind.CoalesceAssignmentExpression) && a.SpanStart > value.SpanStart && Syntax.NameOf(a.Left) == variable.Identifier.ValueText)
            : null;

    /// <summary>Whether the value goes nowhere, or is checked before it does.</summary>
    private bool IsOnlyLookedAt(ExpressionSyntax whole)
    {
        SyntaxNode? parent = whole.Parent;
        while (parent is ParenthesizedExpressionSyntax)
            parent = parent.Parent;
        switch (parent)
        {
            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }:
                return ValueUse.IsLooker(Syntax.NameOf(call)) || Syntax.NameOf(Syntax.RootOf(call)) is "Console" or "Debug" or "Trace" or "AnsiConsole";
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" }:
                return true;
            case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call }:
                return ValueUse.IsLooker(Syntax.NameOf(call));
            case BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.EqualsExpression) || binary.IsKind(SyntaxKind.NotEqualsExpression):
                return true;
            case IsPatternExpressionSyntax or SwitchStatementSyntax or SwitchExpressionSyntax or InterpolationSyntax:
                return true;
            case AssignmentExpressionSyntax assignment:
                return IsChecked(Syntax.NameOf(assignment.Left), assignment.Left is not IdentifierNameSyntax);
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                return IsChecked(variable.Identifier.ValueText, variable.Parent?.Parent is FieldDeclarationSyntax);
            case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                return IsRequired(property) || IsChecked(property.Identifier.ValueText, isElsewhere: true);
            case ExpressionStatementSyntax when whole is AssignmentExpressionSyntax filled:
                return IsChecked(Syntax.NameOf(filled.Left), isElsewhere: false);
            case ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                return IsChecked(property.Identifier.ValueText, isElsewhere: true);
            case ArrowExpressionClauseSyntax or ReturnStatementSyntax:
                return IsChecked(parent.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.ValueText, isElsewhere: true);
            default:
                return false;
        }
    }

    /// <summary>Whether it is in a test that is not run without a key, as its attribute says.</summary>
    private static bool SkipsItself(SyntaxNode node) =>
        node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && method.AttributeLists.SelectMany(static l => l.Attributes).Any(static a => Syntax.NameOf(a.Name) is { } name && (name.Contains("Skip", StringComparison.Ordinal) || name.Contains("Conditional", StringComparison.Ordinal) || name.Contains("Require", StringComparison.Ordinal)));

    private static bool IsRequired(PropertyDeclarationSyntax property) => property.AttributeLists.SelectMany(static l => l.Attributes).Any(static a => Syntax.NameOf(a.Name) is "Required" or "MinLength" or "StringLength" or "Length");

    /// <summary>Whether somebody asks if a variable or property is empty.</summary>
    private bool IsChecked(string? name, bool isElsewhere) =>
        name is not null && (file.Root.DescendantNodes().Any(n => IsCheck(n, name)) || (isElsewhere && sources.Value.Any(text => IsCheckedIn(text, name))));

    private static bool IsCheck(SyntaxNode node, string name) => node switch
    {
        InvocationExpressionSyntax call => IsEmptiness(Syntax.NameOf(call)) && call.ArgumentList.Arguments.Any(a => Syntax.NameOf(a.Expression) == name),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" } access => Syntax.NameOf(access.Expression) == name,
        BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.EqualsExpression) || binary.IsKind(SyntaxKind.NotEqualsExpression) => Syntax.NameOf(binary.Left) == name && Syntax.IsEmptyText(binary.Right),
        IsPatternExpressionSyntax pattern => Syntax.NameOf(pattern.Expression) == name && pattern.Pattern.DescendantNodesAndSelf().Any(static p => p is NameColonSyntax { Name.Identifier.ValueText: "Length" } || (p is ConstantPatternSyntax constant && Syntax.IsEmptyText(constant.Expression)) || p is ListPatternSyntax),
        _ => false,
    };

    private static bool IsEmptiness(string? method) =>
        method is not null && (method.Contains("NullOr", StringComparison.Ordinal) || method.Contains("Empty", StringComparison.Ordinal) || method.Contains("Blank", StringComparison.Ordinal) || method.StartsWith("Skip", StringComparison.Ordinal));

    private static bool IsCheckedIn(string text, string name)
    {
        const int Near = 120;
        for (int start = text.IndexOf("NullOr", StringComparison.Ordinal); start >= 0; start = text.IndexOf("NullOr", start + 1, StringComparison.Ordinal))
        {
            if (text.AsSpan(start, Math.Min(Near, text.Length - start)) is var near && near[..(near.IndexOf('\n') is >= 0 and var end ? end : near.Length)].Contains(name, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>The value was taken before, and the variable is only kept from others; or it is put back as it was.</summary>
    private bool IsCleanUp(InvocationExpressionSyntax call, string key) =>
        call.Ancestors().Any(static a => a is FinallyClauseSyntax || (a is MethodDeclarationSyntax method && method.Identifier.ValueText.StartsWith("Dispose", StringComparison.Ordinal)))
        || file.Root.DescendantNodes().TakeWhile(n => n.SpanStart < call.SpanStart).Any(n => KeyReads.Find(n, file)?.Name == key);

    private static bool IsProcess(SeparatedSyntaxList<ArgumentSyntax> arguments) => arguments.Count == 2 || Syntax.NameOf(arguments[2].Expression) == "Process";

    private static IEnumerable<Finding> FaultsOf(string name, string text, Place place) =>
        ValueText.Literal(name, text, place).Faults.Where(static f => f.Kind is "placeholder" or "other-provider").Select(SettingsValue.Softened);

    private static bool IsClient(string? type) => type is not null && s_clients.Any(c => type.Contains(c, StringComparison.Ordinal));

    /// <summary>The variable or configuration key of this very name.</summary>
    private static Variable? MeantExactly(string name) =>
        Variable.All.FirstOrDefault(v => v != Variable.ProjectId && v.Name == name) ?? (ValueText.IsConfigurationKey(name) && ValueText.MeantBy(name) is { } variable && variable != Variable.ProjectId ? variable : null);
}
