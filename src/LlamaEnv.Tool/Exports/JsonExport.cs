namespace LlamaEnv.Tool.Exports;

/// <summary>An object of strings, which jq, nushell and every language read.</summary>
internal static class JsonExport
{
    internal static ExportFormat Kind { get; } = new("json", static (_, _) => null, Write);

    private static string Write(Export export) =>
        $"{{\n{string.Join(",\n", export.Variables.Select(v => $"  {JsonString.Quote(v.Name)}: {JsonString.Quote(v.Text)}"))}\n}}\n";
}
