using System.CommandLine;
using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Cloud.Rotation;
using LlamaEnv.Tool.Formatting;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>auth logout</c>: deletes a profile with its key and tokens, and on the server the key that a login made.</summary>
internal static class AuthLogoutCommand
{
    private static readonly Argument<string?> s_name = ProfileChoice.Argument("The profile to delete. Default: you choose.");

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "logout",
            "Deletes a profile of the current environment with the credentials in it, and on the server the key that its login made.",
            "dotnet llama-env auth logout you@example.com")
        {
            s_name,
        };
        command.SetStoreAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(StoreContext context)
    {
        StoredProfile profile = ProfileChoice.Choose(context, context.Parsed.GetValue(s_name));
        await UnfinishedRotations.EndAsync(context.Host, context.Store, profile.ApiUrl, profile.Name, context.CancellationToken);
        if (!await LoginProfile.DeleteAsync(context.Host, context.Store, profile, context.CancellationToken))
            throw ProfileChoice.Unknown(context.Store, profile.Name);

        context.ReportDone($"logged out {Redacted.Name(profile.Name)}");
    }
}
