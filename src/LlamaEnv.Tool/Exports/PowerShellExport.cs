using System.Globalization;
using System.Text;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool.Exports;

/// <summary>Assignments for PowerShell.</summary>
internal static class PowerShellExport
{
    internal static ExportFormat Kind { get; } = new("powershell", static (_, _) => null, Write);

    // The semicolons are for iex "$(…)", which makes one line of it.
    private static string Write(Export export) =>
        string.Concat(export.Variables.Select(v => $"$env:{v.Name} = {Quote(v.Text, isAsciiOnly: export.Host.Platform == HostPlatform.Windows)};\n"));

    /// <param name="text">The value.</param>
    /// <param name="isAsciiOnly">Whether other characters would be lost on the way: Windows decodes what a program prints by a code page.</param>
    internal static string Quote(string text, bool isAsciiOnly) =>
        text.AsSpan().ContainsAny('\r', '\n') || (isAsciiOnly && !Ascii.IsValid(text)) ? QuoteInOneLine(text) : ShellWord.InPowerShell(text);

    /// <summary>A program's output reaches PowerShell line by line, so a line end is an escape. Windows PowerShell has none for other characters.</summary>
    private static string QuoteInOneLine(string text)
    {
        StringBuilder quoted = new("\"", text.Length + 2);
        foreach (char c in text)
        {
            _ = c switch
            {
                '`' or '$' or '"' => quoted.Append('`').Append(c),
                '\n' => quoted.Append("`n"),
                '\r' => quoted.Append("`r"),
                '\t' => quoted.Append("`t"),
                < ' ' or > '~' => quoted.Append(CultureInfo.InvariantCulture, $"$([char]0x{(int)c:X})"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
