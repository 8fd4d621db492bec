using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Analyzers.CodeFixes;

/// <summary>Finds a configuration that an expression can read from.</summary>
internal static class ConfigurationInScope
{
    private const string Interface = "IConfiguration";
    private const string Property = "Configuration";

    /// <summary>As code: <c>configuration</c>, <c>builder.Configuration</c>. Null where there is none.</summary>
    internal static string? Find(ExpressionSyntax place, SemanticModel model, CancellationToken cancellationToken)
    {
        bool isStatic = IsStatic(place, model, cancellationToken);
        IEnumerable<ISymbol> symbols = model.LookupSymbols(place.SpanStart)
            .Where(symbol => symbol switch
            {
                ILocalSymbol local => local.DeclaringSyntaxReferences.All(r => r.Span.End < place.SpanStart),
                // That of a class's own constructor is a part of an instance.
                IParameterSymbol parameter => !isStatic || parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Constructor },
                IFieldSymbol or IPropertySymbol => symbol.IsStatic || !isStatic,
                _ => false,
            })
            .OrderBy(static symbol => symbol.Kind switch { SymbolKind.Local => 0, SymbolKind.Parameter => 1, _ => 2 });
        return symbols.Select(Read).FirstOrDefault(static code => code is not null);
    }

    private static string? Read(ISymbol symbol)
    {
        ITypeSymbol? type = symbol switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        };
        return type is null ? null
            : Configurations.Is(type, Interface) ? symbol.Name
            : type.GetMembers(Property).OfType<IPropertySymbol>().Any(static p => p.DeclaredAccessibility == Accessibility.Public && Configurations.Is(p.Type, Interface)) ? $"{symbol.Name}.{Property}"
            : null;
    }

    /// <summary>Whether there is no instance: in static members, and in what initializes a field.</summary>
    private static bool IsStatic(ExpressionSyntax place, SemanticModel model, CancellationToken cancellationToken)
    {
        for (ISymbol? symbol = model.GetEnclosingSymbol(place.SpanStart, cancellationToken); symbol is not null and not INamedTypeSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.IsStatic)
                return true;
        }

        return place.FirstAncestorOrSelf<MemberDeclarationSyntax>() is FieldDeclarationSyntax or PropertyDeclarationSyntax { Initializer: not null };
    }
}
