namespace LlamaEnv.Files.Outputs;

/// <summary>A variable as it stands in a .env file.</summary>
/// <param name="Name">In ASCII.</param>
/// <param name="Value">With the quotes it needs.</param>
/// <param name="IsPresent">Whether the file has a line for it that all readers see as one.</param>
internal sealed record DotenvAssignment(byte[] Name, byte[] Value, bool IsPresent)
{
    internal byte[] Line { get; } = [.. Name, (byte)'=', .. Value];
}
