using System.CommandLine;
using System.CommandLine.Parsing;

namespace LlamaEnv.Tool.Formatting;

/// <summary>The option <c>-o</c> of reading commands.</summary>
internal static class OutputOption
{
    internal static Option<OutputFormat> Make()
    {
        Option<OutputFormat> option = new("--output", "-o")
        {
            Description = "text, json or yaml.",
            HelpName = "FORMAT",
            CustomParser = Parse,
            DefaultValueFactory = _ => OutputFormat.Text,
        };
        option.CompletionSources.Add([.. OutputFormat.All.Select(format => format.ToString())]);
        return option;
    }

    private static OutputFormat? Parse(ArgumentResult result)
    {
        string name = result.Tokens[0].Value;
        OutputFormat? known = OutputFormat.All.FirstOrDefault(format => format.ToString().Equals(name, StringComparison.OrdinalIgnoreCase));
        if (known is null)
            result.AddError($"'{name}' is not an output format. Known: {string.Join(", ", OutputFormat.All)}.");
        return known;
    }
}
