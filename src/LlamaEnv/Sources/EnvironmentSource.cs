using LlamaEnv.Detection;

namespace LlamaEnv.Sources;

/// <summary>The process environment. Names count in any case, as llamactl reads them.</summary>
internal sealed class EnvironmentSource : ISource
{
    internal const string Name = "environment";

    internal static SourceKind Kind { get; } = new(Name, SourceArgument.None, IsDefault: true, static _ => new EnvironmentSource()) { Role = SourceRole.Environment };

    public SourceReading Read(SourceContext context, CancellationToken cancellationToken) => new(variable => Find(variable, context));

    private static Lookup Find(Variable variable, SourceContext context)
    {
        string? text = context.Host.GetInAnyCase(variable.Name);
        Secret value = new(text ?? "");
        return text is null ? Lookup.Absent($"{variable} is not set")
            : value.IsEmpty ? Lookup.Absent($"{variable} is empty")
            : variable.IsSecret && IsWithheld(value, context.Ci) ? Lookup.Absent($"{variable} is a reference that nothing expanded")
            : new Lookup(value, Name);
    }

    /// <summary>Azure Pipelines leaves <c>$(NAME)</c> as it stands where it withholds the secret: an absent value, not a wrong one.</summary>
    private static bool IsWithheld(Secret value, CiRun? ci) => value.Ask(UnexpandedReferences.IsUnexpandedVariable) && ci?.Withheld is not null;
}
