namespace LlamaEnv.Tool.Terminal;

/// <summary>Something to choose, and what it is called in the list.</summary>
internal sealed record Choice<T>(T Value, string Label);
