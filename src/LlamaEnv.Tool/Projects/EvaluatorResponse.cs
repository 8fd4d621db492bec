namespace LlamaEnv.Tool.Projects;

/// <summary>What LlamaEnv.Evaluator printed: lines of fields, of which the last tells how it went. The host of .NET prints lines of its own, in whatever place.</summary>
internal sealed class EvaluatorResponse
{
    private static readonly string[] s_outcomes = ["end", "invalid", "no-sdk", "failed"];

    private readonly string[][] _lines;

    private EvaluatorResponse(string[][] lines) => _lines = lines;

    /// <summary>The last line, which tells how it went; empty when it ended before it wrote one.</summary>
    internal string[] Outcome => Array.FindLast(_lines, static line => s_outcomes.Contains(line[0])) ?? [""];

    /// <summary>The items <c>LlamaEnvVariable</c>.</summary>
    internal IEnumerable<VariableDeclaration> Variables => Of("variable").Select(item => new VariableDeclaration(item[1])
    {
        Required = Metadatum(item, "Required"),
        Secret = Metadatum(item, "Secret"),
        Pattern = Metadatum(item, "Pattern"),
        Default = Metadatum(item, "Default"),
    });

    /// <summary>The files the project takes along.</summary>
    internal IEnumerable<string> ShippedFiles => Of("shipped").Select(line => line[1]);

    /// <summary>The file that imports what is not there; null where nothing is missing.</summary>
    internal string? Partial => Of("partial").FirstOrDefault()?[1];

    internal static EvaluatorResponse Parse(string text) => new([.. text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => Array.ConvertAll(line.TrimEnd('\r').Split('\t'), Uri.UnescapeDataString))]);

    /// <summary>The value of a property, or null where it is not set.</summary>
    internal string? Property(string name) => Line(name)?[2];

    /// <summary>The same as a list.</summary>
    internal IReadOnlyList<string> List(string name) => Line(name)?[3..] ?? [];

    private string[]? Line(string property) => Of("property").FirstOrDefault(line => line[1] == property);

    private IEnumerable<string[]> Of(string kind) => _lines.Where(line => line[0] == kind);

    /// <summary>Names and values take turns behind the item's own name.</summary>
    private static string? Metadatum(string[] item, string name)
    {
        for (int i = 2; i + 1 < item.Length; i += 2)
        {
            if (string.Equals(item[i], name, StringComparison.OrdinalIgnoreCase))
                return item[i + 1];
        }

        return null;
    }
}
