using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Config;

/// <summary>What a word in a value stands for.</summary>
/// <param name="Name">Its name, without what says where it is defined: <c>llama_key</c> of <c>var.llama_key</c>.</param>
/// <param name="Value">The value it is defined by, or the default of what is given from outside; null where there is none.</param>
/// <param name="Place">Where that stands.</param>
internal sealed record ConfigDefinition(string Name, ConfigNode? Value, Place Place)
{
    /// <summary>Whether it is given from outside, and <see cref="Value"/> counts only where it is not.</summary>
    internal bool IsParameter { get; init; }

    /// <summary>Whether it is always given, or looked at before it is used, so that its default reaches nobody.</summary>
    internal bool IsGiven { get; init; }
}
