namespace LlamaEnv.Cloud.Http;

/// <summary>How long a request waits, how often it is tried, and how much of a response is read.</summary>
internal sealed record HttpLimits
{
    /// <summary>Until the connection is made, TLS included.</summary>
    internal TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>One attempt as a whole, to the last byte of the response.</summary>
    internal TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts in all, for a request that may be retried.</summary>
    internal int Attempts { get; init; } = 4;

    /// <summary>The longest pause between two attempts. A server that asks for more is not waited for.</summary>
    internal TimeSpan MaxPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest response, in bytes.</summary>
    internal int MaxResponseBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Redirects within the origin that one GET follows.</summary>
    internal int Redirects { get; init; } = 3;
}
