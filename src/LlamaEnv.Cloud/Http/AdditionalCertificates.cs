using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LlamaEnv.Cloud.Http;

/// <summary>
/// Trust in the certificates of <c>SSL_CERT_FILE</c>, beside the system's. OpenSSL, and so .NET on Linux, reads that
/// variable itself; Windows and macOS do not know it.
/// </summary>
internal static class AdditionalCertificates
{
    /// <summary>The check for the handler, or null where the variable is unset and the system's check is all there is.</summary>
    internal static RemoteCertificateValidationCallback? From(HostEnvironment host) =>
        host.Get("SSL_CERT_FILE") is { Length: > 0 } file
            ? (_, certificate, chain, errors) => Accepts(Path.GetFullPath(file, host.CurrentDirectory), certificate, chain, errors)
            : null;

    private static bool Accepts(string file, X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 leaf)
            return false;

        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // As .NET's own check does.
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1")); // Server authentication.
        if (sent is not null)
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        try
        {
            chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(file);
            return chain.Build(leaf);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return false; // What cannot be read adds no trust.
        }
    }
}
