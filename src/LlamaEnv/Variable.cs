namespace LlamaEnv;

/// <summary>An environment variable LlamaEnv takes care of.</summary>
/// <param name="Name">The name, exactly as it is written into outputs.</param>
/// <param name="IsSecret">Whether its value must never be shown.</param>
public sealed record Variable(string Name, bool IsSecret)
{
    /// <summary>The LlamaCloud API key, <c>LLAMA_CLOUD_API_KEY</c>.</summary>
    public static Variable ApiKey { get; } = new("LLAMA_CLOUD_API_KEY", IsSecret: true);

    /// <summary>The API's base URL, <c>LLAMA_CLOUD_BASE_URL</c>.</summary>
    public static Variable BaseUrl { get; } = new("LLAMA_CLOUD_BASE_URL", IsSecret: false);

    /// <summary>The project, <c>LLAMA_AGENTS_PROJECT_ID</c>.</summary>
    public static Variable ProjectId { get; } = new("LLAMA_AGENTS_PROJECT_ID", IsSecret: false);

    /// <summary>The three LlamaCloud variables, in the order outputs append them.</summary>
    public static IReadOnlyList<Variable> All { get; } = [ApiKey, BaseUrl, ProjectId];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
