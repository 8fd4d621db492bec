using LlamaEnv.Cloud.Client;

namespace LlamaEnv.Cloud.Accounts;

/// <summary>A login that has gone through, with all a profile can be made of. Nothing has been stored.</summary>
/// <param name="Tokens">The user and the tokens.</param>
/// <param name="Projects">The projects of the default organization, or of all.</param>
internal sealed record LoginResult(DeviceLogin Tokens, IReadOnlyList<CloudProject> Projects);
