using System.CommandLine;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Llamactl;
using LlamaEnv.Tool.Completion;
using LlamaEnv.Tool.Formatting;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary>The environment a command is about.</summary>
internal static class EnvironmentChoice
{
    /// <summary>An argument that is the URL of an environment of the store, or may be left out.</summary>
    internal static Argument<string?> Optional(string name, string description) => WithKnown(Arguments.Optional(name, description));

    /// <summary>One that has to be given.</summary>
    internal static Argument<string> Required(string name, string description) => WithKnown(Arguments.Required(name, description));

    private static Argument<T> WithKnown<T>(Argument<T> argument)
    {
        argument.CompletionSources.Add(KnownNames.Environments);
        return argument;
    }

    /// <summary>The one with this URL; slashes at its end and the case of its host do not count, unless both are stored.</summary>
    /// <exception cref="DiagnosticException">There is none.</exception>
    internal static StoredEnvironment Find(EnvironmentList environments, string url) =>
        environments.All.FirstOrDefault(e => e.ApiUrl == url)
        ?? environments.All.FirstOrDefault(e => ApiUrl.AreSame(e.ApiUrl, url))
        ?? throw new DiagnosticException(Findings.NoSuchEnvironment(url, [.. environments.All.Select(e => e.ApiUrl)]));

    /// <summary>The one with this URL, or the one that is picked.</summary>
    internal static StoredEnvironment Choose(EnvironmentList environments, string? url, UserTerminal terminal, CancellationToken cancellationToken)
    {
        if (url is not null)
            return Find(environments, url);

        List<Choice<StoredEnvironment>> choices = [.. environments.All.Select(e =>
            new Choice<StoredEnvironment>(e, $"{Redacted.Url(e.ApiUrl)}{(e == environments.Current ? " [current]" : "")}"))];
        return Picker.Pick(terminal, "Select environment", choices, choices.FindIndex(c => c.Value == environments.Current), "URL", "dotnet llama-env environments get", cancellationToken);
    }

    /// <summary>Says which profile is current in the environment that was switched to.</summary>
    internal static void ReportProfile(StoreContext context)
    {
        ProfileList profiles = context.Store.ListProfiles();
        context.Terminal.WriteStatus(profiles.Current is { } current
            ? $"the current profile is {Redacted.Name(current.Name)}"
            : $"it has no profile yet; create one with: dotnet llama-env auth {(profiles.Environment.RequiresAuth ? "login" : "token")}");
    }
}
