namespace LlamaEnv.Tool.Exports;

/// <summary>Commands for fish, whose single quotes know two escapes.</summary>
internal static class FishExport
{
    internal static ExportFormat Kind { get; } = new("fish", static (_, _) => null, Write);

    // The semicolons are for eval (…), which makes one line of it.
    private static string Write(Export export) =>
        string.Concat(export.Variables.Select(v => $"set -gx {v.Name} '{v.Text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}';\n"));
}
