using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Analyzers;

/// <summary>The order of a program's first statements: what is read, and what is loaded only then.</summary>
internal static class StartUp
{
    /// <summary>The findings in the tree of <paramref name="reads"/>.</summary>
    internal static IEnumerable<ReadTooEarly> Find(IMethodSymbol main, KeyReads reads)
    {
        List<Load> loads = [.. main.DeclaringSyntaxReferences.SelectMany(r => LoadsIn(r.GetSyntax(reads.CancellationToken), reads))];
        IMethodSymbol? before = main.ContainingType.StaticConstructors.FirstOrDefault(static c => !c.IsImplicitlyDeclared);
        IEnumerable<ReadTooEarly> findings = loads.Count == 0 ? [] : main.DeclaringSyntaxReferences.SelectMany(r => InBody(r.GetSyntax(reads.CancellationToken), loads, reads));
        return before is null ? findings : findings.Concat(BeforeMain(main.ContainingType, before, loads, reads));
    }

    internal static bool LoadsInModuleInitializer(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            if (tree.GetText(cancellationToken).ToString().IndexOf("ModuleInitializer", StringComparison.Ordinal) < 0)
                continue;

            KeyReads reads = new(ModelOf(compilation, tree), cancellationToken);
            foreach (MethodDeclarationSyntax method in tree.GetRoot(cancellationToken).DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                bool isInitializer = method.AttributeLists.SelectMany(static l => l.Attributes).Any(static a => a.Name.ToString() is { } name && (name.EndsWith("ModuleInitializer", StringComparison.Ordinal) || name.EndsWith("ModuleInitializerAttribute", StringComparison.Ordinal)));
                if (isInitializer && LoadsIn(method, reads).Any())
                    return true;
            }
        }

        return false;
    }

    private static IEnumerable<ReadTooEarly> InBody(SyntaxNode body, List<Load> loads, KeyReads reads)
    {
        int first = loads.Min(static l => l.Position);
        int last = loads.Max(static l => l.Position);
        foreach (SyntaxNode node in RunNow(body).TakeWhile(n => n.SpanStart < last))
        {
            if (reads.Find(node, out bool isConfiguration) is { } name)
            {
                // What was loaded before may have it. To add a source changes no variable.
                IEnumerable<Load> counting = loads.Where(l => isConfiguration || !l.IsConfigurationOnly);
                if (!counting.Any(l => l.Position < node.SpanStart) && counting.FirstOrDefault() is { } load && Capture.IsKept((ExpressionSyntax)node, body, reads))
                    yield return new ReadTooEarly(node, name, load, isBeforeMain: false);
            }
            else if (node.SpanStart < first && node is SimpleNameSyntax use && loads.FirstOrDefault(static l => !l.IsConfigurationOnly) is { } load && InitializedBy(use, reads) is { } read)
            {
                yield return new ReadTooEarly(use, read, load, isBeforeMain: false);
            }
        }
    }

    /// <summary>Initializers of the class with <c>Main</c> and its static constructor run before the first statement; without that constructor, they wait for the first use.</summary>
    private static IEnumerable<ReadTooEarly> BeforeMain(INamedTypeSymbol type, IMethodSymbol constructor, List<Load> loads, KeyReads reads)
    {
        SyntaxNode? body = constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(reads.CancellationToken);
        KeyReads inConstructor = body is null || body.SyntaxTree == reads.Model.SyntaxTree ? reads : new(ModelOf(reads.Model.Compilation, body.SyntaxTree), reads.CancellationToken);
        List<Load> ownLoads = body is null ? [] : [.. LoadsIn(body, inConstructor)];
        if (ownLoads.Concat(loads).FirstOrDefault(static l => !l.IsConfigurationOnly) is not { } load)
            yield break;

        foreach (TypeDeclarationSyntax part in type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(reads.CancellationToken)).OfType<TypeDeclarationSyntax>())
        {
            if (part.SyntaxTree != reads.Model.SyntaxTree)
                continue;

            foreach (SyntaxNode node in part.Members.SelectMany(StaticInitializers).SelectMany(RunNow))
            {
                if (reads.Find(node, out _) is { } name && Capture.IsKept((ExpressionSyntax)node, null, reads))
                    yield return new ReadTooEarly(node, name, load, isBeforeMain: true);
            }
        }

        if (body is null || body.SyntaxTree != reads.Model.SyntaxTree)
            yield break;

        foreach (SyntaxNode node in RunNow(body))
        {
            if (reads.Find(node, out _) is { } name && !ownLoads.Exists(l => !l.IsConfigurationOnly && l.Position < node.SpanStart) && Capture.IsKept((ExpressionSyntax)node, body, reads))
                yield return new ReadTooEarly(node, name, load, isBeforeMain: true);
        }
    }

    /// <summary>What a static field or property reads when it is used first; null where that is not the key.</summary>
    private static string? InitializedBy(SimpleNameSyntax use, KeyReads reads)
    {
        bool isName = use.FirstAncestorOrSelf<ArgumentSyntax>()?.Parent?.Parent is InvocationExpressionSyntax call && Loads.NameOf(call) == "nameof";
        if (isName || Capture.IsAssigned(use) || reads.SymbolOf(use) is not { IsStatic: true, Kind: SymbolKind.Field or SymbolKind.Property } symbol || symbol is IFieldSymbol { IsConst: true })
            return null;

        foreach (SyntaxReference reference in symbol.DeclaringSyntaxReferences)
        {
            SyntaxNode declaration = reference.GetSyntax(reads.CancellationToken);
            EqualsValueClauseSyntax? initializer = declaration is VariableDeclaratorSyntax variable ? variable.Initializer : (declaration as PropertyDeclarationSyntax)?.Initializer;
            if (initializer is null)
                continue;

            KeyReads there = new(ModelOf(reads.Model.Compilation, declaration.SyntaxTree), reads.CancellationToken);
            foreach (SyntaxNode node in RunNow(initializer))
            {
                if (there.Find(node, out _) is { } name && Capture.IsKept((ExpressionSyntax)node, null, there))
                    return name;
            }
        }

        return null;
    }

    private static IEnumerable<Load> LoadsIn(SyntaxNode body, KeyReads reads) =>
        RunNow(body).OfType<InvocationExpressionSyntax>().Select(call => Loads.Find(call, reads.Model, reads.CancellationToken)).OfType<Load>();

    private static IEnumerable<SyntaxNode> StaticInitializers(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.StaticKeyword) => field.Declaration.Variables.Select(static v => v.Initializer).OfType<EqualsValueClauseSyntax>(),
        PropertyDeclarationSyntax { Initializer: { } initializer } property when property.Modifiers.Any(SyntaxKind.StaticKeyword) => [initializer],
        _ => [],
    };

    /// <summary>What runs in the order in which it stands there. What runs later, or not at all, is left out: lambdas, local functions, types.</summary>
    private static IEnumerable<SyntaxNode> RunNow(SyntaxNode body) =>
        body.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax or DelegateDeclarationSyntax or AttributeListSyntax)).OrderBy(static node => node.SpanStart);

#pragma warning disable RS1030 // The model of another file, which the compiler has to be asked for. Only where a program loads a file, and something in its first statements is static.
    private static SemanticModel ModelOf(Compilation compilation, SyntaxTree tree) => compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
}
