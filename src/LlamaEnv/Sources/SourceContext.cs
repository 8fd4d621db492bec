namespace LlamaEnv.Sources;

/// <summary>All that a source may know of the run it is read for.</summary>
internal sealed record SourceContext
{
    /// <summary>The machine.</summary>
    internal required HostEnvironment Host { get; init; }

    /// <summary>The CI system that runs this; null where there is none.</summary>
    internal CiRun? Ci { get; init; }

    /// <summary>The absolute directory that a relative path starts from.</summary>
    internal required string BaseDirectory { get; init; }

    /// <summary>The absolute path of the .env file that is written.</summary>
    internal required string EnvFile { get; init; }

    /// <summary>The environment that is asked for; null where none is named.</summary>
    internal string? EnvironmentName { get; init; }

    /// <summary>The profile to read in place of the current one; null for that.</summary>
    internal string? Profile { get; init; }

    /// <summary>The project's user-secrets store; null where it has none.</summary>
    internal string? UserSecretsId { get; init; }

    /// <summary>The variables that the project declares beside ours.</summary>
    internal IReadOnlyList<Variable> Declared { get; init; } = [];

    private Dictionary<Type, object> Shared { get; } = [];

    /// <summary>What the sources of a run share, made when it is asked for the first time.</summary>
    internal T Share<T>(Func<T> make)
        where T : class
    {
        if (!Shared.TryGetValue(typeof(T), out object? value))
            Shared[typeof(T)] = value = make();
        return (T)value;
    }

    /// <summary>How long a command may take.</summary>
    internal TimeSpan ProcessTimeout { get; init; }

    /// <summary>What slow sources said in this build; null where nobody shares it.</summary>
    internal ISourceAnswers? Answers { get; init; }

    /// <summary>Whether to wait where somebody else holds a lock. What decides nothing does not wait.</summary>
    internal bool MayWait { get; init; } = true;
}
