using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace LlamaEnv.Tool.Commands;

/// <summary>The help of a command with its examples and the address of its page behind it.</summary>
/// <param name="help">System.CommandLine's.</param>
internal sealed class HelpScreen(HelpAction help) : SynchronousCommandLineAction
{
    private const string Pages = "https://github.com/llamaenv/llamaenv/blob/main/docs/";

    private static readonly string[] s_firstSteps =
    [
        "dotnet llama-env auth login        # log in with a browser, once",
        "dotnet llama-env check --online    # is the key there, and accepted?",
        "dotnet llama-env inject            # write .env, as a build does",
        "dotnet llama-env explain           # where each value comes from",
    ];

    /// <summary>Who asks for help may have left out what is required.</summary>
    public override bool ClearsParseErrors => true;

    internal static void ShowIn(RootCommand root)
    {
        foreach (Option option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help })
                option.Action = new HelpScreen(help);
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = help.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        Command command = parseResult.CommandResult.Command;
        IReadOnlyList<string> examples = command is RootCommand ? s_firstSteps : command is DocumentedCommand documented ? documented.Examples : [];
        if (examples.Count > 0)
        {
            output.WriteLine("Examples:");
            foreach (string example in examples)
                output.WriteLine($"  {example}");
            output.WriteLine();
        }

        output.WriteLine($"More: {Pages}{PageOf(command)}");
        return exitCode;
    }

    /// <summary>The page that says the rest: a command's own, or that of what it belongs to.</summary>
    private static string PageOf(Command command) => command.Name switch
    {
        _ when command is RootCommand => "tool.md",
        "auth" or "environments" or "projects" or "organizations" => "profiles.md",
        "rotate" => "rotation.md",
        "check" or "explain" or "run" or "export" or "doctor" or "scan" or "completion" => $"{command.Name}.md",
        "fingerprint" => "environments.md",
        _ when command.Parents.OfType<Command>().FirstOrDefault() is { } parent => PageOf(parent),
        _ => "tool.md",
    };
}
