using System.CommandLine;
using LlamaEnv.Diagnostics;
using LlamaEnv.Profiles;

namespace LlamaEnv.Tool;

/// <summary>The profile a command is about: the one that is named, or the one that is picked.</summary>
internal static class ProfileChoice
{
    private const string Listing = "dotnet llama-env auth get";

    internal static Argument<string?> Argument(string description) => Arguments.Optional("NAME", description);

    /// <exception cref="DiagnosticException">There is none of that name (LLENV0007).</exception>
    /// <exception cref="FailedException">None was named, and there is none to pick or nobody to ask.</exception>
    internal static StoredProfile Choose(ProfileDatabase database, string? name, Terminal terminal)
    {
        if (name is not null)
            return database.ListProfiles(name).All is [var named, ..] ? named : throw Unknown(database, name);

        ProfileList profiles = database.ListProfiles();
        if (profiles.All.Count == 0)
            throw new FailedException($"No profiles found in environment {Shown.Url(profiles.Environment.ApiUrl)}.");

        List<Choice<StoredProfile>> choices = [.. profiles.All.Select(p =>
            new Choice<StoredProfile>(p, $"{Shown.Name(p.Name)} ({Shown.Url(p.ApiUrl)}){(p == profiles.Current ? " [current]" : "")}"))];
        return Picker.Pick(terminal, "Select profile", choices, choices.FindIndex(c => c.Value == profiles.Current), "NAME", Listing);
    }

    internal static DiagnosticException Unknown(ProfileDatabase database, string name)
    {
        ProfileList profiles = database.ListProfiles();
        return new DiagnosticException(Findings.UnknownProfile(name, profiles.Environment.ApiUrl, [.. profiles.All.Select(p => p.Name)]));
    }
}
