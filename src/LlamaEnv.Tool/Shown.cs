using LlamaEnv.Validation;

namespace LlamaEnv.Tool;

/// <summary>Public values as they are shown: not, if somebody put a credential in their place.</summary>
internal static class Shown
{
    internal static string Name(string name) => KeyShapes.ShowName(name);

    internal static string Url(string url) => KeyShapes.MayHoldCredential(url) ? "***" : url;

    internal static string Project(string id) => KeyShapes.MayHoldCredential(id) ? "***" : id;
}
