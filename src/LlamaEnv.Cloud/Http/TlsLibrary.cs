using System.Runtime.InteropServices;

namespace LlamaEnv.Cloud.Http;

/// <summary>OpenSSL, which an image may lack. .NET ends the process where it finds none, so it is looked for first.</summary>
internal static class TlsLibrary
{
    /// <summary>The versions that .NET looks for.</summary>
    private static readonly string[] s_names = ["libssl.so.3", "libssl.so.1.1", "libssl.so.1.0.2", "libssl.so.1.0.0", "libssl.so.10"];

    /// <summary>Whether .NET can speak TLS; elsewhere than on Linux the system does.</summary>
    internal static bool IsThere(HostEnvironment host) =>
        !OperatingSystem.IsLinux() || host.Get("CLR_OPENSSL_VERSION_OVERRIDE") is not null || Array.Exists(s_names, static name => NativeLibrary.TryLoad(name, out _));
}
