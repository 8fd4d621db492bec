using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Inspection.Doctor.CSharp;

/// <summary>An expression that asks for one of ours.</summary>
/// <param name="Node">The expression.</param>
/// <param name="Name">What it asks for: the variable's name, or the configuration's.</param>
/// <param name="Variable">Which one that is.</param>
/// <param name="IsConfiguration">Whether it asks the configuration.</param>
internal sealed record KeyRead(ExpressionSyntax Node, string Name, Variable Variable, bool IsConfiguration);
