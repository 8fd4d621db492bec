using System.Collections;
using Microsoft.Build.Framework;

namespace LlamaEnv.MSBuild;

/// <summary>
/// What is the same in all processes of one build and in no other: a process may live through many builds, and may not have
/// ended one when the next begins. MSBuild itself knows what one build is. It builds a project once in it, whoever asks, and
/// hands what that said to all its processes.
/// </summary>
internal static class BuildIdentity
{
    /// <summary>Null where nobody can tell.</summary>
    /// <remarks>While the other project is built, MSBuild may begin another task in this process: no lock may be held.</remarks>
    internal static string? Find(IBuildEngine engine, Settings settings)
    {
        if (settings[Setting.BuildIdentity] is { Length: > 0 } given)
            return given;
        if (!EngineWarnings.IsInBuild(engine) || settings[Setting.WarningsProject] is not { Length: > 0 } project || engine is not IBuildEngine6 build)
            return null;

        BuildEngineResult result = build.BuildProjectFilesInParallel(
            [project],
            ["Identify"],
            [new Hashtable()],
            // With properties of the projects it would be several instances, each with an identity of its own.
            [[.. build.GetGlobalProperties().Keys]],
            [null],
            returnTargetOutputs: true);
        return result.Result && result.TargetOutputsPerProject[0].TryGetValue("Identify", out ITaskItem[]? items) && items is [var item, ..] ? item.ItemSpec : null;
    }
}
