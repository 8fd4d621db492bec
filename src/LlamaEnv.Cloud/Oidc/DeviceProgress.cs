namespace LlamaEnv.Cloud.Oidc;

/// <summary>How a login stands, told before each wait for the user.</summary>
/// <param name="Prompt">What the user has to do.</param>
/// <param name="IsServerResponding">Whether the last request got a response; if not, it is sent again.</param>
internal sealed record DeviceProgress(DevicePrompt Prompt, bool IsServerResponding);
