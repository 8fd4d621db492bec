using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LlamaEnv.KeyVault.Tests;

/// <summary>A certificate for this machine, and the file that has programs trust it (<c>SSL_CERT_FILE</c>, on Linux).</summary>
internal static class VaultCertificate
{
    private static readonly TempFolder s_folder = new();

    internal static X509Certificate2 Value { get; } = Make();

    internal static string File { get; } = s_folder.Write("ca.pem", Value.ExportCertificatePem());

    internal static void Delete() => s_folder.Dispose();

    /// <summary>One that nobody trusts.</summary>
    internal static X509Certificate2 Make()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new($"CN=LlamaEnv vault {Guid.NewGuid()}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, true));
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
