using System.Diagnostics;

namespace LlamaEnv.Package.Tests;

/// <summary>
/// One compiler for all builds of these tests, which otherwise starts in each and takes more than half of its time. It is
/// ours alone, has nobody's credentials in its environment, and ends with the tests.
/// </summary>
internal static class CompilerServer
{
    private static Process? s_server;

    /// <summary>Its name; null where the SDK has none where we look.</summary>
    internal static string? Name { get; private set; }

    internal static void Start()
    {
        string? program = Directory.EnumerateDirectories(Path.Combine(CleanEnvironment.DotnetRoot, "sdk"))
            .Select(static sdk => Path.Combine(sdk, "Roslyn", "bincore", OperatingSystem.IsWindows() ? "VBCSCompiler.exe" : "VBCSCompiler"))
            .Where(File.Exists).Order(StringComparer.Ordinal).LastOrDefault();
        if (program is null)
            return;

        Name = FormattableString.Invariant($"llama-env-tests-{Environment.ProcessId}");
        ProcessStartInfo start = new(program, [$"-pipename:{Name}"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach ((string name, string value) in CleanEnvironment.Create())
            start.Environment[name] = value;
        s_server = Process.Start(start);
    }

    internal static void Stop()
    {
        s_server?.Kill();
        s_server?.WaitForExit();
        s_server?.Dispose();
    }
}
