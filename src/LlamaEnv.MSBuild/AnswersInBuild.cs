using System.Diagnostics.CodeAnalysis;
using LlamaEnv.Files.Sources.Sharing;
using LlamaEnv.Sources;
using Microsoft.Build.Framework;

namespace LlamaEnv.MSBuild;

/// <summary>
/// What slow sources said in the running build, as one project gets at it. Nothing is made before a slow source is to be
/// asked. MSBuild keeps what is made until the build ends, for each of its processes, and disposes of it then.
/// </summary>
internal sealed class AnswersInBuild(IBuildEngine engine, Settings settings, HostEnvironment host) : ISourceAnswers
{
    private static readonly Lock s_lock = new();

    private readonly List<string> _lines = [];

    /// <summary>How often sources were asked so far, for a log that keeps such things.</summary>
    internal IReadOnlyList<string> Lines => _lines;

    /// <inheritdoc/>
    public SourceAnswer Ask(SourceQuestion question, Func<SourceAnswer> ask, CancellationToken cancellationToken)
    {
        if (FindShared() is not { } shared)
            return ask();

        (SourceAnswer answer, AnswerOrigin origin) = shared.Ask(question, ask, cancellationToken);
        _lines.Add(shared.Count(question, origin));
        // What its program said stands in the log once, in front of the project that came first in this process.
        return origin == AnswerOrigin.ThisProcess && answer.Failure is { Notes.Count: > 0 } failure ? new() { Failure = failure with { Notes = [] } } : answer;
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "MSBuild disposes of what it has accepted.")]
    private SharedAnswers? FindShared()
    {
        if (engine is not IBuildEngine4 build)
            return null;
        if (Registered(build) is { } known)
            return known;

        string? identity = BuildIdentity.Find(engine, settings);
        // Threads of a process may build several projects at once.
        lock (s_lock)
        {
            if (Registered(build) is { } first)
                return first;

            build.RegisterTaskObject(Key, new SharedAnswers(identity, host), RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
            return Registered(build);
        }
    }

    /// <summary>By type: another version of this assembly in the same process has another.</summary>
    private static Type Key => typeof(SharedAnswers);

    private static SharedAnswers? Registered(IBuildEngine4 build) => build.GetRegisteredTaskObject(Key, RegisteredTaskObjectLifetime.Build) as SharedAnswers;
}
