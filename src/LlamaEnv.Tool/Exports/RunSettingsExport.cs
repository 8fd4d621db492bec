using System.Globalization;
using System.Text;

namespace LlamaEnv.Tool.Exports;

/// <summary>A <c>.runsettings</c> file, whose variables test hosts get from <c>dotnet test --settings</c>.</summary>
internal static class RunSettingsExport
{
    internal static ExportFormat Kind { get; } = new("runsettings", static (variable, _) => FindRefusal(variable.Text), Write);

    private static string? FindRefusal(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "it has nothing but white space, which test hosts drop";

        foreach (char c in text)
        {
            if (c == '\r')
                return "it has a carriage return, which VSTest turns into a line feed";
            if (c is (< ' ' and not ('\t' or '\n')) or '\uFFFE' or '\uFFFF')
                return "it has control characters, which XML does not have";
        }

        return null;
    }

    private static string Write(Export export)
    {
        StringBuilder text = new();
        text.Append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<RunSettings>\n  <RunConfiguration>\n    <EnvironmentVariables>\n");
        foreach (ExportedVariable variable in export.Variables)
            text.Append("      <").Append(variable.Name).Append('>').Append(Escape(variable.Text)).Append("</").Append(variable.Name).Append(">\n");
        return text.Append("    </EnvironmentVariables>\n  </RunConfiguration>\n</RunSettings>\n").ToString();
    }

    private static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            bool isAtEdge = i == 0 || i == text.Length - 1;
            _ = text[i] switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"), // Only behind ]] it has to be.
                var c when char.IsControl(c) || c is '\u2028' or '\u2029' || (isAtEdge && char.IsWhiteSpace(c)) => escaped.Append(CultureInfo.InvariantCulture, $"&#x{(int)c:X};"),
                var c => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
