namespace LlamaEnv.Fuzz;

/// <summary>What has to hold did not.</summary>
internal sealed class FuzzException(string what) : Exception(what);
