namespace LlamaEnv.TestKit;

/// <summary>The paths of LlamaCloud's API.</summary>
public static class Api
{
    public const string Version = "/api/v1beta1/deployments-public/version";
    public const string Organizations = "/api/v1beta1/deployments/organizations";
    public const string Projects = "/api/v1beta1/deployments/list-projects";
    public const string Me = "/api/v1/auth/me";
    public const string Discovery = "/api/v1/auth/oidc/discovery";
    public const string Keys = "/api/v1/api-keys";
}
