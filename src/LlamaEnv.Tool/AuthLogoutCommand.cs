using System.CommandLine;
using LlamaEnv.Profiles;

namespace LlamaEnv.Tool;

/// <summary><c>auth logout</c>: deletes a profile with its key and tokens.</summary>
internal static class AuthLogoutCommand
{
    private static readonly Argument<string?> s_name = ProfileChoice.Argument("The profile to delete. Default: you choose.");

    internal static Command Make()
    {
        Command command = new("logout", "Deletes a profile of the current environment, with the credentials in it.") { s_name };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        Terminal terminal = Terminal.Of(parsed);
        ProfileDatabase database = new(HostEnvironment.Capture(Environment.CurrentDirectory));
        StoredProfile profile = ProfileChoice.Choose(database, parsed.GetValue(s_name), terminal);
        if (!database.Delete(profile))
            throw ProfileChoice.Unknown(database, profile.Name);

        terminal.Write(database.Warnings);
        terminal.WriteStatus($"logged out {Shown.Name(profile.Name)}");
        // The row is gone here, and `profile` still has what the server needs to delete the key.
        if (profile.ApiKeyId is not null)
            terminal.WriteStatus("the key that the login made stays valid; delete it at https://cloud.llamaindex.ai (API Key in the side bar)");
        return 0;
    }
}
