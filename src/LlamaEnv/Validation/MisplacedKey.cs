using LlamaEnv.Detection;

namespace LlamaEnv.Validation;

/// <summary>A key that somebody gave where a name belongs: it would become the name of a file, a folder or a launch profile.</summary>
internal static class MisplacedKey
{
    /// <summary>What to say of it.</summary>
    internal const string Fault = "holds a key, and others see a name. Put the key into LLAMA_CLOUD_API_KEY, and treat it as exposed; or choose a name that looks like none";

    /// <summary>Whether one stands in <paramref name="text"/>: of a known shape, or the one of the environment, whatever its shape.</summary>
    internal static bool IsIn(string text, HostEnvironment host) =>
        KeyShapes.HoldsKey(text) || new Secret(host.GetInAnyCase(Variable.ApiKey.Name) ?? "").IsIn(text);
}
