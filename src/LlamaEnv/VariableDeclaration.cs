using LlamaEnv.Detection;

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
    private const char EndOfMember = '\x1E';

    /// <summary>As it stands among the values of <see cref="Setting.Variables"/>: name, <c>Required</c>, <c>Secret</c>, <c>Pattern</c> and <c>Default</c>, a record separator between them.</summary>
    internal string Encode() => string.Join(EndOfMember, Name, Required, Secret, Pattern, Default);

    internal static VariableDeclaration Decode(string text)
    {
        string[] members = text.Split(EndOfMember);
        string? Member(int index) => members.Length > index && members[index].Length > 0 ? members[index] : null;
        return new VariableDeclaration(members[0], Member(1), Member(2), Member(3), Member(4));
    }

    /// <summary>The name only: a default may be a credential that somebody put there.</summary>
    public override string ToString() => KeyShapes.Mask(Name);
}
