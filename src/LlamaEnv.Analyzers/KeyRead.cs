using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Analyzers;

/// <summary>A place where code asks for the key.</summary>
/// <param name="expression">The expression that has the value.</param>
/// <param name="name">What is asked for: the variable's name, or the configuration's key.</param>
/// <param name="sees">Whether a source that is added to the host's configuration later would have changed the answer.</param>
internal sealed class KeyRead(ExpressionSyntax expression, string name, bool sees)
{
    internal ExpressionSyntax Expression { get; } = expression;

    internal string Name { get; } = name;

    internal bool SeesSources { get; } = sees;
}
