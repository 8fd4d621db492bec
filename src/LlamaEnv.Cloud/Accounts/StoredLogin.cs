using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Cloud.Oidc;

namespace LlamaEnv.Cloud.Accounts;

/// <summary>The tokens of a profile, in llamactl's store.</summary>
internal sealed class StoredLogin(ProfileStore store, StoredProfile profile) : ITokenStore
{
    public DeviceLogin? Read() => store.Find(profile)?.LoginJson is { } json ? DeviceLogin.Parse(json) : null;

    public void RequireWritable() => store.RequireWritable();

    public bool TryReplace(DeviceLogin expected, DeviceLogin renewed) =>
        expected.RefreshToken is { } used && store.RotateTokens(profile, used, renewed)?.LoginJson is { } stored && stored == renewed.ToJson();

    public IDisposable LockRenewal(CancellationToken cancellationToken) => RenewalLock.Acquire(store.Path, cancellationToken);
}
