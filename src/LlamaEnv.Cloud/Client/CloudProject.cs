namespace LlamaEnv.Cloud.Client;

/// <summary>A project the bearer may use.</summary>
internal sealed record CloudProject(string Id, string Name, long DeploymentCount, string OrganizationId);
