using YamlDotNet.Core;
using YamlDotNet.Core.Events;
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
        try
        {
            YamlStream stream = [];
            using StringReader reader = new(text);
            stream.Load(new ShallowParser(new Parser(reader)));
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

    /// <summary>The library's parser, which keeps count of what is in each other. The tree that is made of it is not counted.</summary>
    private sealed class ShallowParser(IParser parser) : IParser
    {
        private int _depth;

        public ParsingEvent? Current => parser.Current;

        public bool MoveNext()
        {
            if (!parser.MoveNext())
                return false;

            _depth += parser.Current!.NestingIncrease;
            return _depth <= Deepest ? true : throw new YamlException(parser.Current.Start, parser.Current.End, "It is too deep.");
        }
    }
}
