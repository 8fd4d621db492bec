[assembly: Parallelize(Workers = 0, Scope = ExecutionScope.MethodLevel)]

namespace LlamaEnv.KeyVault.Tests;

/// <summary>The certificate of the vaults on this machine is trusted here before anything asks: .NET reads the list once.</summary>
[TestClass]
public static class AssemblySetup
{
    [AssemblyInitialize]
    public static void TrustVaults(TestContext _) => Environment.SetEnvironmentVariable("SSL_CERT_FILE", VaultCertificate.File);

    [AssemblyCleanup]
    public static void Delete() => VaultCertificate.Delete();
}
