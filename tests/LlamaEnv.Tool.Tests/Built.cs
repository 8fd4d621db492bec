using System.Diagnostics;

namespace LlamaEnv.Tool.Tests;

/// <summary>What the build made beside these tests, and how it is started.</summary>
internal static class Built
{
    private const string SetPriv = "/usr/bin/setpriv";

    /// <summary>The tool as it was built, or the executable that <c>LLAMAENV_TEST_TOOL</c> names.</summary>
    internal static string Tool { get; } = Repository.GivenTool ?? Repository.Executable("src/LlamaEnv.Tool", "dotnet-llama-env");

    internal static string Worker { get; } = Repository.Executable("tests/LlamaEnv.TestWorker", "LlamaEnv.TestWorker");

    /// <summary>Starts a program in the store's folder, with the store and nothing else of LlamaCloud in its environment.</summary>
    internal static Process Start(Store store, string program, params IEnumerable<string> arguments) => Command(store, program, arguments).Start();

    /// <summary>Runs it to its end.</summary>
    internal static Outcome Run(Store store, string program, params IEnumerable<string> arguments) => WithPlainLineEnds(Command(store, program, arguments).Run());

    /// <summary>Runs it as somebody who may do only what the modes of the store's files allow, as root may do anything.</summary>
    internal static Outcome RunAsOrdinaryUser(Store store, string program, params IEnumerable<string> arguments)
    {
        if (!Environment.IsPrivilegedProcess)
            return Run(store, program, arguments);
        if (!File.Exists(SetPriv))
            Assert.Inconclusive("this runs as root, who may do anything, and there is no setpriv to become another user");

        using (Process chown = Process.Start("chown", ["-R", "65534:65534", store.Root]))
            chown.WaitForExit();
        return Run(store, SetPriv, ["--reuid=65534", "--regid=65534", "--clear-groups", program, .. arguments]);
    }

    internal static Outcome Wait(Process process) => WithPlainLineEnds(Outcome.Of(process));

    private static Command Command(Store store, string program, IEnumerable<string> arguments) => store.Environment.Aggregate(
        new Command(program, [.. arguments]) { Directory = store.Root }.With("LLAMACTL_CONFIG_DIR", store.Directory).With("HOME", store.Root).With("DOTNET_EnableDiagnostics", "0"),
        static (command, variable) => command.With(variable.Key, variable.Value));

    private static Outcome WithPlainLineEnds(Outcome run) =>
        run with { Output = run.Output.Replace("\r\n", "\n", StringComparison.Ordinal), Error = run.Error.Replace("\r\n", "\n", StringComparison.Ordinal) };
}
