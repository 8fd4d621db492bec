namespace LlamaEnv.Tool.Exports;

/// <summary>Commands for cmd.exe, which can quote but not escape, and whose prompt and batch files differ in what is special.</summary>
internal static class CmdExport
{
    /// <summary>https://learn.microsoft.com/troubleshoot/windows-client/shell-experience/command-line-string-limitation.</summary>
    private const int MaxLineLength = 8191;

    internal static ExportFormat Kind { get; } = new("cmd", static (variable, _) => FindRefusal(variable), Write);

    private static string? FindRefusal(ExportedVariable variable)
    {
        foreach (char c in variable.Text)
        {
            string? refusal = c switch
            {
                '"' => "it has a double quote, which ends the value",
                '%' => "it has a percent sign, which a batch file needs twice and the prompt once",
                '!' => "it has an exclamation mark, which is lost where delayed expansion is on",
                '\r' or '\n' => "it has a line end",
                > '~' => "it has characters beyond ASCII, which depend on the console's code page",
                < ' ' and not '\t' => "it has control characters",
                _ => null,
            };
            if (refusal is not null)
                return refusal;
        }

        return Line(variable).Length > MaxLineLength ? "it makes a line that is longer than cmd.exe reads" : null;
    }

    private static string Write(Export export) => string.Concat(export.Variables.Select(v => $"{Line(v)}\r\n"));

    private static string Line(ExportedVariable variable) => $"set \"{variable.Name}={variable.Text}\"";
}
