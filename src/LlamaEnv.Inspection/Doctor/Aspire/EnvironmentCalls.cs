using LlamaEnv.Inspection.Doctor.Code;
using LlamaEnv.Inspection.Doctor.CSharp;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Inspection.Doctor.Aspire;

/// <summary>Finds what gives a resource variables: on the chain, on its variable later, in a loop, in a method of the repository.</summary>
internal sealed class EnvironmentCalls(CSharpFile file, DoctorReport report)
{
    /// <summary>A variable of a variable of a variable: deeper is nothing that people write.</summary>
    private const int MaxAliases = 4;

    /// <summary>Beginnings of Aspire's own methods, which give no variable of ours. Others may do anything.</summary>
    private static readonly string[] s_harmless =
    [
        "WithReference", "WithHttp", "WithEndpoint", "WithExternal", "WithReplicas", "WithBindMount", "WithVolume", "WithData", "WithLifetime", "WithHealth", "WithParent", "WithRelationship", "WithChild", "WithUrl", "WithImage", "WithBuildSecret",
        "WithCommand", "WithExplicitStart", "WithIcon", "WithEntrypoint", "WithContainerName", "WithContainerFiles", "WithContainerNetworkAlias", "WithAnnotation", "WithOtlp", "WithDeveloper", "WithCertificate", "WithLaunchProfile", "WithDockerfileBaseImage",
        "WithCompute", "WithRole", "WithManifest", "WithMcp", "WithArgs", "WithDebug", "WithHostPort", "WithRemote", "WaitFor", "PublishAs", "PublishWith", "As", "Exclude", "Add", "GetEndpoint", "OnResource", "OnBefore", "OnConnection", "DisableForwardedHeaders", "RunAs", "ConfigureContainerApp",
    ];

    private readonly Dictionary<string, bool?> _methods = new(StringComparer.Ordinal);

    internal EnvironmentOf Of(AppHostResource resource)
    {
        EnvironmentOf environment = new();
        for (SyntaxNode node = resource.Call; node.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access && access.Expression == node; node = next)
            Take(next, environment);
        if (resource.Variable is not { } variable)
            return environment;

        HashSet<string> names = Aliases(variable);
        foreach (InvocationExpressionSyntax call in file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(c => c.SpanStart > resource.Call.Span.End || !c.Span.IntersectsWith(resource.Call.Span)).OrderBy(static c => c.Span.End))
        {
            if (Syntax.RootOf(call) is IdentifierNameSyntax root && names.Contains(root.Identifier.ValueText) && call.Expression is MemberAccessExpressionSyntax)
                Take(call, environment);
            else if (call.ArgumentList.Arguments.Any(a => IsOneOf(a.Expression, names)) && !IsHarmless(Syntax.NameOf(call)) && Syntax.NameOf(call) is not "WithEnvironment")
                TakeMethod(call, environment);
        }

        return environment;
    }

    /// <summary>Whether something speaks of the key, and it cannot be told to which resources it goes.</summary>
    internal bool HasOthers(IReadOnlyList<EnvironmentOf> environments)
    {
        HashSet<SyntaxNode> seen = [.. environments.SelectMany(static e => e.Seen)];
        return file.Root.DescendantNodes().OfType<ExpressionSyntax>().Where(e => e is LiteralExpressionSyntax or IdentifierNameSyntax && file.TextOf(e) == Variable.ApiKey.Name)
            .Any(e => e.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } ? Syntax.NameOf(call) is "WithEnvironment" && !IsSeen(call) : e.Parent is ArgumentSyntax { Parent.Parent: ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax } element } && !IsSeen(element));

        // In a method of this file it is for whoever calls that.
        bool IsSeen(SyntaxNode node) => node.AncestorsAndSelf().Any(seen.Contains) || node.Ancestors().Any(a => a is MethodDeclarationSyntax { Identifier.ValueText: var method } && _methods.ContainsKey(method)) || node.Ancestors().Any(a => a is LocalFunctionStatementSyntax { Identifier.ValueText: var function } && _methods.ContainsKey(function));
    }

    private void Take(InvocationExpressionSyntax call, EnvironmentOf environment)
    {
        if (!environment.Seen.Add(call))
            return;

        string? name = Syntax.NameOf(call);
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        if (name == "WithEnvironment")
            TakeEnvironment(arguments, environment);
        else if (name == "WithBuildArg" && arguments.Count > 1 && file.TextOf(arguments[0].Expression) == Variable.ApiKey.Name)
            environment.Baked.Add(DoctorFindings.BakedIn(file.PlaceOf(call.Expression is MemberAccessExpressionSyntax access ? access.Name : call), $"{Variable.ApiKey.Name} is an argument of the image's build and stays in its history, for whoever has the image. Use WithBuildSecret, and WithEnvironment for the program"));
        else if (name is "WithContainerRuntimeArgs" or "WithArgs")
            environment.IsUnknown |= arguments.Any(a => file.TextOf(a.Expression) is null or "-e" or "--env" or "--env-file" || file.TextOf(a.Expression)!.StartsWith("--env", StringComparison.Ordinal)) && name != "WithArgs";
        else
            TakeMethod(call, environment);
    }

    private void TakeMethod(InvocationExpressionSyntax call, EnvironmentOf environment)
    {
        environment.Seen.Add(call);
        string? name = Syntax.NameOf(call);
        if (name is null || (IsHarmless(name) && FindMethod(name) is not true))
            return;

        bool? givesKey = FindMethod(name);
        if (givesKey is true)
            environment.Assignments.Add(new Assignment(Variable.ApiKey.Name, Supply.Given, file.PlaceOf(call)));
        else if (givesKey is null)
            environment.IsUnknown = true;
    }

    private void TakeEnvironment(SeparatedSyntaxList<ArgumentSyntax> arguments, EnvironmentOf environment)
    {
        if (arguments.FirstOrDefault()?.Expression is not { } first)
            return;

        if (first is AnonymousFunctionExpressionSyntax lambda)
        {
            List<AssignmentExpressionSyntax> assignments = [.. lambda.DescendantNodes().OfType<AssignmentExpressionSyntax>().Where(static a => a.Left is ElementAccessExpressionSyntax)];
            foreach (AssignmentExpressionSyntax assignment in assignments)
                Set(((ElementAccessExpressionSyntax)assignment.Left).ArgumentList.Arguments.FirstOrDefault()?.Expression, assignment.Right, environment);
            environment.IsUnknown |= assignments.Count == 0;
        }
        else if (arguments.Count == 1 || arguments[1].Expression is null)
        {
            environment.IsUnknown |= Syntax.NameOf(first) is not { } method || FindMethod(method) is null or true;
        }
        else
        {
            Set(first, arguments[1].Expression, environment);
        }
    }

    private void Set(ExpressionSyntax? nameOf, ExpressionSyntax value, EnvironmentOf environment)
    {
        if (file.TextOf(nameOf) is not { } name)
        {
            environment.IsUnknown = true;
            return;
        }

        Assignment made = ValueOf(name, value, file.PlaceOf(nameOf!), 0);
        environment.Assignments.Add(made);
        if (value is IdentifierNameSyntax && made is { Supply: Supply.Given or Supply.Host, Faults.Count: 0 })
            environment.Values.Add((name, value.ToString()));
    }

    private Assignment ValueOf(string name, ExpressionSyntax value, Place place, int depth)
    {
        if (value is ParenthesizedExpressionSyntax { Expression: var inner })
            return ValueOf(name, inner, place, depth);
        if (Syntax.IsEmptyText(value))
            return new(name, Supply.Empty, file.PlaceOf(value));
        if (file.TextOf(value) is { } text)
            return text.Contains('$', StringComparison.Ordinal) ? new(name, Supply.Host, place) : ValueText.Literal(name, text, file.PlaceOf(value));
        if (value is BinaryExpressionSyntax { Left: var left } && Syntax.LastOperand(value) is { } last && Syntax.IsEmptyText(last))
        {
            // What is read by our own name is found where it stands.
            bool isFound = left.DescendantNodesAndSelf().Any(n => KeyReads.Find(n, file) is not null);
            return new(name, isFound ? Supply.Host : Supply.EmptyDefault, file.PlaceOf(last));
        }

        if (value is InvocationExpressionSyntax parameter && Syntax.NameOf(parameter) == "AddParameter" && AppHostReader.ValueOf(parameter) is { } given && Syntax.LastOperand(given) is { } end && Syntax.IsEmptyText(end) && !given.DescendantNodesAndSelf().Any(n => KeyReads.Find(n, file) is not null))
            return new(name, ReferenceEquals(end, given) ? Supply.Empty : Supply.EmptyDefault, file.PlaceOf(end));
        if (NameIn(value) is { } from)
            return ValueText.FromHost(name, from.Replace(':', '_'), Supply.Host, place);

        return value is IdentifierNameSyntax variable && depth < MaxAliases && InitializerOf(variable.Identifier.ValueText) is { } initializer ? ValueOf(name, initializer, place, depth + 1) : new(name, Supply.Given, place);
    }

    /// <summary>The variable, parameter or key of the configuration that a value is taken from.</summary>
    private string? NameIn(ExpressionSyntax value) => value switch
    {
        BinaryExpressionSyntax { Left: var left } => NameIn(left),
        InvocationExpressionSyntax call when Syntax.NameOf(call) is "GetEnvironmentVariable" or "AddParameter" or "GetValue" => file.TextOf(call.ArgumentList.Arguments.FirstOrDefault()?.Expression),
        ElementAccessExpressionSyntax { ArgumentList.Arguments: [var only] } => file.TextOf(only.Expression),
        _ => null,
    };

    private ExpressionSyntax? InitializerOf(string variable) =>
        file.Root.DescendantNodes().OfType<VariableDeclaratorSyntax>().FirstOrDefault(v => v.Identifier.ValueText == variable)?.Initializer?.Value;

    /// <summary>The names under which a resource is spoken of: its variable, one that holds it, that of a loop over such.</summary>
    private HashSet<string> Aliases(string variable)
    {
        HashSet<string> names = new([variable], StringComparer.Ordinal);
        for (int i = 0; i < MaxAliases; i++)
        {
            int before = names.Count;
            foreach (SyntaxNode node in file.Root.DescendantNodes())
            {
                if (node is VariableDeclaratorSyntax { Initializer.Value: var value } declared && Holds(value, names))
                    names.Add(declared.Identifier.ValueText);
                else if (node is ForEachStatementSyntax loop && (Holds(loop.Expression, names) || IsOneOf(loop.Expression, names)))
                    names.Add(loop.Identifier.ValueText);
                else if (node is SimpleLambdaExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } lambda && Syntax.NameOf(call) is "ForEach" or "Select" && Syntax.ReceiverOf(call) is { } receiver && receiver.DescendantNodesAndSelf().Any(n => n is IdentifierNameSyntax name && names.Contains(name.Identifier.ValueText)))
                    names.Add(lambda.Parameter.Identifier.ValueText);
            }

            if (names.Count == before)
                break;
        }

        return names;
    }

    /// <summary>Whether an expression is a collection with one of these in it, or a chain on one.</summary>
    private static bool Holds(ExpressionSyntax expression, HashSet<string> names) => expression switch
    {
        ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or CollectionExpressionSyntax or BaseObjectCreationExpressionSyntax or InitializerExpressionSyntax => expression.DescendantNodes().Any(n => n is IdentifierNameSyntax { Parent: InitializerExpressionSyntax or CollectionElementSyntax } name && names.Contains(name.Identifier.ValueText)),
        InvocationExpressionSyntax call => IsOneOf(Syntax.RootOf(call), names),
        _ => IsOneOf(expression, names),
    };

    private static bool IsOneOf(ExpressionSyntax expression, HashSet<string> names) => expression is IdentifierNameSyntax name && names.Contains(name.Identifier.ValueText);

    /// <summary>Whether a method of this repository gives the key; null where there is none of that name.</summary>
    private bool? FindMethod(string name)
    {
        if (_methods.TryGetValue(name, out bool? known))
            return known;

        bool? gives = null;
        foreach (string path in report.CSharp.Paths)
        {
            if (report.Tree.Read(path) is not { } text || !text.Contains($" {name}", StringComparison.Ordinal))
                continue;

            CSharpFile? source = report.CSharp.Read(path);
            foreach (SyntaxNode method in source?.Root.DescendantNodes().Where(n => n is MethodDeclarationSyntax m ? m.Identifier.ValueText == name : n is LocalFunctionStatementSyntax f && f.Identifier.ValueText == name) ?? [])
                gives = gives is true || method.DescendantNodes().OfType<ExpressionSyntax>().Any(e => source!.TextOf(e) == Variable.ApiKey.Name);
        }

        _methods[name] = gives;
        return gives;
    }

    private static bool IsHarmless(string? method) => method is not null && s_harmless.Any(h => method.StartsWith(h, StringComparison.Ordinal));
}
