namespace LlamaEnv.Tool.Exports;

/// <summary>What is exported: everything that a format may need to know.</summary>
/// <param name="Variables">The values, in the order they are written. None is empty.</param>
/// <param name="ObjectName">The name of what holds them, for the formats that have such a thing.</param>
/// <param name="Host">The machine.</param>
internal sealed record Export(IReadOnlyList<ExportedVariable> Variables, string ObjectName, HostEnvironment Host);
