using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LlamaEnv.KeyVault;

/// <summary>
/// What is asked again: a vault that is busy, as long as there is time, and a connection that broke, a few times. What will
/// be the same the next time is not: a name that nobody knows, a certificate that is not trusted.
/// </summary>
internal sealed class VaultRetry(Deadline deadline) : RetryPolicy(MostTries, DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(5)))
{
    private const int MostTries = 20;

    private const int MostConnections = 2;

    private bool _isThrottled;

    /// <summary>Whether the vault's last word was to come later.</summary>
    internal bool IsThrottled => Volatile.Read(ref _isThrottled);

    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) => ValueTask.FromResult(ShouldRetry(message, exception));

    protected override bool ShouldRetry(HttpMessage message, Exception? exception)
    {
        if (message.HasResponse)
            Volatile.Write(ref _isThrottled, message.Response.Status == 429);
        return base.ShouldRetry(message, exception)
            && (message.HasResponse ? WaitOf(message.Response) < deadline.Left : !Connection.IsHopeless(exception) && message.ProcessingContext.RetryNumber < MostConnections);
    }

    /// <summary>What the vault asks to wait. To wait longer than there is time for helps nobody.</summary>
    internal static TimeSpan WaitOf(Response response) =>
        !response.Headers.TryGetValue("Retry-After", out string? text) ? TimeSpan.Zero
        : int.TryParse(text, out int seconds) ? TimeSpan.FromSeconds(seconds)
        : DateTimeOffset.TryParse(text, out DateTimeOffset time) ? time - DateTimeOffset.UtcNow
        : TimeSpan.Zero;
}
