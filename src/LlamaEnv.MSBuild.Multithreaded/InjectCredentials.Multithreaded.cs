using Microsoft.Build.Framework;

namespace LlamaEnv.MSBuild;

[MSBuildMultiThreadableTask]
public sealed partial class InjectCredentials : IMultiThreadableTask
{
    /// <summary>The project's own environment. MSBuild sets it; several projects build in one process.</summary>
    public TaskEnvironment TaskEnvironment { get; set; } = TaskEnvironment.Fallback;

    private partial HostEnvironment CaptureHost(string currentDirectory) =>
        HostEnvironment.Capture(currentDirectory, TaskEnvironment.GetEnvironmentVariables());
}
