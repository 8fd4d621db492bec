using LlamaEnv.Detection;

namespace LlamaEnv;

/// <summary>An environment variable LlamaEnv takes care of.</summary>
/// <param name="Name">The name, exactly as it is written into outputs.</param>
/// <param name="IsSecret">Whether its value must never be shown.</param>
public sealed record Variable(string Name, bool IsSecret)
{
    /// <summary>North America; Europe is <c>https://api.cloud.eu.llamaindex.ai</c>.</summary>
    internal const string DefaultBaseUrl = OfficialHosts.DefaultUrl;

    /// <summary>The LlamaCloud API key, <c>LLAMA_CLOUD_API_KEY</c>.</summary>
    public static Variable ApiKey { get; } = new("LLAMA_CLOUD_API_KEY", IsSecret: true);

    /// <summary>The API's base URL, <c>LLAMA_CLOUD_BASE_URL</c>.</summary>
    public static Variable BaseUrl { get; } = new("LLAMA_CLOUD_BASE_URL", IsSecret: false);

    /// <summary>The project, <c>LLAMA_AGENTS_PROJECT_ID</c>.</summary>
    public static Variable ProjectId { get; } = new("LLAMA_AGENTS_PROJECT_ID", IsSecret: false);

    /// <summary>The three LlamaCloud variables, in the order outputs append them.</summary>
    public static IReadOnlyList<Variable> All { get; } = [ApiKey, BaseUrl, ProjectId];

    /// <summary>Whether it is a project's own, and no part of the LlamaCloud set.</summary>
    internal bool IsDeclared => !All.Contains(this);

    /// <summary>Whether its absence is an error. The three have rules of their own.</summary>
    internal bool IsRequired { get; init; }

    /// <summary>What its value has to match; null where anything will do.</summary>
    internal ValuePattern? Pattern { get; init; }

    /// <summary>Its value where no source has one; empty where it has none.</summary>
    internal Secret Default { get; init; }

    /// <summary>Whether both are the same variable with the same rules.</summary>
    // Written out, as in Credential.
    public bool Equals(Variable? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Name == other.Name && IsSecret == other.IsSecret && IsRequired == other.IsRequired && Equals(Pattern, other.Pattern) && Default == other.Default);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Name, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
