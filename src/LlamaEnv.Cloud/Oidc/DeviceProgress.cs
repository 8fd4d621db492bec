namespace LlamaEnv.Cloud.Oidc;

/// <summary>How a login stands, told before each wait for the user.</summary>
/// <param name="Prompt">What the user has to do.</param>
/// <param name="ServerAnswers">Whether the last question was answered; if not, it is asked again.</param>
internal sealed record DeviceProgress(DevicePrompt Prompt, bool ServerAnswers);
