namespace LlamaEnv.Files.Ci;

/// <summary>Azure Pipelines: https://learn.microsoft.com/azure/devops/pipelines/build/variables.</summary>
internal static class AzurePipelines
{
    internal const string Name = "Azure Pipelines";

    internal static CiSystem Kind { get; } = new(Name, static host => CiSystem.IsTrue(host, "TF_BUILD"), static _ => Mapping)
    {
        ExplainWithholding = static host => CiSystem.IsTrue(host, "SYSTEM_PULLREQUEST_ISFORK")
            ? "This is a pull request from a fork, and Azure Pipelines gives those no secrets by default"
            : null,
    };

    private const string Mapping = """Azure Pipelines does not put secret variables into the environment: add env: { {name}: "$({name})" } to this step""";
}
