using LlamaEnv.Inspection.Doctor.Code;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Inspection.Doctor.CSharp;

/// <summary>The order of a program's first statements: what is read, and what is loaded only then.</summary>
/// <remarks>The analyzer of LlamaEnv.MSBuild judges the same by what the code means. This one has no more than how it is written.</remarks>
internal static class StartUp
{
    /// <summary>Whether a text may be where a program starts that loads something.</summary>
    internal static bool IsOne(string text) =>
        (text.Contains("Load", StringComparison.Ordinal) && text.Contains("Env", StringComparison.Ordinal)) || (CSharpSources.Mentions(text) && (text.Contains(".Add", StringComparison.Ordinal) || text.Contains("static", StringComparison.Ordinal)));

    /// <summary>The reads that come too early in a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="others">The other files of its project that speak of the key.</param>
    internal static IEnumerable<Finding> Find(CSharpFile file, Lazy<IReadOnlyList<CSharpFile>> others)
    {
        foreach (SyntaxNode body in Bodies(file.Root))
        {
            List<Load> loads = [.. LoadsIn(body)];
            TypeDeclarationSyntax? type = body.FirstAncestorOrSelf<TypeDeclarationSyntax>();
            ConstructorDeclarationSyntax? before = type?.Members.OfType<ConstructorDeclarationSyntax>().FirstOrDefault(static c => c.Modifiers.Any(SyntaxKind.StaticKeyword));
            if (loads.Count > 0)
            {
                foreach (Finding finding in InBody(body, loads, file, others))
                    yield return finding;
            }

            if (before is not null)
            {
                foreach (Finding finding in BeforeMain(type!, before, loads, file))
                    yield return finding;
            }
        }
    }

    /// <summary>Whether a file loads in a module initializer, which runs before everything else.</summary>
    internal static bool LoadsInModuleInitializer(CSharpFile file) =>
        file.Root.DescendantNodes().OfType<MethodDeclarationSyntax>().Any(static m => m.AttributeLists.SelectMany(static l => l.Attributes).Any(static a => Syntax.NameOf(a.Name) is "ModuleInitializer" or "ModuleInitializerAttribute") && LoadsIn(m).Any());

    /// <summary>What a program starts with: top-level statements, or <c>Main</c>.</summary>
    private static IEnumerable<SyntaxNode> Bodies(CompilationUnitSyntax root) =>
        root.Members.Any(static m => m is GlobalStatementSyntax) ? [root]
        : root.DescendantNodes(static n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<MethodDeclarationSyntax>().Where(static m => m.Identifier.ValueText == "Main" && m.Modifiers.Any(SyntaxKind.StaticKeyword));

    private static IEnumerable<Finding> InBody(SyntaxNode body, List<Load> loads, CSharpFile file, Lazy<IReadOnlyList<CSharpFile>> others)
    {
        int first = loads.Min(static l => l.Position);
        int last = loads.Max(static l => l.Position);
        foreach (SyntaxNode node in RunNow(body).TakeWhile(n => n.SpanStart < last))
        {
            if (KeyReads.Find(node, file) is { } read)
            {
                // What was loaded before may have it. To add a source changes no variable.
                IEnumerable<Load> counting = loads.Where(l => read.IsConfiguration || !l.IsConfigurationOnly);
                if (read.Variable == Variable.ApiKey && !counting.Any(l => l.Position < node.SpanStart) && counting.FirstOrDefault() is { } load && (ValueUse.IsKept(read.Node, body) || ValueUse.IsShownLater(read.Node, body, load.Node.Span.End)))
                    yield return TooEarly(file.PlaceOf(node), read.Name, load);
            }
            else if (node.SpanStart < first && node is SimpleNameSyntax use && loads.FirstOrDefault(static l => !l.IsConfigurationOnly) is { } load && InitializedBy(use, file, others) is { } name)
            {
                yield return TooEarly(file.PlaceOf(node), name, load);
            }
        }
    }

    /// <summary>Initializers of the class with <c>Main</c> and its static constructor run before the first statement; without that constructor, they wait for the first use.</summary>
    private static IEnumerable<Finding> BeforeMain(TypeDeclarationSyntax type, ConstructorDeclarationSyntax constructor, List<Load> loads, CSharpFile file)
    {
        List<Load> own = [.. LoadsIn(constructor)];
        if (own.Concat(loads).FirstOrDefault(static l => !l.IsConfigurationOnly) is not { } load)
            yield break;

        foreach (SyntaxNode node in type.Members.SelectMany(StaticInitializers).SelectMany(RunNow))
        {
            if (KeyReads.Find(node, file) is { } read && read.Variable == Variable.ApiKey && ValueUse.IsKept(read.Node, null))
                yield return BeforeFirstStatement(file.PlaceOf(node), read.Name, load);
        }

        foreach (SyntaxNode node in RunNow(constructor))
        {
            if (KeyReads.Find(node, file) is { } read && read.Variable == Variable.ApiKey && !own.Exists(l => !l.IsConfigurationOnly && l.Position < node.SpanStart) && ValueUse.IsKept(read.Node, constructor))
                yield return BeforeFirstStatement(file.PlaceOf(node), read.Name, load);
        }
    }

    /// <summary>What a static field or property reads when it is used first; null where that is not the key.</summary>
    private static string? InitializedBy(SimpleNameSyntax use, CSharpFile own, Lazy<IReadOnlyList<CSharpFile>> others)
    {
        // What is set has its value from there, and a name is no use.
        ExpressionSyntax place = use.Parent is MemberAccessExpressionSyntax member && member.Name == use ? member : use;
        if ((place.Parent is AssignmentExpressionSyntax assignment && assignment.Left == place) || place.Ancestors().OfType<InvocationExpressionSyntax>().Any(static c => Syntax.NameOf(c) == "nameof"))
            return null;

        // Type.Member, or a member of the same type.
        string? type = use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? Syntax.NameOf(access.Expression) : use.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText;
        if (type is null)
            return null;

        foreach (CSharpFile file in others.Value.Prepend(own))
        {
            foreach (TypeDeclarationSyntax declared in file.Root.DescendantNodes().OfType<TypeDeclarationSyntax>().Where(t => t.Identifier.ValueText == type))
            {
                foreach (EqualsValueClauseSyntax initializer in declared.Members.SelectMany(StaticInitializers).Where(i => (i.Parent is VariableDeclaratorSyntax v ? v.Identifier : ((PropertyDeclarationSyntax)i.Parent!).Identifier).ValueText == use.Identifier.ValueText))
                {
                    if (RunNow(initializer).Select(n => KeyReads.Find(n, file)).FirstOrDefault(static r => r?.Variable == Variable.ApiKey && ValueUse.IsKept(r.Node, null)) is { } read)
                        return read.Name;
                }
            }
        }

        return null;
    }

    private static IEnumerable<Load> LoadsIn(SyntaxNode body) => RunNow(body).OfType<InvocationExpressionSyntax>().Select(Load.Find).OfType<Load>();

    private static IEnumerable<EqualsValueClauseSyntax> StaticInitializers(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.StaticKeyword) => field.Declaration.Variables.Select(static v => v.Initializer).OfType<EqualsValueClauseSyntax>(),
        PropertyDeclarationSyntax { Initializer: { } initializer } property when property.Modifiers.Any(SyntaxKind.StaticKeyword) => [initializer],
        _ => [],
    };

    /// <summary>What runs in the order in which it stands there. What runs later, or not at all, is left out: lambdas, local functions, types.</summary>
    private static IEnumerable<SyntaxNode> RunNow(SyntaxNode body) =>
        body.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax or DelegateDeclarationSyntax or AttributeListSyntax)).OrderBy(static node => node.SpanStart);

    private static Finding TooEarly(Place place, string name, Load load) =>
        DoctorFindings.ReadBeforeLoad(place, $"{name} is read here, and {load.Text} in line {CSharpFile.LineOf(load.Node)} loads it only then: the program keeps what was there before. Move the load up, or read the key where it is needed (a property, a factory)");

    private static Finding BeforeFirstStatement(Place place, string name, Load load) =>
        DoctorFindings.ReadBeforeLoad(place, $"{name} is read here by the static constructor of the class with Main, which runs before {load.Text} in line {CSharpFile.LineOf(load.Node)}. Read the key behind the load, or where it is needed (a property)");
}
