using System.Runtime.InteropServices;

// What some tests call in this process ends all that it started, and others start programs here.
[assembly: DoNotParallelize]

namespace LlamaEnv.KeyVault.Tests;

/// <summary>The certificate of the vaults on this machine is trusted here before anything asks: .NET reads the list once.</summary>
[TestClass]
public static class AssemblySetup
{
    [AssemblyInitialize]
    public static void TrustVaults(TestContext _)
    {
        if (OperatingSystem.IsLinux())
            Assert.AreEqual(0, SetVariable("SSL_CERT_FILE", VaultCertificate.File, 1));
    }

    [AssemblyCleanup]
    public static void Delete() => VaultCertificate.Delete();

    /// <summary>OpenSSL's list is asked for in native code, which does not see what .NET sets.</summary>
    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int SetVariable([MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
