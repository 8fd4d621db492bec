using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.Text;

/// <summary>Reads YAML, whatever it is: what nobody writes is malformed, and ends nothing.</summary>
internal static class YamlText
{
    /// <summary>The library goes down with its stack; so deep is nothing that people write.</summary>
    private const int Deepest = 500;

    /// <summary>The documents; null where it is malformed, in the line that <paramref name="line"/> then has, 0 where nobody can tell.</summary>
    internal static IReadOnlyList<YamlNode>? Parse(string text, out int line)
    {
        line = 0;
        if (IsTooDeep(text))
            return null;

        try
        {
            YamlStream stream = [];
            using StringReader reader = new(text);
            stream.Load(reader);
            return [.. stream.Documents.Select(static d => d.RootNode)];
        }
        catch (YamlException e)
        {
            line = (int)Math.Clamp(e.Start.Line, 0, int.MaxValue);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or InsufficientExecutionStackException or OverflowException or FormatException)
        {
            return null;
        }
    }

    private static bool IsTooDeep(string text)
    {
        int depth = 0;
        int signs = 0;
        foreach (char c in text)
        {
            depth += c is '[' or '{' ? 1 : c is ']' or '}' && depth > 0 ? -1 : 0;
            signs = c is '-' or '?' ? signs + 1 : c == ' ' ? signs : 0;
            if (depth > Deepest || signs > Deepest)
                return true;
        }

        return false;
    }
}
