namespace LlamaEnv;

/// <summary>
/// A program that was started with its variables (output <c>run</c>). It is told so: the set in its environment was decided
/// at this moment, so neither a file that a build left nor <c>LLAMA_CLOUD_USE_PROFILE</c> has a say in it again.
/// </summary>
internal static class StartedProgram
{
    /// <summary>The variable that tells it.</summary>
    internal const string Marker = "LLAMA_ENV_RUN";

    internal const string MarkerValue = "1";

    /// <summary>Whether the process was started so.</summary>
    internal static bool Is(HostEnvironment host) => host.Get(Marker) == MarkerValue;

    /// <summary>The environment without the choice between it and a profile, which was made.</summary>
    internal static HostEnvironment WithoutChoice(HostEnvironment host) => host with
    {
        Variables = [.. host.Variables.Where(static v => !string.Equals(v.Key, "LLAMA_CLOUD_USE_PROFILE", StringComparison.OrdinalIgnoreCase))],
    };
}
