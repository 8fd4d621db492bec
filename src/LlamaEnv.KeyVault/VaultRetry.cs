using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LlamaEnv.KeyVault;

/// <summary>
/// What is asked again: a vault that is busy, as long as there is time, and a connection that broke, a few times. What will
/// be the same the next time is not: a name that nobody knows, a certificate that is not trusted.
/// </summary>
internal sealed class VaultRetry(Uri vault, Deadline deadline) : RetryPolicy(MostTries, DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(5)))
{
    private const int MostTries = 20;

    private const int MostConnections = 2;

    private VaultException? _last;

    /// <summary>What the vault said or did last, where it was asked again after that; null where that was nothing.</summary>
    internal VaultException? Last => Volatile.Read(ref _last);

    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) => ValueTask.FromResult(ShouldRetry(message, exception));

    protected override bool ShouldRetry(HttpMessage message, Exception? exception)
    {
        Response? response = exception is null && message.HasResponse ? message.Response : null; // What broke off may have had a beginning.
        if (response is not null)
            Volatile.Write(ref _last, Fault.OfStatus(response.Status, vault));
        else if (Connection.IsBroken(exception))
            Volatile.Write(ref _last, Fault.OfConnection(exception!, vault));
        return base.ShouldRetry(message, exception)
            && (response is not null ? WaitOf(response) < deadline.Left : !Connection.IsHopeless(exception) && message.ProcessingContext.RetryNumber < MostConnections);
    }

    /// <summary>What the vault asks to wait. To wait longer than there is time for helps nobody.</summary>
    internal static TimeSpan WaitOf(Response response) =>
        !response.Headers.TryGetValue("Retry-After", out string? text) ? TimeSpan.Zero
        : int.TryParse(text, out int seconds) ? TimeSpan.FromSeconds(seconds)
        : DateTimeOffset.TryParse(text, out DateTimeOffset time) ? time - DateTimeOffset.UtcNow
        : TimeSpan.Zero;
}
