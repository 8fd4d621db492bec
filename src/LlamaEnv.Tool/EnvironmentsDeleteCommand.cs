using System.CommandLine;
using LlamaEnv.Profiles;

namespace LlamaEnv.Tool;

/// <summary><c>environments delete</c>: deletes an environment with its profiles.</summary>
internal static class EnvironmentsDeleteCommand
{
    private static readonly Argument<string> s_url = new("URL") { Description = "The environment to delete." };

    internal static Command Make()
    {
        Command command = new("delete", "Deletes an environment with its profiles and the credentials in them.") { s_url };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        Terminal terminal = Terminal.Of(parsed);
        ProfileDatabase database = new(HostEnvironment.Capture(Environment.CurrentDirectory));
        EnvironmentList environments = database.ListEnvironments();
        StoredEnvironment environment = EnvironmentChoice.Find(environments, parsed.GetRequiredValue(s_url));
        if (environment.ApiUrl == StoredEnvironment.Default.ApiUrl)
            throw new FailedException($"{environment.ApiUrl} is the environment that is left when all others are deleted. To delete its profiles, run: dotnet llama-env auth logout NAME");

        if (!database.DeleteEnvironment(environment.ApiUrl))
            throw new FailedException($"Environment '{Shown.Url(environment.ApiUrl)}' was deleted meanwhile.");

        terminal.Write(database.Warnings);
        terminal.WriteStatus($"deleted environment {Shown.Url(environment.ApiUrl)} and its profiles");
        if (environment.ApiUrl == environments.Current.ApiUrl)
            terminal.WriteStatus($"the current environment is {StoredEnvironment.Default.ApiUrl}");
        return 0;
    }
}
