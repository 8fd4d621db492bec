namespace LlamaEnv.Tool;

/// <summary>The command could not do what it was asked to: exit code 1.</summary>
/// <param name="message">Why, and what would do.</param>
internal sealed class FailedException(string message) : Exception(message);
