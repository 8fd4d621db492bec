using System.Diagnostics.CodeAnalysis;

namespace LlamaEnv.Tool.Exports;

/// <summary>A value on its way into a document. Here secrets are opened for all formats.</summary>
/// <remarks>Not a record: the <c>ToString</c> a record generates would print the text.</remarks>
internal sealed class ExportedVariable(Credential credential)
{
    internal string Name => credential.Variable.Name;

    internal bool IsSecret => credential.Variable.IsSecret;

    internal Credential Credential => credential;

    [SuppressMessage("ApiDesign", "RS0030", Justification = "A format writes the value.")]
    internal string Text => credential.Value.Reveal();
}
