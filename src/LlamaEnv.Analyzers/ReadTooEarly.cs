using Microsoft.CodeAnalysis;

namespace LlamaEnv.Analyzers;

/// <summary>A finding of LLENV0068.</summary>
/// <param name="place">The read.</param>
/// <param name="name">What is read.</param>
/// <param name="load">What comes too late.</param>
/// <param name="isBeforeMain">Whether it runs before the first statement of <c>Main</c>.</param>
internal sealed class ReadTooEarly(SyntaxNode place, string name, Load load, bool isBeforeMain)
{
    internal SyntaxNode Place { get; } = place;

    internal string Name { get; } = name;

    internal Load Load { get; } = load;

    internal bool IsBeforeMain { get; } = isBeforeMain;
}
