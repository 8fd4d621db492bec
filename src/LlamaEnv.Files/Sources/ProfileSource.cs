using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Llamactl;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Sources;

/// <summary>A profile in llamactl's store: the current one, or the one named, of the current environment.</summary>
internal sealed class ProfileSource(SourceReference reference) : ISource
{
    internal const string Name = "profile";

    internal static SourceKind Kind { get; } = new(Name, SourceArgument.Name, IsDefault: true, static reference => new ProfileSource(reference))
    {
        Role = SourceRole.Profile,
        IsPersonal = true,
        WithoutDeclared = "profiles have LlamaCloud's own variables only",
    };

    public SourceReading Read(SourceContext context, CancellationToken cancellationToken)
    {
        string? wanted = reference.Argument ?? context.Profile;
        ProfileReadResult reading = ProfileReader.Read(context.Host, wanted, context.MayWait ? ProfileReader.Timeout : TimeSpan.Zero);
        if (reading.Profile is { } profile)
            return new SourceReading(variable => Find(variable, profile, StoreLocation.DatabasePath(context.Host), isNamed: wanted is not null)) { Entry = KeyShapes.ShowName(profile.Name) };

        return reference.IsNamed || wanted is not null ? throw NotFound(reading.Reason) : SourceReading.Absent(reading.Reason);
    }

    private static Lookup Find(Variable variable, Profile profile, string path, bool isNamed)
    {
        string name = $"profile '{KeyShapes.ShowName(profile.Name)}'";
        Secret value = variable == Variable.ApiKey ? profile.ApiKey
            : variable == Variable.BaseUrl ? profile.ApiUrl
            : variable == Variable.ProjectId ? profile.ProjectId
            : default;
        if (!value.IsEmpty)
            return new Lookup(value, name, path);

        string reason = $"{name} has no {(variable == Variable.ApiKey ? "API key" : variable.Name)}";
        return isNamed && variable == Variable.ApiKey ? throw NotFound(reason) : Lookup.Absent(reason);
    }

    private static DiagnosticException NotFound(string reason) => new(Findings.ProfileNotFound(reason));
}
