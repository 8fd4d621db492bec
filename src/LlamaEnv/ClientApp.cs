namespace LlamaEnv;

/// <summary>Tells an app that is carried to its visitors, where everybody can read what is in it, from one that runs on a server.</summary>
internal static class ClientApp
{
    /// <summary>The properties it is told by. SDKs and workloads set them, or the project.</summary>
    internal static IReadOnlyList<string> Properties { get; } =
    [
        "UsingMicrosoftNETSdkBlazorWebAssembly", "UsingMicrosoftNETSdkWebAssembly", "UseMaui", "UsingUnoSdk", "UseUwp", "AndroidApplication", "TargetPlatformIdentifier", "RuntimeIdentifier", "RuntimeIdentifiers",
        "TargetFramework", "TargetFrameworks",
    ];

    private static readonly (string Property, string What)[] s_switches =
    [
        ("UsingMicrosoftNETSdkBlazorWebAssembly", "a Blazor WebAssembly app"), ("UseMaui", "a MAUI app"), ("UsingUnoSdk", "an Uno app"), ("UsingMicrosoftNETSdkWebAssembly", "an app that runs in the browser"),
        ("UseUwp", "a UWP app"), ("AndroidApplication", "an Android app"),
    ];

    private static readonly (string Platform, string What)[] s_platforms =
    [
        ("android", "an Android app"), ("ios", "an iOS app"), ("maccatalyst", "a Mac Catalyst app"), ("tvos", "a tvOS app"), ("tizen", "a Tizen app"), ("browser", "an app that runs in the browser"),
        ("browserwasm", "an app that runs in the browser"), ("uap", "a UWP app"),
    ];

    /// <summary>What it is, or null for what runs elsewhere. Windows, Linux and Mac desktop programs are not counted: many never leave the house.</summary>
    /// <param name="traits">Properties as <c>NAME=VALUE</c>; of a list, the first entry so, and the others bare.</param>
    internal static string? Describe(IReadOnlyList<string> traits)
    {
        foreach ((string property, string what) in s_switches)
        {
            if (traits.Contains($"{property}=true", StringComparer.OrdinalIgnoreCase))
                return what;
        }

        return traits.Select(trait => DescribePlatform(trait[(trait.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim())).FirstOrDefault(what => what is not null);
    }

    /// <summary>Of a framework (<c>net10.0-android36.0</c>), a runtime (<c>browser-wasm</c>, <c>ios-arm64</c>) or a platform.</summary>
    private static string? DescribePlatform(string value)
    {
        string[] words = value.ToLowerInvariant().Split('-');
        string word = words.Length > 1 && words[0].StartsWith("net", StringComparison.Ordinal) ? words[1] : words[0].StartsWith("uap", StringComparison.Ordinal) ? "uap" : words[0];
        word = word.TrimEnd("0123456789.".ToCharArray());
        return Array.Find(s_platforms, p => p.Platform == word).What;
    }
}
