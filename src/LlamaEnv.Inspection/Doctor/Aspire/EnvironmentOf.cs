using LlamaEnv.Inspection.Doctor.Model;
using Microsoft.CodeAnalysis;

namespace LlamaEnv.Inspection.Doctor.Aspire;

/// <summary>What the code of an AppHost gives a resource.</summary>
internal sealed class EnvironmentOf
{
    /// <summary>In the order in which it stands there.</summary>
    internal List<Assignment> Assignments { get; } = [];

    /// <summary>What becomes a part of its image.</summary>
    internal List<Finding> Baked { get; } = [];

    /// <summary>The names with the expressions that give them a value, where those are names of variables.</summary>
    internal List<(string Name, string? Expression)> Values { get; } = [];

    /// <summary>The pieces of code that were taken into account.</summary>
    internal HashSet<SyntaxNode> Seen { get; } = [];

    /// <summary>Whether there is something that may give it more, and that cannot be read.</summary>
    internal bool IsUnknown { get; set; }
}
