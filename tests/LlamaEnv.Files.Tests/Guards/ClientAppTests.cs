using System.Xml.Linq;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Tests.Guards;

[TestClass]
public sealed class ClientAppTests
{
    [TestMethod]
    [DataRow("UsingMicrosoftNETSdkBlazorWebAssembly=true", "a Blazor WebAssembly app")]
    [DataRow("UsingMicrosoftNETSdkWebAssembly=True;UsingMicrosoftNETSdkBlazorWebAssembly=", "an app that runs in the browser")]
    [DataRow("UseMaui=TRUE;TargetFramework=net10.0-windows10.0.19041.0", "a MAUI app")]
    [DataRow("UsingUnoSdk=true", "an Uno app")]
    [DataRow("UseUwp=true", "a UWP app")]
    [DataRow("TargetPlatformIdentifier=UAP", "a UWP app")]
    [DataRow("AndroidApplication=true", "an Android app")]
    [DataRow("TargetFramework=net10.0-android", "an Android app")]
    [DataRow("TargetFramework=net10.0-ios26.0", "an iOS app")]
    [DataRow("TargetFramework=net10.0-maccatalyst", "a Mac Catalyst app")]
    [DataRow("TargetFrameworks=net10.0;net10.0-tvos", "a tvOS app")]
    [DataRow("TargetFramework=net10.0-browser", "an app that runs in the browser")]
    [DataRow("TargetFramework=uap10.0.16299", "a UWP app")]
    [DataRow("RuntimeIdentifier=browser-wasm", "an app that runs in the browser")]
    [DataRow("RuntimeIdentifiers=linux-x64;iossimulator-arm64;ios-arm64", "an iOS app")]
    [DataRow("RuntimeIdentifier=android.21-arm64", "an Android app")]
    [DataRow("TargetFramework=net10.0;RuntimeIdentifier=linux-x64;UseMaui=false", null)]
    [DataRow("TargetFramework=net10.0-windows;RuntimeIdentifier=win-x64;TargetPlatformIdentifier=Windows", null)]
    [DataRow("TargetFramework=net10.0-macos", null)]
    [DataRow("RuntimeIdentifier=wasi-wasm", null)]
    [DataRow("TargetFrameworks=net10.0;netstandard2.0;net48", null)]
    [DataRow("", null)]
    public void Is_told_by_its_properties(string traits, string? what) => Assert.AreEqual(what, ClientApp.Describe(traits.Split(';')));

    [TestMethod]
    [DataRow("dotenv", null, null, "LLENV0039 Warning")]
    [DataRow("dotenv", null, "true", "LLENV0039 Error")]
    [DataRow("dotenv;launch-settings", null, null, "LLENV0039 Warning")]
    [DataRow("launch-settings", "reference", "true", "")]
    [DataRow("none", null, "true", "")]
    public void Is_warned_of_where_a_key_would_lie_beside_its_sources_and_not_published(string outputs, string? mode, string? publishing, string expected)
    {
        using Machine machine = new Machine().WithKeyAndProject();

        InjectResult result = machine.Inject(new Settings { [Setting.Outputs] = outputs.Split(';'), [Setting.LaunchSettingsMode] = mode, [Setting.Traits] = ["UseMaui=true"], [Setting.Publishing] = publishing });

        Assert.AreEqual(expected, string.Join(' ', result.Diagnostics.Select(d => $"{d.Code} {d.Severity}")));
        Assert.AreEqual(!expected.Contains("Error", StringComparison.Ordinal) && outputs.Contains("dotenv", StringComparison.Ordinal), File.Exists(machine.EnvFile));
    }

    [TestMethod]
    public void Is_nobodys_business_where_the_app_runs_on_a_server()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        Assert.IsFalse(machine.Inject(new Settings { [Setting.Traits] = ["UseMaui=", "TargetFramework=net10.0"], [Setting.Publishing] = "true" }).Diagnostics.Any(d => d.Code == DiagnosticCodes.ClientApp));
    }

    [TestMethod]
    public void Is_told_in_a_build_by_every_property()
    {
        XElement targets = XDocument.Load(Path.Combine(Repository.Root, "build", "LlamaEnv.MSBuild.targets")).Root!;
        Assert.AreEqual(string.Join(';', ClientApp.Properties.Select(p => $"{p}=$({p})")), targets.Descendants("_LlamaEnvTraits").Single().Value);
    }
}
