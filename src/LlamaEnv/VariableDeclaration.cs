namespace LlamaEnv;

/// <summary>
/// A variable that a project declares beside LlamaEnv's own, as it is written there:
/// <c>&lt;LlamaEnvVariable Include="OPENAI_API_KEY" Required="true" Pattern="^sk-" /&gt;</c>. Null or empty means not set.
/// </summary>
/// <param name="Name">The variable's name.</param>
public sealed record VariableDeclaration(string Name)
{
    /// <summary><c>true</c> makes its absence an error (LLENV0001). Default: <c>false</c>.</summary>
    public string? Required { get; init; }

    /// <summary><c>false</c> allows its value to be shown. Default: <c>true</c>.</summary>
    public string? Secret { get; init; }

    /// <summary>The .NET regular expression that its value has to match (LLENV0019).</summary>
    public string? Pattern { get; init; }

    /// <summary>Its value where no source has one.</summary>
    public string? Default { get; init; }
}
