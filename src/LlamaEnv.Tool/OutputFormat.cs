namespace LlamaEnv.Tool;

/// <summary>How a reading command prints its records.</summary>
internal enum OutputFormat
{
    /// <summary>A table for people.</summary>
    Text,

    /// <summary>An object, or an array of them.</summary>
    Json,

    /// <summary>A mapping, or a sequence of them.</summary>
    Yaml,
}
