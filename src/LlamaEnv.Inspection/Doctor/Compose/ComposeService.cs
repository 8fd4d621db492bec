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
    /// <summary>The last word on a key that is one value.</summary>
    internal (string File, YamlNode Value)? Last(string key)
    {
        for (int i = Layers.Count - 1; i >= 0; i--)
        {
            if (YamlFile.Get(Layers[i].Node, key) is { } value)
                return (Layers[i].File, value);
        }

        return null;
    }

    /// <summary>Everything that is said under a key, in the order of the layers.</summary>
    internal IEnumerable<(string File, YamlNode Value)> All(string key)
    {
        foreach ((string file, YamlNode node) in Layers)
        {
            if (YamlFile.Get(node, key) is not { } value)
                continue;

            yield return (file, value);
        }
    }

    /// <summary>Whether it is one to start, and not only a part that another file adds to.</summary>
    internal bool IsWhole => Last("image") is not null || Last("build") is not null;
}
