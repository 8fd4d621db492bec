using System.Diagnostics.CodeAnalysis;
using LlamaEnv.Detection;

namespace LlamaEnv.Tool.Exports;

/// <summary>A value on its way into a document. Here secrets are opened for all formats.</summary>
/// <remarks>Not a record: the <c>ToString</c> a record generates would print the text.</remarks>
internal sealed class ExportedVariable(Credential credential)
{
    internal string Name => credential.Variable.Name;

    /// <summary>Whether a pipeline has to hide it: also where a project has declared it public and somebody put a key there.</summary>
    internal bool IsSecret => credential.Variable.IsSecret || credential.Value.Ask(KeyShapes.MayHoldCredential);

    internal Credential Credential => credential;

    [SuppressMessage("ApiDesign", "RS0030", Justification = "A format writes the value.")]
    internal string Text => credential.Value.Reveal();
}
