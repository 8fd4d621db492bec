using System.Text;
using LlamaEnv.Tool.Formatting;

namespace LlamaEnv.Tool.Exports;

/// <summary>
/// A file that Docker Compose merges over another: <c>docker compose -f compose.yaml -f -</c>. Compose replaces <c>$NAME</c>
/// in it, so a dollar sign is doubled.
/// </summary>
internal static class ComposeExport
{
    internal static ExportFormat Kind { get; } = new("compose", static (_, _) => null, Write) { FindFaultInObjectName = ObjectNames.FindFaultForCompose };

    private static string Write(Export export)
    {
        StringBuilder text = new();
        text.Append("services:\n").Append("  ").Append(YamlText.Of(export.ObjectName)).Append(":\n    environment:\n");
        foreach (ExportedVariable variable in export.Variables)
            text.Append("      ").Append(YamlText.Of(variable.Name)).Append(": ").Append(YamlString.Quote(variable.Text.Replace("$", "$$", StringComparison.Ordinal))).Append('\n');
        return text.ToString();
    }
}
