namespace LlamaEnv.Cloud.Client;

/// <summary>A project that the access token may use.</summary>
internal sealed record CloudProject(string Id, string Name, long DeploymentCount, string OrganizationId);
