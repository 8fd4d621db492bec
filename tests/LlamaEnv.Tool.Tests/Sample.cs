using LlamaEnv.Cloud;

namespace LlamaEnv.Tool.Tests;

/// <summary>Values that are visibly no real ones.</summary>
internal static class Sample
{
    internal const string Cloud = "https://api.cloud.llamaindex.ai";
    internal const string Europe = "https://api.cloud.eu.llamaindex.ai";
    internal const string Project = "12345678-1234-1234-1234-123456789abc";
    internal const string OtherProject = "87654321-4321-4321-4321-cba987654321";
    internal const string KeyText = "llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFake";

    internal static Secret Key { get; } = new(KeyText);

    /// <summary>Begins and ends as <see cref="Key"/> does.</summary>
    internal static Secret AlikeKey { get; } = new("llx-FakeOtherOtherOtherOtherOtherOtherOtherOtherFake");

    internal static DeviceLogin Login { get; } = new(
        "laptop", "user-1", "user@example.com", "client", "https://idp.example.com/.well-known/openid-configuration",
        new Secret("fake-access"), new Secret("fake-refresh"), IdToken: null);
}
