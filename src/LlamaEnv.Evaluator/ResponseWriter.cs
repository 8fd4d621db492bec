using System.Text;

namespace LlamaEnv.Evaluator;

/// <summary>ResponseWriter, one a line.</summary>
internal sealed class ResponseWriter
{
    private readonly StringBuilder _lines = new();

    /// <summary>Adds a line: its kind, and fields that may hold anything.</summary>
    internal void Write(string kind, params IEnumerable<string> fields)
    {
        _lines.Append(kind);
        foreach (string field in fields)
            _lines.Append('\t').Append(Uri.EscapeDataString(field));
        _lines.Append('\n');
    }

    /// <summary>All lines at once: if something goes wrong before, none is written.</summary>
    internal void CopyTo(Stream output) => output.Write(Encoding.ASCII.GetBytes(_lines.ToString()));
}
