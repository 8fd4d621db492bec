using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Analyzers.CodeFixes;

/// <summary>Puts a read of the configuration, or of the environment, where a key is written down.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HardCodedKeyCodeFix)), Shared]
public sealed class HardCodedKeyCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rules.HardCodedKeyId];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Document document = context.Document;
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || KeyExpression.Find(root.FindNode(context.Span, getInnermostNodeForTie: true), model, context.CancellationToken) is not { } key
            || !await ConstantUse.AllowsReadAsync(key.Node, document, model, context.CancellationToken).ConfigureAwait(false))
            return;

        if (ConfigurationInScope.Find(key.Node, model, context.CancellationToken) is { } configuration)
            Register(context, root, key, "Read the key from the configuration", $"{configuration}[\"LlamaCloud:ApiKey\"]", "LlamaCloud:ApiKey");
        Register(context, root, key, "Read the key from the environment", "global::System.Environment.GetEnvironmentVariable(\"LLAMA_CLOUD_API_KEY\")", "LLAMA_CLOUD_API_KEY");
    }

    private static void Register(CodeFixContext context, SyntaxNode root, KeyExpression key, string title, string read, string name)
    {
        // Without a value an exception names it here; an empty key would be a refusal of the server's later.
        ExpressionSyntax replacement = key.Replace($"({read} ?? throw new global::System.InvalidOperationException(\"{name} is not set\"))");
        context.RegisterCodeFix(
            CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(ConstantUse.Replace(root, key.Node, replacement))), equivalenceKey: name),
            context.Diagnostics);
    }
}
