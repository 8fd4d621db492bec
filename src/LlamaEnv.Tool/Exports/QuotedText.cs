using System.Globalization;
using System.Text;

namespace LlamaEnv.Tool.Exports;

/// <summary>Text in double quotes with the escapes that JSON and YAML share.</summary>
internal static class QuotedText
{
    internal static string Quote(string text, Func<char, bool> mustBeEscaped)
    {
        StringBuilder quoted = new(text.Length + 2);
        quoted.Append('"');
        foreach (char c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (mustBeEscaped(c))
                quoted.Append(CultureInfo.InvariantCulture, $@"\u{(int)c:X4}");
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
