using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace LlamaEnv.Profiles.Tests;

/// <summary>What the build made beside these tests, and how it is started.</summary>
internal static class Built
{
    private const string SetPriv = "/usr/bin/setpriv";

    private static readonly string s_dotnetRoot = Path.GetFullPath("../../../", RuntimeEnvironment.GetRuntimeDirectory()).TrimEnd(Path.DirectorySeparatorChar);

    /// <summary>The tool as it was built, or the executable that <c>LLAMAENV_TEST_TOOL</c> names.</summary>
    internal static string Tool { get; } = Environment.GetEnvironmentVariable("LLAMAENV_TEST_TOOL") is { Length: > 0 } path
        ? path
        : Executable("src/LlamaEnv.Tool", "dotnet-llama-env");

    internal static string Worker { get; } = Executable("tests/LlamaEnv.Profiles.Tests.Worker", "LlamaEnv.Profiles.Tests.Worker");

    /// <summary>Starts a program in the store's folder, with the store and nothing else of LlamaCloud in its environment.</summary>
    internal static Process Start(Store store, string program, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = store.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(n => n.StartsWith("LLAMA", StringComparison.OrdinalIgnoreCase) || n is "CI" or "NO_COLOR" or "TERM").ToList())
            start.Environment.Remove(name);
        start.Environment["LLAMACTL_CONFIG_DIR"] = store.Directory;
        start.Environment["HOME"] = store.Root;
        start.Environment["DOTNET_ROOT"] = s_dotnetRoot;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach ((string name, string value) in store.Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end.</summary>
    internal static Run Run(Store store, string program, params IEnumerable<string> arguments)
    {
        using Process process = Start(store, program, arguments);
        process.StandardInput.Close();
        return Wait(process);
    }

    /// <summary>Runs it as somebody who may do only what the modes of the store's files allow, as root may do anything.</summary>
    internal static Run RunAsOrdinaryUser(Store store, string program, params IEnumerable<string> arguments)
    {
        if (!Environment.IsPrivilegedProcess)
            return Run(store, program, arguments);
        if (!File.Exists(SetPriv))
            Assert.Inconclusive("this runs as root, who may do anything, and there is no setpriv to become another user");

        using (Process chown = Process.Start("chown", ["-R", "65534:65534", store.Root]))
            chown.WaitForExit();
        return Run(store, SetPriv, ["--reuid=65534", "--regid=65534", "--clear-groups", program, .. arguments]);
    }

    internal static Run Wait(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} did not end.\n{output.Result}{error.Result}");
        }

        return new Run(process.ExitCode, output.Result.Replace("\r\n", "\n", StringComparison.Ordinal), error.Result.Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    private static string Executable(string project, string name) =>
        Path.Combine(Metadata("RepositoryRoot"), project, "bin", Metadata("Configuration"), "net10.0", OperatingSystem.IsWindows() ? name + ".exe" : name);

    private static string Metadata(string key) =>
        typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
