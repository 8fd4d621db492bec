namespace LlamaEnv.Cloud.Oidc;

/// <summary>A device login that waits for its user (RFC 8628, section 3.2).</summary>
internal sealed record DeviceAuthorization(Secret DeviceCode, DevicePrompt Prompt, TimeSpan Interval);
