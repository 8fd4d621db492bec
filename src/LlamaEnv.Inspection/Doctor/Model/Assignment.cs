
namespace LlamaEnv.Inspection.Doctor.Model;

/// <summary>A line that gives a variable to a program. It does not keep the text, which may be a key.</summary>
/// <param name="Name">The variable's name as it stands there.</param>
/// <param name="Supply">What it gives.</param>
/// <param name="Place">Where.</param>
internal sealed record Assignment(string Name, Supply Supply, Place Place)
{
    /// <summary>The variable or the secret's entry that the value is taken from, where the line names one: <c>OPENAI_API_KEY</c> of <c>${OPENAI_API_KEY}</c>.</summary>
    internal string? From { get; init; }

    /// <summary>Whether the text says where a manager has the secret, so that what resolves such references makes a value of it.</summary>
    internal bool IsReference { get; init; }

    /// <summary>What is wrong with the text that stands there: a placeholder, another provider's key, a reference nobody expands, a key.</summary>
    internal IReadOnlyList<Finding> Faults { get; init; } = [];
}
