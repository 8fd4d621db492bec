using LlamaEnv.Cloud.Oidc;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Tests;

/// <summary>Tokens of a login in memory.</summary>
internal sealed class MemoryStore(DeviceLogin? tokens) : ITokenStore, IDisposable
{
    private readonly SemaphoreSlim _renewal = new(1);
    private DeviceLogin? _tokens = tokens;

    internal DeviceLogin? Tokens { get => _tokens; set => _tokens = value; }

    /// <summary>What is wrong with the store, if anything.</summary>
    internal DiagnosticException? Fault { get; set; }

    public DeviceLogin? Read() => _tokens;

    public void RequireWritable()
    {
        if (Fault is not null)
            throw Fault;
    }

    public bool TryReplace(DeviceLogin expected, DeviceLogin renewed) => Interlocked.CompareExchange(ref _tokens, renewed, expected) == expected;

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
