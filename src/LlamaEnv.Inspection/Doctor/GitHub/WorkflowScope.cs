using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Shell;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.GitHub;

/// <summary>What a workflow, a job or a composite action gives its steps.</summary>
/// <param name="File">The file.</param>
/// <param name="Group">What its runtimes have in common.</param>
internal sealed record WorkflowScope(string File, string Group)
{
    internal IReadOnlyList<Assignment> Environment { get; init; } = [];

    internal IReadOnlyList<Carrier> Carriers { get; init; } = [];

    /// <summary>Plain values, for paths and names.</summary>
    internal IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the machine is the user's own, whose environment nobody knows.</summary>
    internal bool InheritsUnknown { get; init; }

    internal bool HasFile { get; init; }

    /// <summary>Whether a step resolves references to a manager's secrets, so that one is no mistake where it stands.</summary>
    internal bool HasResolver { get; init; }

    internal ShellKind Shell { get; init; }

    internal string? Folder { get; init; } = "";

    /// <summary>The job, as a message calls it.</summary>
    internal string Job { get; init; } = "";

    /// <summary>The step that calls a composite action, where what is missing is reported; null in a workflow.</summary>
    internal (string Name, Place Head, YamlNode Step)? Caller { get; init; }

    /// <summary>The inputs of a composite action that its caller gives; null in a workflow, where nobody can tell.</summary>
    internal IReadOnlyDictionary<string, YamlNode>? Inputs { get; init; }
}
