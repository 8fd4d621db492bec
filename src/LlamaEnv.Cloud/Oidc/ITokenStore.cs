namespace LlamaEnv.Cloud.Oidc;

/// <summary>
/// Where the tokens of one login are kept. Other processes may replace them at any time, and the server ends the login
/// if a refresh token is used twice: so who renews holds the lock, and what was read is replaced only if it is still there.
/// </summary>
internal interface ITokenStore
{
    /// <summary>The tokens as they are stored now; null where the login is gone.</summary>
    DeviceLogin? Read();

    /// <summary>Fails if nothing can be stored, as <see cref="TryReplace"/> would: asked before a refresh token is used up, whose successor would be lost.</summary>
    void RequireWritable();

    /// <summary>Stores <paramref name="renewed"/>, durably, if the tokens of <paramref name="expected"/> are what is stored; says whether they were.</summary>
    bool TryReplace(DeviceLogin expected, DeviceLogin renewed);

    /// <summary>
    /// Keeps every other process, and every other caller in this one, from renewing until it is disposed of, which may happen
    /// on another thread. Not the lock of a store itself: it is held while the server is asked, and reads must go on.
    /// </summary>
    IDisposable LockRenewal(CancellationToken cancellationToken);
}
