namespace LlamaEnv.Files.IO;

/// <summary>A file that was written where it is, and could neither be completed nor brought back.</summary>
internal sealed class TornFileException(string message) : IOException(message);
