using LlamaEnv.Detection;

namespace LlamaEnv.Tool.Formatting;

/// <summary>Values that should be public, masked where somebody put a credential in their place.</summary>
internal static class Redacted
{
    internal static string Name(string name) => KeyShapes.ShowName(name);

    internal static string Url(string url) => KeyShapes.Show(url);

    internal static string Project(string id) => KeyShapes.Show(id);
}
