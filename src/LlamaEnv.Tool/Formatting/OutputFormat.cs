namespace LlamaEnv.Tool.Formatting;

/// <summary>How a reading command prints its records.</summary>
/// <remarks>No enum: an option of a value type is not compiled ahead of time, and every start of the tool waits for it.</remarks>
internal sealed class OutputFormat(string name)
{
    /// <summary>A table for people.</summary>
    internal static readonly OutputFormat Text = new("text");

    /// <summary>An object, or an array of them.</summary>
    internal static readonly OutputFormat Json = new("json");

    /// <summary>A mapping, or a sequence of them.</summary>
    internal static readonly OutputFormat Yaml = new("yaml");

    /// <summary>Findings for code scanning. Only commands that look through repositories have them.</summary>
    internal static readonly OutputFormat Sarif = new("sarif");

    internal static readonly IReadOnlyList<OutputFormat> All = [Text, Json, Yaml];

    /// <summary>The name users give it, in any case.</summary>
    public override string ToString() => name;
}
