using System.CommandLine;
using LlamaEnv.Accounts;
using LlamaEnv.Profiles;

namespace LlamaEnv.Tool;

/// <summary><c>auth token</c>: makes a profile of an API key that the server has accepted.</summary>
internal static class AuthTokenCommand
{
    private static readonly Option<string?> s_project = new("--project", "--project-id") { Description = "The project to work on. Default: the only one, or you choose.", HelpName = "ID" };

    private static readonly Option<string?> s_key = new("--api-key") { Description = "The API key. Others may see it in the list of processes; better let it be asked for, or use --api-key-stdin.", HelpName = "KEY" };

    private static readonly Option<bool> s_keyFromInput = new("--api-key-stdin") { Description = "Read the API key from standard input." };

    internal static Command Make()
    {
        Command command = new("token", "Makes a profile of an API key and the current one, after the server has accepted the key.") { s_project, s_key, s_keyFromInput };
        command.SetStoreAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(StoreContext context)
    {
        (ParseResult parsed, Terminal terminal, HostEnvironment host, ProfileDatabase database, CancellationToken cancellationToken) = context;
        database.RequireChangeable();
        ProfileList before = database.ListProfiles();
        StoredEnvironment environment = before.Environment;
        string? projectId = parsed.GetValue(s_project);
        if (projectId is null && !Terminal.IsInteractive)
            throw new UsageException("Where nobody can be asked, --project ID is needed.");

        Secret? key = ReadKey(parsed, terminal, environment, cancellationToken);
        using CloudAccess access = CloudAccess.Of(host, environment.ApiUrl, key);
        projectId = projectId is null
            ? ProjectChoice.Choose(await access.ListProjectsAsync(null, cancellationToken), null, "--project ID", terminal, cancellationToken).Id
            : (await access.FindProjectAsync(projectId, null, mayBeNew: !environment.RequiresAuth, cancellationToken)).Id;

        StoredProfile profile = database.SaveKey(environment.ApiUrl, projectId, key);
        context.TellDone($"{(before.All.Any(p => p.Name == profile.Name) ? "updated" : "created")} API key profile {Shown.Name(profile.Name)} and set as current");
    }

    /// <summary>The key; null where the environment wants none and none is given.</summary>
    private static Secret? ReadKey(ParseResult parsed, Terminal terminal, StoredEnvironment environment, CancellationToken cancellationToken)
    {
        string? given = parsed.GetValue(s_key);
        if (parsed.GetValue(s_keyFromInput))
        {
            if (given is not null)
                throw new UsageException("--api-key and --api-key-stdin contradict each other.");
            given = WithoutLineEnd(Console.In.ReadToEnd());
        }

        if (given is null && !environment.RequiresAuth)
            return null;
        if (given is null && !Terminal.IsInteractive)
            throw new UsageException("Where nobody can be asked, --api-key-stdin (or --api-key KEY) is needed.");

        Secret key = given is null ? SecretPrompt.Ask(terminal, "API key", cancellationToken) : new Secret(given);
        if (key.IsEmpty)
            throw new UsageException("The API key is empty.");

        terminal.Write(NewKey.Check(key, environment.ApiUrl, given is null ? "the prompt" : parsed.GetValue(s_keyFromInput) ? "standard input" : "--api-key"));
        return key;
    }

    /// <summary>A shell puts one line end behind what it hands over.</summary>
    private static string WithoutLineEnd(string text) => text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
}
