using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LlamaEnv.Cloud.Client;

namespace LlamaEnv.Cloud.Tests;

[TestClass]
public sealed class TlsTests(TestContext context)
{
    [TestMethod]
    public async Task A_certificate_that_nobody_vouches_for_is_turned_down()
    {
        await using FakeServer server = await FakeServer.StartAsync(certificate: Certificate("127.0.0.1"));
        using Cloud cloud = new(server);

        Assert.Contains("SSL_CERT_FILE", (await Cloud.FailsAsync("LLENV0052", () => cloud.Client.GetVersionAsync(context.CancellationToken))).Message);
        Assert.IsEmpty(server.Seen);
    }

    [TestMethod]
    public async Task A_certificate_in_SSL_CERT_FILE_is_trusted()
    {
        using X509Certificate2 certificate = Certificate("127.0.0.1");

        Assert.AreEqual("1", (await GetVersionAsync(certificate, certificate)).Version);
    }

    [TestMethod]
    public async Task Trust_in_one_certificate_is_none_in_another()
    {
        using X509Certificate2 certificate = Certificate("127.0.0.1");
        using X509Certificate2 other = Certificate("127.0.0.1");

        await Cloud.FailsAsync("LLENV0052", () => GetVersionAsync(certificate, other));
    }

    [TestMethod]
    public async Task Trust_in_a_certificate_is_none_for_another_host()
    {
        using X509Certificate2 certificate = Certificate("127.0.0.2");

        await Cloud.FailsAsync("LLENV0052", () => GetVersionAsync(certificate, certificate));
    }

    private async Task<ServerVersion> GetVersionAsync(X509Certificate2 certificate, X509Certificate2 trusted)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, trusted.ExportCertificatePem(), context.CancellationToken);
            await using FakeServer server = (await FakeServer.StartAsync(certificate: certificate)).On(Api.Version, Reply.Json("""{"version":"1"}"""));
            using Cloud cloud = new(server, host: Cloud.Machine(new KeyValuePair<string, string>("SSL_CERT_FILE", file)));
            return await cloud.Client.GetVersionAsync(context.CancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static X509Certificate2 Certificate(string address)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=LlamaEnv tests", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, true));
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
