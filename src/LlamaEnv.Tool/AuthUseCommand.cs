using System.CommandLine;
using LlamaEnv.Profiles;

namespace LlamaEnv.Tool;

/// <summary><c>auth use</c>: makes a profile current.</summary>
internal static class AuthUseCommand
{
    private static readonly Argument<string?> s_name = ProfileChoice.Argument("The profile to make current. Default: you choose.");

    internal static Command Make()
    {
        Command command = new("use", "Makes a profile of the current environment the current one.") { s_name };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        Terminal terminal = Terminal.Of(parsed);
        ProfileDatabase database = new(HostEnvironment.Capture(Environment.CurrentDirectory));
        string name = parsed.GetValue(s_name) ?? ProfileChoice.Choose(database, null, terminal).Name;
        if (!database.UseProfile(name))
            throw ProfileChoice.Unknown(database, name);

        terminal.Write(database.Warnings);
        terminal.WriteStatus($"switched profile {Shown.Name(name)}");
        return 0;
    }
}
