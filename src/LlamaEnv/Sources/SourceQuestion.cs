namespace LlamaEnv.Sources;

/// <summary>What a slow source is asked.</summary>
/// <param name="Id">Says everything that the answer may depend on, as a hash: who has the same gets the same answer.</param>
/// <param name="Name">For messages: the source, and what it asks.</param>
/// <param name="Timeout">How long an answer may take.</param>
internal sealed record SourceQuestion(string Id, string Name, TimeSpan Timeout);
