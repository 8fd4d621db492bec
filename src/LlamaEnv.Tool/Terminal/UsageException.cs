namespace LlamaEnv.Tool.Terminal;

/// <summary>The command line cannot mean anything: exit code 2.</summary>
/// <param name="message">Which part of it, and what would do.</param>
internal sealed class UsageException(string message) : Exception(message);
