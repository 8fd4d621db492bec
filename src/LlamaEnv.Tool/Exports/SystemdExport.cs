using System.Text;

namespace LlamaEnv.Tool.Exports;

/// <summary>Lines for <c>EnvironmentFile=</c> of systemd. Its double quotes know four escapes, which a .env file cannot use.</summary>
internal static class SystemdExport
{
    internal static ExportFormat Kind { get; } = new("systemd", static (_, _) => null, Write);

    private static string Write(Export export) => string.Concat(export.Variables.Select(v => $"{v.Name}={(v.Text.All(IsSafeBare) ? v.Text : Quote(v.Text))}\n"));

    private static bool IsSafeBare(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '/' or ':' or '@' or '%' or '+' or ',' or '?' or '!' or '=' or '-';

    private static string Quote(string text)
    {
        StringBuilder quoted = new("\"", text.Length + 2);
        foreach (char c in text)
        {
            if (c is '"' or '\\' or '$' or '`')
                quoted.Append('\\');
            quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
