namespace LlamaEnv.Tool.Exports;

/// <summary>Logging commands of Azure Pipelines: https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands.</summary>
internal static class AzurePipelinesExport
{
    internal static ExportFormat Kind { get; } = new("azure-pipelines", static (variable, _) => FindRefusal(variable), Write)
    {
        WriteNotes = static export => [.. export.Variables.Where(v => v.IsSecret).Select(v =>
            $"later steps get {v.Name} only where they ask for it: add env: {{ {v.Name}: \"$({v.Name})\" }} to each that needs it")],
    };

    private static string? FindRefusal(ExportedVariable variable) =>
        variable.IsSecret && variable.Text.Contains('\n', StringComparison.Ordinal) ? "it is a secret with a line end, which Azure Pipelines refuses" : null;

    private static string Write(Export export) =>
        string.Concat(export.Variables.Select(v => $"##vso[task.setvariable variable={v.Name}{(v.IsSecret ? ";issecret=true" : "")}]{Escape(v.Text)}\n"));

    private static string Escape(string text) => text
        .Replace("%", "%AZP25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);
}
