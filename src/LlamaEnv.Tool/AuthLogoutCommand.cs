using System.CommandLine;
using LlamaEnv.Accounts;
using LlamaEnv.Profiles;

namespace LlamaEnv.Tool;

/// <summary><c>auth logout</c>: deletes a profile with its key and tokens, and on the server the key that a login made.</summary>
internal static class AuthLogoutCommand
{
    private static readonly Argument<string?> s_name = ProfileChoice.Argument("The profile to delete. Default: you choose.");

    internal static Command Make()
    {
        Command command = new("logout", "Deletes a profile of the current environment with the credentials in it, and on the server the key that its login made.") { s_name };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Terminal terminal = Terminal.Of(parsed);
        HostEnvironment host = HostEnvironment.Capture(Environment.CurrentDirectory);
        ProfileDatabase database = new(host, cancellationToken);
        StoredProfile profile = ProfileChoice.Choose(database, parsed.GetValue(s_name), terminal);
        if (!await LoginProfile.DeleteAsync(host, database, profile, cancellationToken))
            throw ProfileChoice.Unknown(database, profile.Name);

        terminal.Write(database.Warnings);
        terminal.WriteStatus($"logged out {Shown.Name(profile.Name)}");
        return 0;
    }
}
