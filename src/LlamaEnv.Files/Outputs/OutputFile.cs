namespace LlamaEnv.Files.Outputs;

/// <summary>A file an output renders.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="Changed">Whether its content is new; an unchanged file is not written.</param>
public sealed record OutputFile(string Path, bool Changed);
