using LlamaEnv.Inspection.Doctor.Config;

namespace LlamaEnv.Inspection.Doctor.AzureResources;

/// <summary>Takes the expressions in the texts of an ARM template, <c>[parameters('key')]</c>, for what they are.</summary>
internal static class ArmExpression
{
    /// <summary>The same tree with its expressions read. <c>[[</c> begins a text that only looks like one.</summary>
    internal static ConfigNode Expand(ConfigNode node) => node.Kind switch
    {
        ConfigKind.Map => node with { Entries = [.. node.Entries.Select(static e => e with { Value = Expand(e.Value) })] },
        ConfigKind.List => node with { Items = [.. node.Items.Select(Expand)] },
        ConfigKind.Text when node.Text.Length > 2 && node.Text[0] == '[' && node.Text[^1] == ']' && node.Text[1] != '[' => OfText(node),
        _ => node,
    };

    private static ConfigNode OfText(ConfigNode node) =>
        ConfigParser.Parse($"x={node.Text[1..^1]}", ConfigDialect.Bicep, out _, node.Line) is { Entries: [var only] } ? Named(only.Value) : node with { Kind = ConfigKind.Expression };

    /// <summary><c>parameters('key')</c> is the word that definitions are found by.</summary>
    private static ConfigNode Named(ConfigNode node) =>
        node is { Kind: ConfigKind.Call, Text: "parameters" or "variables", Items: [{ Literal: { } name }] }
            ? new(ConfigKind.Word, $"{node.Text}.{name}", node.Line, node.Column)
            : node with { Items = [.. node.Items.Select(Named)] };
}
