using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.Compose;

/// <summary>A service as compose sees it when all files that speak of it are put together.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Head">The line of its name.</param>
/// <param name="Layers">What is said of it, a base before what extends it, an override last; each with the file it stands in.</param>
internal sealed record ComposeService(string Name, Place Head, IReadOnlyList<(string File, YamlNode Node)> Layers)
{
    /// <summary>The last word on a key that is one value; null, too, where that takes it away.</summary>
    internal (string File, YamlNode Value)? Last(string key)
    {
        for (int i = Layers.Count - 1; i >= 0; i--)
        {
            if (YamlFile.Get(Layers[i].Node, key) is { } value)
                return IsReset(value) ? null : (Layers[i].File, value);
        }

        return null;
    }

    /// <summary>Everything that counts of what is said under a key, in the order of the layers.</summary>
    internal IReadOnlyList<(string File, YamlNode Value)> All(string key)
    {
        List<(string, YamlNode)> said = [];
        foreach ((string file, YamlNode node) in Layers)
        {
            if (YamlFile.Get(node, key) is not { } value)
                continue;

            if (IsReset(value) || IsReplacement(value))
                said.Clear();
            if (!IsReset(value))
                said.Add((file, value));
        }

        return said;
    }

    /// <summary>Whether a value takes away what files before it say: <c>!reset null</c>.</summary>
    internal static bool IsReset(YamlNode value) => HasTag(value, "!reset");

    /// <summary>Whether a value takes the place of what files before it say, and is not merged with it.</summary>
    internal static bool IsReplacement(YamlNode value) => HasTag(value, "!override");

    private static bool HasTag(YamlNode value, string tag) => !value.Tag.IsEmpty && value.Tag.Value == tag;

    /// <summary>Whether it is one to start, and not only a part that another file adds to.</summary>
    internal bool IsWhole => Last("image") is not null || Last("build") is not null;
}
