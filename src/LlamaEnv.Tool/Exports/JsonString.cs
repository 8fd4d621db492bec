using System.Globalization;
using System.Text;

namespace LlamaEnv.Tool.Exports;

/// <summary>A string of JSON, all of it ASCII, so that no code page on its way changes it.</summary>
internal static class JsonString
{
    internal static string Quote(string text)
    {
        StringBuilder quoted = new(text.Length + 2);
        quoted.Append('"');
        foreach (char c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (c is < ' ' or > '~')
                quoted.Append(CultureInfo.InvariantCulture, $@"\u{(int)c:X4}");
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
