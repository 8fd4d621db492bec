using System.CommandLine;
using System.CommandLine.Parsing;

namespace LlamaEnv.Tool.Formatting;

/// <summary>The option <c>-o</c> of reading commands.</summary>
internal static class OutputOption
{
    internal static Option<OutputFormat> Make() => Make("text, json or yaml.", OutputFormat.All);

    /// <summary>That of commands that look through repositories.</summary>
    internal static Option<OutputFormat> MakeForFindings() => Make("text, json, yaml or sarif.", [.. OutputFormat.All, OutputFormat.Sarif]);

    private static Option<OutputFormat> Make(string description, IReadOnlyList<OutputFormat> formats)
    {
        Option<OutputFormat> option = new("--output", "-o")
        {
            Description = description,
            HelpName = "FORMAT",
            CustomParser = result => Parse(result, formats),
            DefaultValueFactory = _ => OutputFormat.Text,
        };
        option.CompletionSources.Add([.. formats.Select(format => format.ToString())]);
        return option;
    }

    private static OutputFormat? Parse(ArgumentResult result, IReadOnlyList<OutputFormat> formats)
    {
        string name = result.Tokens[0].Value;
        OutputFormat? known = formats.FirstOrDefault(format => format.ToString().Equals(name, StringComparison.OrdinalIgnoreCase));
        if (known is null)
            result.AddError($"'{name}' is not an output format. Known: {string.Join(", ", formats)}.");
        return known;
    }
}
