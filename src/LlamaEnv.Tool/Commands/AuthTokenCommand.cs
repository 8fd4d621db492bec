using System.CommandLine;
using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Llamactl;
using LlamaEnv.Tool.Formatting;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>auth token</c>: makes a profile of an API key, unless the server rejects it.</summary>
internal static class AuthTokenCommand
{
    private static readonly Option<string?> s_project = new("--project", "--project-id") { Description = "The project to work on. Default: the only one, or you choose.", HelpName = "ID" };

    private static readonly Option<string?> s_key = new("--api-key") { Description = "The API key. Other users may see it in the process list; use the prompt or --api-key-stdin instead.", HelpName = "KEY" };

    private static readonly Option<bool> s_keyFromInput = new("--api-key-stdin") { Description = "Read the API key from standard input." };

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "token",
            "Creates a profile for an API key and makes it current, unless the server rejects the key.",
            "dotnet llama-env auth token                   # asks for the key, which is not shown",
            "cat key.txt | dotnet llama-env auth token --api-key-stdin --project ID")
        {
            s_project,
            s_key,
            s_keyFromInput,
        };
        command.SetStoreAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(StoreContext context)
    {
        context.Store.RequireWritable();
        ProfileList before = context.Store.ListProfiles();
        string? projectId = context.Parsed.GetValue(s_project);
        if (projectId is not null && string.IsNullOrWhiteSpace(projectId))
            throw new UsageException("The project id is empty.");
        if (projectId is null && !UserTerminal.IsInteractive)
            throw new UsageException("--project ID is required: there is no interactive terminal to ask at.");

        (Secret? given, string source) = ReadKey(context.Parsed);
        bool asks = given is null && before.Environment.RequiresAuth;
        if (asks && !UserTerminal.IsInteractive)
            throw new UsageException("--api-key-stdin (or --api-key KEY) is required: there is no interactive terminal to ask at.");

        while (true)
        {
            Secret? key = asks ? SecretPrompt.Ask(context.Terminal, "API key", context.CancellationToken) : given;
            if (key is { IsEmpty: true })
                throw new UsageException("The API key is empty.");

            try
            {
                StoredProfile profile = await SaveAsync(context, before.Environment, projectId, key, source);
                context.ReportDone($"{(before.All.Any(p => p.Name == profile.Name) ? "updated" : "created")} API key profile {Redacted.Name(profile.Name)} and set as current");
                return;
            }
            catch (DiagnosticException e) when (asks && NewKey.IsAtFault(e.Diagnostic))
            {
                context.Terminal.Write(e.Diagnostic); // The next one may be right; Ctrl-C ends it.
            }
        }
    }

    private static async Task<StoredProfile> SaveAsync(StoreContext context, StoredEnvironment environment, string? projectId, Secret? key, string source)
    {
        if (key is { } checkedKey)
            context.Terminal.Write(NewKey.Check(checkedKey, environment.ApiUrl, source));

        using CloudAccess access = CloudAccess.Of(context.Host, environment.ApiUrl, key);
        string chosen = projectId is null
            ? ProjectChoice.Choose(await access.ListProjectsAsync(null, context.CancellationToken), CloudUrl.Origin(access.BaseUrl), null, "--project ID", context.Terminal, context.CancellationToken).Id
            : await CheckAsync(context, access, environment, projectId);
        return context.Store.SaveKey(environment.ApiUrl, chosen, key);
    }

    /// <summary>Asks the server whether the key may use the project. Where there is no server to ask, both are kept as they are given, as by llamactl.</summary>
    private static async Task<string> CheckAsync(StoreContext context, CloudAccess access, StoredEnvironment environment, string projectId)
    {
        try
        {
            return (await access.FindProjectAsync(projectId, null, mayBeNew: !environment.RequiresAuth, context.CancellationToken)).Id;
        }
        catch (DiagnosticException e) when (e.Diagnostic.Code == DiagnosticCodes.NotReachable)
        {
            IReadOnlyList<Diagnostic> findings = NewKey.CheckProject(projectId, environment, "--project");
            context.Terminal.Write([Findings.StoredUnchecked(e.Diagnostic), .. findings]);
            return projectId;
        }
    }

    /// <summary>The key from the command line or standard input, null where it is to be asked for, and what messages call its source.</summary>
    private static (Secret? Key, string Source) ReadKey(ParseResult parsed)
    {
        string? argument = parsed.GetValue(s_key);
        if (!parsed.GetValue(s_keyFromInput))
            return argument is null ? (null, "the prompt") : (new Secret(argument), "--api-key");

        return argument is null
            ? (new Secret(LineEnd.Strip(ReadInput(Console.In))), "standard input")
            : throw new UsageException("--api-key and --api-key-stdin cannot be used together.");
    }

    /// <summary>All of the input, or enough of it to see that it is no key: it may never end.</summary>
    private static string ReadInput(TextReader input)
    {
        char[] text = new char[Secret.MaxBytes + "\r\nx".Length];
        return new string(text, 0, input.ReadBlock(text));
    }
}
