using Microsoft.CodeAnalysis;

namespace LlamaEnv.Analyzers;

/// <summary>What the analyzers report. A message never has a value in it.</summary>
internal static class Rules
{
    internal const string HardCodedKeyId = "LLENV0060";
    internal const string ReadBeforeLoadId = "LLENV0068";

    private const string KeyTitle = "A LlamaCloud key is written down";
    private const string Help = "https://github.com/llamaenv/llamaenv/blob/main/docs/diagnostics/";

    internal static readonly DiagnosticDescriptor KeyInCode = new(
        HardCodedKeyId, KeyTitle,
        "Read the key with Environment.GetEnvironmentVariable(\"LLAMA_CLOUD_API_KEY\"), or from the configuration: here a LlamaCloud key is written down, and whoever has the code or the assembly has the key. If it ever left this machine, revoke it.",
        "Security", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: $"{Help}{HardCodedKeyId}.md");

    internal static readonly DiagnosticDescriptor KeyInSettings = new(
        HardCodedKeyId, KeyTitle,
        "Take the key out of {0} and set LLAMA_CLOUD_API_KEY in the environment, or LlamaCloud:ApiKey in the user secrets: here a LlamaCloud key is written down, and whoever gets the file has the key. If it ever left this machine, revoke it.",
        "Security", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: $"{Help}{HardCodedKeyId}.md");

    internal static readonly DiagnosticDescriptor ReadBeforeLoad = new(
        ReadBeforeLoadId, "The key is read before it is loaded",
        "Move {0} above this, or read the key where it is needed (a property, a factory): {1} is read here before {0} in line {2} loads it",
        "Usage", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: $"{Help}{ReadBeforeLoadId}.md");

    internal static readonly DiagnosticDescriptor ReadBeforeMain = new(
        ReadBeforeLoadId, "The key is read before it is loaded",
        "Read the key behind {0} in line {2}, or where it is needed (a property): {1} is read here by the static constructor of the class with Main, which runs before the first statement of Main",
        "Usage", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: $"{Help}{ReadBeforeLoadId}.md");
}
