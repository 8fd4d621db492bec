namespace LlamaEnv.Cloud.Tests;

/// <summary>The paths of LlamaCloud's API.</summary>
internal static class Api
{
    internal const string Version = "/api/v1beta1/deployments-public/version";
    internal const string Organizations = "/api/v1beta1/deployments/organizations";
    internal const string Projects = "/api/v1beta1/deployments/list-projects";
    internal const string Me = "/api/v1/auth/me";
    internal const string Discovery = "/api/v1/auth/oidc/discovery";
    internal const string Keys = "/api/v1/api-keys";
}
