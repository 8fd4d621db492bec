using LlamaEnv.Tool.Projects;

namespace LlamaEnv.Tool.Commands;

/// <summary>What a command that writes nothing resolves.</summary>
/// <param name="Reading">The settings of project and options, or why there are none.</param>
/// <param name="Project">The project; null where there is none.</param>
/// <param name="Host">The machine.</param>
internal sealed record ReadingTarget(ProjectReading Reading, ProjectLocation? Project, HostEnvironment Host)
{
    /// <summary>Where relative paths start.</summary>
    internal string Directory => Project?.Directory ?? Host.CurrentDirectory;
}
