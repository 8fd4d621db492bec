namespace LlamaEnv.Conformance.Tests;

/// <summary>A value to carry from our output to every reader.</summary>
/// <param name="Class">What is special about it: its row in the manual's table.</param>
/// <param name="Text">The value itself.</param>
internal sealed record CorpusValue(string Class, string Text);
