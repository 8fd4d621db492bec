using LlamaEnv.Validation;

namespace LlamaEnv;

/// <summary>
/// A variable a project declares with <c>&lt;LlamaEnvVariable Include="NAME" … /&gt;</c>, as it was written there. Null or
/// empty means not set.
/// </summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Required"><c>true</c> makes it LLENV0001 when no source has it. Default: <c>false</c>.</param>
/// <param name="Secret"><c>false</c> allows its value to be shown. Default: <c>true</c>.</param>
/// <param name="Pattern">A regular expression its value has to match.</param>
/// <param name="Default">The value when no source has one.</param>
public sealed record VariableDeclaration(string Name, string? Required = null, string? Secret = null, string? Pattern = null, string? Default = null)
{
    /// <summary>The name only: a default may be a credential that somebody put there.</summary>
    public override string ToString() => KeyShapes.Mask(Name);
}
