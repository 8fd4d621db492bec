using Microsoft.CodeAnalysis;

namespace LlamaEnv.Analyzers;

/// <summary>A call that brings the key in.</summary>
/// <param name="node">The call.</param>
/// <param name="text">As a message names it.</param>
/// <param name="isConfigurationOnly">Whether it adds a source to the configuration, and leaves the environment as it is.</param>
internal sealed class Load(SyntaxNode node, string text, bool isConfigurationOnly)
{
    internal string Text { get; } = text;

    internal bool IsConfigurationOnly { get; } = isConfigurationOnly;

    internal int Position { get; } = node.SpanStart;

    /// <summary>From 1.</summary>
    internal int Line { get; } = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
