using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Formatting;

/// <summary>
/// Prints records of one kind as llamactl does: texts, numbers and booleans, without anything nested. However many there
/// are, they are written in parts: the memory for one long text costs more time than the text.
/// </summary>
/// <param name="columns">The values of a record, in their order.</param>
internal sealed class Records(params IReadOnlyList<Column> columns)
{
    private const int PartLength = 16 * 1024;

    private readonly List<object[]> _rows = [];

    internal void Add(params object[] values) => _rows.Add(values);

    /// <summary>Prints them all, or the only one where <paramref name="isOne"/> was asked for.</summary>
    internal void Write(UserTerminal terminal, OutputFormat format, bool isOne)
    {
        if (format == OutputFormat.Text)
            WriteTable(terminal.Output);
        else if (format == OutputFormat.Json)
            WriteJson(terminal.Output, isOne);
        else
            WriteYaml(terminal.Output, isOne);
    }

    /// <summary>Nothing is cut: a terminal wraps what is too wide, and a pipe has no width. So an id can be copied from any window.</summary>
    private void WriteTable(TextWriter output)
    {
        Func<string, int> widthOf = UserTerminal.IsInteractive ? Columns.Of : static cell => cell.Length;
        object[] headers = [.. columns.Select(column => column.Header)];
        int[] widths = new int[columns.Count];
        foreach (object[] row in _rows.Prepend(headers))
        {
            for (int i = 0; i < row.Length; i++)
            {
                string cell = ToCell(row[i]);
                row[i] = cell; // Nobody needs the value again.
                widths[i] = Math.Max(widths[i], widthOf(cell) + 2);
            }
        }

        int[] order = Order();
        StringBuilder part = new(PartLength);
        foreach (object[] row in _rows.Prepend(headers))
        {
            foreach (int i in order)
            {
                string cell = (string)row[i];
                part.Append(cell);
                for (int column = widthOf(cell); column < widths[i]; column++)
                    part.Append(' ');
            }

            while (part[^1] == ' ')
                part.Length--;
            part.AppendLine();
            WriteIfLong(output, part);
        }

        output.Write(part);
    }

    /// <summary>The columns as they stand in a table.</summary>
    private int[] Order()
    {
        List<int> order = [];
        for (int i = 0; i < columns.Count; i++)
            order.Insert(columns[i].IsFirst ? 0 : order.Count, i);
        return [.. order];
    }

    private static string ToCell(object value) => value switch
    {
        true => "yes",
        false => "no",
        _ => Diagnostic.OneLine(value.ToString()!),
    };

    private void WriteJson(TextWriter output, bool isOne)
    {
        ArrayBufferWriter<byte> part = new(2 * PartLength);
        char[] text = new char[2 * PartLength];
        JsonEncodedText[] members = [.. columns.Select(column => JsonEncodedText.Encode(column.Member))];
        using Utf8JsonWriter writer = new(part, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        if (!isOne)
            writer.WriteStartArray();
        foreach (object[] row in _rows)
        {
            WriteJson(writer, members, row);
            if (writer.BytesPending + part.WrittenCount >= PartLength)
                WritePart();
        }

        if (!isOne)
            writer.WriteEndArray();
        WritePart();
        output.WriteLine();

        void WritePart()
        {
            writer.Flush();
            if (part.WrittenCount > text.Length)
                text = new char[part.WrittenCount];
            output.Write(text, 0, Encoding.UTF8.GetChars(part.WrittenSpan, text));
            part.ResetWrittenCount();
        }
    }

    private static void WriteJson(Utf8JsonWriter writer, JsonEncodedText[] members, object[] row)
    {
        writer.WriteStartObject();
        for (int i = 0; i < row.Length; i++)
        {
            writer.WritePropertyName(members[i]);
            switch (row[i])
            {
                case bool value:
                    writer.WriteBooleanValue(value);
                    break;
                case long value:
                    writer.WriteNumberValue(value);
                    break;
                default:
                    writer.WriteRawValue(SafeText.Json((string)row[i]), skipInputValidation: true);
                    break;
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Every line ends, and a blank one follows, as from llamactl.</summary>
    private void WriteYaml(TextWriter output, bool isOne)
    {
        StringBuilder part = new(PartLength);
        if (_rows.Count == 0)
            part.Append("[]\n");

        foreach (object[] row in _rows)
        {
            for (int i = 0; i < columns.Count; i++)
            {
                string lead = isOne ? "" : i == 0 ? "- " : "  ";
                part.Append(lead).Append(columns[i].Member).Append(": ").Append(ToScalar(row[i])).Append('\n');
            }

            WriteIfLong(output, part);
        }

        output.Write(part);
        output.WriteLine();
    }

    private static string ToScalar(object value) => value switch
    {
        true => "true",
        false => "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        _ => YamlText.Of(KeyMask.Apply((string)value)),
    };

    private static void WriteIfLong(TextWriter output, StringBuilder part)
    {
        if (part.Length < PartLength)
            return;

        output.Write(part);
        part.Clear();
    }
}
