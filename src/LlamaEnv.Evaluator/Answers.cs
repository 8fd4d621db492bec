using System.Text;

namespace LlamaEnv.Evaluator;

/// <summary>Answers, one a line.</summary>
internal sealed class Answers
{
    private readonly StringBuilder _lines = new();

    /// <summary>Adds an answer: its kind, and fields that may hold anything.</summary>
    internal void Write(string kind, params IEnumerable<string> fields)
    {
        _lines.Append(kind);
        foreach (string field in fields)
            _lines.Append('\t').Append(Uri.EscapeDataString(field));
        _lines.Append('\n');
    }

    /// <summary>All of them at once: where something goes wrong before, none is given.</summary>
    internal void CopyTo(Stream output) => output.Write(Encoding.ASCII.GetBytes(_lines.ToString()));
}
