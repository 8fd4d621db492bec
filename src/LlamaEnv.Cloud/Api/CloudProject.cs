namespace LlamaEnv.Cloud.Api;

/// <summary>A project the bearer may use.</summary>
internal sealed record CloudProject(string Id, string Name, long DeploymentCount, string OrganizationId);
