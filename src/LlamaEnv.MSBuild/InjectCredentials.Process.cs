using System.Diagnostics.CodeAnalysis;

namespace LlamaEnv.MSBuild;

public sealed partial class InjectCredentials
{
    // A multithreaded build gives this task a process of its own, with the project's environment.
    [SuppressMessage("Performance", "CA1822", Justification = "LlamaEnv.MSBuild.Multithreaded asks the instance.")]
    private partial HostEnvironment CaptureHost(string currentDirectory) => HostEnvironment.Capture(currentDirectory);
}
