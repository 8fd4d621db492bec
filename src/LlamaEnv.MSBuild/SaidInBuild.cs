using LlamaEnv.Diagnostics;
using Microsoft.Build.Framework;

namespace LlamaEnv.MSBuild;

/// <summary>
/// What was said in this build already, in front of another project: of a hundred projects without a key, one says what to
/// do. MSBuild keeps it until the build ends, and every process that builds has its own: with <c>-m</c> each says it once.
/// </summary>
internal sealed class SaidInBuild
{
    private static readonly Lock s_lock = new();

    /// <summary>The project that said it, by what was said.</summary>
    private readonly Dictionary<string, string> _projects = new(StringComparer.Ordinal);

    /// <summary>The diagnostic as it is, or the fault alone and where the rest stands.</summary>
    internal static Diagnostic Shorten(Diagnostic diagnostic, string? projectFile, IBuildEngine engine)
    {
        if (diagnostic.Brief is not { } brief || projectFile is null || engine is not IBuildEngine4 build)
            return diagnostic;

        // Threads of a process may build several projects at once.
        lock (s_lock)
        {
            Dictionary<string, string> projects = Of(build)._projects;
            string said = $"{diagnostic.Severity} {Findings.WithoutPlaces(diagnostic.Message)}";
            if (projects.TryAdd(said, projectFile) || projects[said] == projectFile)
                return diagnostic;
            return diagnostic with { Message = $"{brief}, as in {Path.GetFileName(projects[said])}" };
        }
    }

    private static SaidInBuild Of(IBuildEngine4 engine)
    {
        // By name: another version of this assembly in the same process is another type.
        string key = typeof(SaidInBuild).AssemblyQualifiedName!;
        if (engine.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is SaidInBuild known)
            return known;

        SaidInBuild made = new();
        engine.RegisterTaskObject(key, made, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        return made;
    }
}
