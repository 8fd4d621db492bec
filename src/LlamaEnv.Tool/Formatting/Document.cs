using System.Globalization;
using System.Text;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Formatting;

/// <summary>
/// Nested data that <c>-o json</c> and <c>-o yaml</c> print: objects are lists of members, lists are lists, and leaves are
/// texts, numbers, booleans and null. Both forms come from the same value, and text is made safe in both.
/// </summary>
/// <param name="members">The members, in their order.</param>
internal sealed class Document(params IReadOnlyList<(string Name, object? Value)> members)
{
    private const string Step = "  ";

    /// <summary>Prints it.</summary>
    internal void Write(UserTerminal terminal, OutputFormat format)
    {
        StringBuilder text = new();
        if (format == OutputFormat.Json)
            AppendJson(text, this, "", terminal.HideKey);
        else
            AppendYaml(text, this, "", terminal.HideKey);
        terminal.Output.Write(text.Append(format == OutputFormat.Json ? "\n" : ""));
    }

    private static void AppendJson(StringBuilder text, object? value, string indent, Func<string, string> hide)
    {
        switch (value)
        {
            case Document document:
                Append(document.Members, '{', '}', member =>
                {
                    text.Append(SafeText.Json(member.Name)).Append(": ");
                    AppendJson(text, member.Value, indent + Step, hide);
                });
                break;
            case IReadOnlyList<Document> list:
                Append(list, '[', ']', item => AppendJson(text, item, indent + Step, hide));
                break;
            case string leaf:
                text.Append(SafeText.Json(hide(leaf)));
                break;
            default:
                text.Append(Plain(value));
                break;
        }

        void Append<T>(IReadOnlyList<T> parts, char open, char close, Action<T> append)
        {
            text.Append(open);
            for (int i = 0; i < parts.Count; i++)
            {
                text.Append(i == 0 ? "\n" : ",\n").Append(indent).Append(Step);
                append(parts[i]);
            }

            if (parts.Count > 0)
                text.Append('\n').Append(indent);
            text.Append(close);
        }
    }

    private static void AppendYaml(StringBuilder text, Document document, string indent, Func<string, string> hide)
    {
        bool isFirst = true;
        foreach ((string name, object? value) in document.Members)
        {
            // The first member stands behind the dash of a list.
            text.Append(isFirst && text.Length > 0 && text[^1] == ' ' ? "" : indent).Append(name).Append(':');
            isFirst = false;
            switch (value)
            {
                case IReadOnlyList<Document> { Count: > 0 } list:
                    text.Append('\n');
                    foreach (Document item in list)
                    {
                        text.Append(indent).Append("- ");
                        AppendYaml(text, item, indent + Step, hide);
                    }

                    break;
                case IReadOnlyList<Document>:
                    text.Append(" []\n");
                    break;
                default:
                    text.Append(' ').Append(value is string leaf ? YamlText.Of(KeyMask.Apply(hide(leaf))) : Plain(value)).Append('\n');
                    break;
            }
        }
    }

    private static string Plain(object? value) => value switch
    {
        null => "null",
        true => "true",
        false => "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType(), null),
    };

    private IReadOnlyList<(string Name, object? Value)> Members => members;
}
