namespace LlamaEnv.Sources;

/// <summary>A kind of source, as the list of them knows it.</summary>
/// <param name="Name">What users write.</param>
/// <param name="TakesArgument">Whether <c>name:argument</c> is allowed.</param>
/// <param name="IsDefault">Whether it is asked when the user names no sources.</param>
/// <param name="Open">Makes the source. Reads nothing yet.</param>
internal sealed record SourceKind(string Name, bool TakesArgument, bool IsDefault, Func<SourceReference, Plan, HostEnvironment, ISource> Open)
{
    /// <summary>Whether what follows the colon is a path.</summary>
    internal bool ArgumentIsPath { get; init; }

    /// <summary>Every kind. The order of the default ones is their precedence.</summary>
    internal static IReadOnlyList<SourceKind> All { get; } =
    [
        EnvironmentSource.Kind,
        ProfileSource.Kind,
        UserSecretsSource.Kind,
        DotenvSource.Kind,
    ];

    internal static string Names => string.Join(", ", All.Select(k => k.TakesArgument ? $"{k.Name}[:{(k.ArgumentIsPath ? "PATH" : "NAME")}]" : k.Name));
}
