using LlamaEnv.Detection;

namespace LlamaEnv.Tool.Formatting;

/// <summary>Values that should be public, masked where somebody put a credential in their place.</summary>
internal static class Redacted
{
    internal static string Name(string name) => KeyShapes.ShowName(name);

    /// <summary>
    /// A name in a window that others may see: of a profile that is called by its key, as llamactl does it, no more than the
    /// last four characters. Commands take the name in this form, too.
    /// </summary>
    internal static string ShownName(string name) =>
        KeyShapes.HasOfficialPrefix(name) && name.LastIndexOf('*') is > 0 and var end ? $"{KeyShapes.OfficialPrefix}****{name[(end + 1)..]}" : Name(name);

    internal static string Url(string url) => KeyShapes.Show(url);

    internal static string Project(string id) => KeyShapes.Show(id);
}
