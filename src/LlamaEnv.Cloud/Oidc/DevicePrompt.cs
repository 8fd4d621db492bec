namespace LlamaEnv.Cloud.Oidc;

/// <summary>What a user has to do to log in: open a page, and confirm the code there.</summary>
/// <param name="UserCode">The code to compare or type.</param>
/// <param name="Page">The page; http or https, so safe to hand to a browser.</param>
/// <param name="PageWithCode">The page with the code filled in, if there is one.</param>
/// <param name="ExpiresAt">When the code is no longer good.</param>
internal sealed record DevicePrompt(string UserCode, Uri Page, Uri? PageWithCode, DateTimeOffset ExpiresAt);
