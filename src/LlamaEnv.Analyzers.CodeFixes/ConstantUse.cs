using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace LlamaEnv.Analyzers.CodeFixes;

/// <summary>Where only a constant may stand, and what becomes of a constant that is none any more.</summary>
internal static class ConstantUse
{
    /// <summary>Whether a value that is known when the program runs may stand there.</summary>
    internal static async Task<bool> AllowsReadAsync(ExpressionSyntax node, Document document, SemanticModel model, CancellationToken cancellationToken)
    {
        if (IsNeeded(node))
            return false;
        if (DeclarationOf(node) is not { } declaration)
            return true;
        if (declaration.Declaration.Variables.Count > 1 || model.GetDeclaredSymbol(declaration.Declaration.Variables[0], cancellationToken) is not { } symbol)
            return false;

        // Where the constant is used, a constant may be needed, too.
        foreach (ReferencedSymbol reference in await SymbolFinder.FindReferencesAsync(symbol, document.Project.Solution, cancellationToken).ConfigureAwait(false))
        {
            foreach (ReferenceLocation location in reference.Locations)
            {
                SyntaxNode root = await location.Location.SourceTree!.GetRootAsync(cancellationToken).ConfigureAwait(false);
                if (root.FindNode(location.Location.SourceSpan, getInnermostNodeForTie: true) is var use && (IsNeeded(use) || DeclarationOf(use) is not null))
                    return false;
            }
        }

        return true;
    }

    /// <summary>The root with the expression replaced; a constant that had it becomes a variable.</summary>
    internal static SyntaxNode Replace(SyntaxNode root, ExpressionSyntax node, ExpressionSyntax replacement)
    {
        if (DeclarationOf(node) is not { } declaration)
            return root.ReplaceNode(node, replacement);

        SyntaxNode replaced = declaration.Node.ReplaceNode(node, replacement);
        return root.ReplaceNode(declaration.Node, replaced switch
        {
            FieldDeclarationSyntax field => field.WithModifiers(ToStatic(field.Modifiers)),
            LocalDeclarationStatementSyntax local => ToVariable(local),
            _ => replaced,
        });
    }

    private static bool IsNeeded(SyntaxNode node)
    {
        foreach (SyntaxNode above in node.Ancestors())
        {
            switch (above)
            {
                case AttributeArgumentSyntax or CaseSwitchLabelSyntax or ConstantPatternSyntax or EqualsValueClauseSyntax { Parent: ParameterSyntax }:
                    return true;
                case StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax:
                    return false;
            }
        }

        return false;
    }

    private static (SyntaxNode Node, VariableDeclarationSyntax Declaration)? DeclarationOf(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(static n => n is StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax) switch
        {
            FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword) => (field, field.Declaration),
            LocalDeclarationStatementSyntax local when local.Modifiers.Any(SyntaxKind.ConstKeyword) => (local, local.Declaration),
            _ => null,
        };

    private static SyntaxTokenList ToStatic(SyntaxTokenList modifiers)
    {
        SyntaxToken constant = modifiers.First(static m => m.IsKind(SyntaxKind.ConstKeyword));
        return modifiers.ReplaceRange(constant, [
            SyntaxFactory.Token(constant.LeadingTrivia, SyntaxKind.StaticKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space)),
            SyntaxFactory.Token(default, SyntaxKind.ReadOnlyKeyword, constant.TrailingTrivia),
        ]);
    }

    private static LocalDeclarationStatementSyntax ToVariable(LocalDeclarationStatementSyntax local)
    {
        SyntaxToken constant = local.Modifiers.First(static m => m.IsKind(SyntaxKind.ConstKeyword));
        LocalDeclarationStatementSyntax variable = local.WithModifiers(local.Modifiers.Remove(constant));
        return variable.WithLeadingTrivia(constant.LeadingTrivia);
    }
}
