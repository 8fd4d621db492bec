namespace LlamaEnv.Cloud.Tests;

/// <summary>Tokens of a login in memory.</summary>
internal sealed class MemoryStore(DeviceTokens? tokens) : ITokenStore, IDisposable
{
    private readonly SemaphoreSlim _renewal = new(1);
    private DeviceTokens? _tokens = tokens;

    internal DeviceTokens? Tokens { get => _tokens; set => _tokens = value; }

    public DeviceTokens? Read() => _tokens;

    public bool TryReplace(DeviceTokens expected, DeviceTokens renewed) => Interlocked.CompareExchange(ref _tokens, renewed, expected) == expected;

    public IDisposable LockRenewal(CancellationToken cancellationToken)
    {
        _renewal.Wait(cancellationToken);
        return new Release(_renewal);
    }

    public void Dispose() => _renewal.Dispose();

    private sealed class Release(SemaphoreSlim held) : IDisposable
    {
        public void Dispose() => held.Release();
    }
}
