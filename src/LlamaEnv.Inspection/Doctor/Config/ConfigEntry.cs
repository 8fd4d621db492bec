namespace LlamaEnv.Inspection.Doctor.Config;

/// <summary>An entry of a map, an attribute, a block, or a statement.</summary>
/// <param name="Name">Its name: <c>env</c>, <c>resource</c>.</param>
/// <param name="Labels">What stands between the name and the value: <c>"aws_lambda_function" "worker"</c>.</param>
/// <param name="Value">The value; an empty word where there is none.</param>
/// <param name="Line">The line of the name, from 1.</param>
/// <param name="Column">Where the name begins, from 0.</param>
internal sealed record ConfigEntry(string Name, IReadOnlyList<string> Labels, ConfigNode Value, int Line, int Column)
{
    /// <summary>The label at a place; empty where there are fewer.</summary>
    internal string Label(int index) => index < Labels.Count ? Labels[index] : "";
}
