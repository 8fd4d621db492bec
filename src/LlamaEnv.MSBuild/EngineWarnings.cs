using System.Collections;
using LlamaEnv.Diagnostics;
using Microsoft.Build.Framework;

namespace LlamaEnv.MSBuild;

/// <summary>Which warnings are errors in the running build.</summary>
internal sealed class EngineWarnings(IBuildEngine engine, BuildWarnings project, string? commandLineProject)
{
    /// <summary>
    /// Whether the task is called by the build itself. In a process beside it (msbuild.exe, Visual Studio) nothing can be
    /// built, and MSBuild 18 looks codes up in the wrong list or fails; there the project's properties have to do.
    /// </summary>
    internal static bool IsInBuild(IBuildEngine engine) => engine.GetType().FullName == "Microsoft.Build.BackEnd.TaskHost";

    /// <summary>What this process knows: the project's own, and codes that the command line names.</summary>
    internal IReadOnlyList<string> Known =>
        [.. DiagnosticCodes.All.Where(code => IsInBuild(engine) && engine is IBuildEngine8 judge ? judge.ShouldTreatWarningAsError(code) : project.IsError(code))];

    /// <summary>
    /// What a plain <c>-warnaserror</c> adds. MSBuild means it by a list without an entry, and does not tell it from that of an
    /// SDK's project, which has some; nor does it tell any process but its first one. So another project is asked.
    /// </summary>
    internal IReadOnlyList<string> FromCommandLine()
    {
        if (!IsInBuild(engine) || string.IsNullOrEmpty(commandLineProject))
            return [];

        BuildEngineResult result = ((IBuildEngine3)engine).BuildProjectFilesInParallel(
            [commandLineProject],
            ["Read"],
            [new Hashtable { ["_LlamaEnvTaskAssembly"] = typeof(EngineWarnings).Assembly.Location }],
            // One answer for all projects of a build.
            [["TargetFramework", "_LlamaEnvIsSharedInstance", .. BuildWarnings.Properties]],
            [null],
            returnTargetOutputs: true);
        return result.Result ? [.. result.TargetOutputsPerProject[0]["Read"].Select(item => item.ItemSpec).Where(project.IsErrorIfAllAre)] : [];
    }
}
