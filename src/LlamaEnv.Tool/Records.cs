using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool;

/// <summary>One value of every record: its column in a table, its member in JSON and YAML.</summary>
/// <param name="Header">The column's header.</param>
/// <param name="Member">The member's name.</param>
/// <param name="IsFirst">Whether the table begins with it, wherever the member stands.</param>
internal sealed record Column(string Header, string Member, bool IsFirst = false);

/// <summary>Prints records of one kind as llamactl does: texts, numbers and booleans, without anything nested.</summary>
/// <param name="columns">The values of a record, in their order.</param>
internal sealed class Records(params IReadOnlyList<Column> columns)
{
    private readonly List<object[]> _rows = [];

    internal void Add(params object[] values) => _rows.Add(values);

    /// <summary>Prints them all, or the only one where <paramref name="isOne"/> was asked for.</summary>
    internal void Write(Terminal terminal, OutputFormat format, bool isOne)
    {
        if (format == OutputFormat.Text)
            WriteTable(terminal);
        else
            terminal.WriteText(format == OutputFormat.Json ? ToJson(isOne) : ToYaml(isOne));
    }

    /// <summary>Nothing is cut: a terminal wraps what is too wide, and a pipe has no width.</summary>
    private void WriteTable(Terminal terminal)
    {
        int[] order = [.. Enumerable.Range(0, columns.Count).OrderByDescending(i => columns[i].IsFirst)];
        List<string[]> lines = [[.. order.Select(i => columns[i].Header)], .. _rows.Select(row => order.Select(i => ToCell(row[i])).ToArray())];
        int[] widths = [.. columns.Select((_, i) => lines.Max(line => line[i].Length) + 2)];
        StringBuilder table = new();
        foreach (string[] line in lines)
        {
            for (int i = 0; i < line.Length; i++)
                table.Append(i < line.Length - 1 ? line[i].PadRight(widths[i]) : line[i]);
            while (table[^1] == ' ')
                table.Length--;
            table.AppendLine();
        }

        terminal.WriteText(table.ToString(0, table.Length - Environment.NewLine.Length)); // In one go: the console flushes every line.
    }

    private static string ToCell(object value) => value switch
    {
        true => "yes",
        false => "no",
        _ => Diagnostic.OneLine(value.ToString()!),
    };

    private string ToJson(bool isOne)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            if (!isOne)
                writer.WriteStartArray();
            foreach (object[] row in _rows)
                WriteJson(writer, row);
            if (!isOne)
                writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private void WriteJson(Utf8JsonWriter writer, object[] row)
    {
        writer.WriteStartObject();
        for (int i = 0; i < columns.Count; i++)
        {
            writer.WritePropertyName(columns[i].Member);
            switch (row[i])
            {
                case bool value:
                    writer.WriteBooleanValue(value);
                    break;
                case long value:
                    writer.WriteNumberValue(value);
                    break;
                default:
                    writer.WriteStringValue((string)row[i]);
                    break;
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Every line ends, and a blank one follows, as from llamactl.</summary>
    private string ToYaml(bool isOne)
    {
        if (_rows.Count == 0)
            return "[]\n";

        StringBuilder yaml = new();
        foreach (object[] row in _rows)
        {
            for (int i = 0; i < columns.Count; i++)
            {
                string lead = isOne ? "" : i == 0 ? "- " : "  ";
                yaml.Append(CultureInfo.InvariantCulture, $"{lead}{columns[i].Member}: {ToScalar(row[i])}\n");
            }
        }

        return yaml.ToString();
    }

    private static string ToScalar(object value) => value switch
    {
        true => "true",
        false => "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        _ => YamlText.Of((string)value),
    };
}
