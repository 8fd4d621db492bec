using System.CommandLine;
using LlamaEnv.Tool.Formatting;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>auth use</c>: makes a profile current.</summary>
internal static class AuthUseCommand
{
    private static readonly Argument<string?> s_name = ProfileChoice.Argument("The profile to make current. Default: you choose.");

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "use",
            "Makes a profile of the current environment the current one.",
            "dotnet llama-env auth use                     # choose from a list",
            "dotnet llama-env auth use you@example.com")
        {
            s_name,
        };
        command.SetStoreAction(Run);
        return command;
    }

    private static void Run(StoreContext context)
    {
        string name = ProfileChoice.ChooseName(context, context.Parsed.GetValue(s_name));
        if (!context.Store.UseProfile(name))
            throw ProfileChoice.Unknown(context.Store, name);

        context.ReportDone($"switched profile {Redacted.Name(name)}");
    }
}
