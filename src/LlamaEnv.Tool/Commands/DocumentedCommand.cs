using System.CommandLine;

namespace LlamaEnv.Tool.Commands;

/// <summary>A command whose help ends with what people copy from it.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does, in one line.</param>
/// <param name="examples">Command lines.</param>
internal sealed class DocumentedCommand(string name, string description, params IReadOnlyList<string> examples) : Command(name, description)
{
    /// <summary>Command lines to copy.</summary>
    internal IReadOnlyList<string> Examples { get; } = examples;
}
