using System.CommandLine;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Diagnostics;
using LlamaEnv.Tool.Completion;
using LlamaEnv.Tool.Formatting;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary>The profile a command is about: the one that is named, or the one that is picked.</summary>
internal static class ProfileChoice
{
    private const string Listing = "dotnet llama-env auth get";

    internal static Argument<string?> Argument(string description)
    {
        Argument<string?> name = Arguments.Optional("NAME", description);
        name.CompletionSources.Add(KnownNames.Profiles);
        return name;
    }

    /// <summary>The name that was given, whether or not there is a profile of that name, or the one that is picked.</summary>
    /// <exception cref="DiagnosticException">None was given, and there is none to pick or nobody to ask.</exception>
    internal static string ChooseName(StoreContext context, string? given)
    {
        ProfileList profiles = context.Store.ListProfiles();
        if (given is not null)
        {
            // As 'auth get' shows it in a window, if only one looks so.
            string[] shown = profiles.All.Any(p => p.Name == given) ? [] : [.. profiles.All.Select(p => p.Name).Where(n => Redacted.ShownName(n) == given)];
            return shown is [var only] ? only : given;
        }

        string url = Redacted.Url(profiles.Environment.ApiUrl);
        if (profiles.All.Count == 0)
            throw new DiagnosticException(Findings.NoProfiles(profiles.Environment.ApiUrl, profiles.Environment.RequiresAuth ? "login" : "token"));

        List<Choice<string>> choices = [.. profiles.All.Select(p =>
            new Choice<string>(p.Name, $"{Redacted.Name(p.Name)} ({url}){(p.Name == profiles.Current?.Name ? " [current]" : "")}"))];
        return Picker.Pick(context.Terminal, "Select profile", choices, choices.FindIndex(c => c.Value == profiles.Current?.Name), "NAME", Listing, context.CancellationToken);
    }

    /// <summary>The profile of the current environment that was named or is picked.</summary>
    /// <exception cref="DiagnosticException">There is none of that name (LLENV0007).</exception>
    /// <exception cref="DiagnosticException">None was named, and there is none to pick or nobody to ask.</exception>
    internal static StoredProfile Choose(StoreContext context, string? given)
    {
        string name = ChooseName(context, given);
        return context.Store.Find(name, context.Store.ListEnvironments().Current.ApiUrl) ?? throw Unknown(context.Store, name);
    }

    internal static DiagnosticException Unknown(ProfileStore store, string name)
    {
        ProfileList profiles = store.ListProfiles();
        return new DiagnosticException(Findings.UnknownProfile(name, profiles.Environment.ApiUrl, [.. profiles.All.Select(p => p.Name)]));
    }
}
