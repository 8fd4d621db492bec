using System.CommandLine;
using System.CommandLine.Parsing;

namespace LlamaEnv.Tool;

/// <summary>The option <c>-o</c> of reading commands.</summary>
internal static class OutputOption
{
    internal static Option<OutputFormat> Make()
    {
        Option<OutputFormat> option = new("--output", "-o") { Description = "text, json or yaml. Default: text.", HelpName = "FORMAT", CustomParser = Parse };
        option.CompletionSources.Add("text", "json", "yaml");
        return option;
    }

    private static OutputFormat Parse(ArgumentResult result)
    {
        switch (result.Tokens[0].Value.ToLowerInvariant())
        {
            case "text":
                return OutputFormat.Text;
            case "json":
                return OutputFormat.Json;
            case "yaml":
                return OutputFormat.Yaml;
            default:
                result.AddError($"'{result.Tokens[0].Value}' is not an output format. Known: text, json, yaml.");
                return default;
        }
    }
}
