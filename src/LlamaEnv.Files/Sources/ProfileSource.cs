using LlamaEnv.Diagnostics;
using LlamaEnv.Profiles;
using LlamaEnv.Validation;

namespace LlamaEnv.Sources;

/// <summary>A profile in llamactl's store: the current one, or the one named, of the current environment.</summary>
internal sealed class ProfileSource(SourceReference reference, Plan plan, HostEnvironment host) : ISource
{
    internal const string Name = "profile";

    internal static SourceKind Kind { get; } = new(Name, TakesArgument: true, IsDefault: true, (reference, plan, host) => new ProfileSource(reference, plan, host));

    private string? Wanted => reference.Argument ?? plan.Profile;

    public Answer Ask()
    {
        StoreReading reading = ProfileStore.Read(host, Wanted, ProfileStore.Patience);
        if (reading.Profile is not { } profile)
            return IsAskedFor ? throw NotFound(reading.Reason) : Answer.Absent(reading.Reason);

        if (profile.ApiKey.IsEmpty)
        {
            string reason = $"{Describe(profile.Name)} has no API key";
            return Wanted is null ? Answer.Absent(reason) : throw NotFound(reason);
        }

        return new Answer(new CredentialSet(profile.ApiKey, profile.ApiUrl, profile.ProjectId), Describe(profile.Name));
    }

    public Lookup Find(Variable variable) => Lookup.Absent("profiles have LlamaCloud's own variables only");

    /// <summary>
    /// The name of the profile the environment shadows, or null. Decides nothing, so it never waits for a busy store
    /// and takes a broken one for none.
    /// </summary>
    internal string? FindShadowed()
    {
        try
        {
            return ProfileStore.Read(host, Wanted, TimeSpan.Zero).Profile is { } profile ? KeyShapes.ShowName(profile.Name) : null;
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }

    private bool IsAskedFor => reference.IsNamed || Wanted is not null;

    private static string Describe(string name) => $"profile '{KeyShapes.ShowName(name)}'";

    private static DiagnosticException NotFound(string reason) => new(Findings.ProfileNotFound(reason));
}
