using LlamaEnv.Profiles;

namespace LlamaEnv.Cloud;

/// <summary>A login that has gone through, with all a profile can be made of. Nothing has been stored.</summary>
/// <param name="Tokens">The user and the tokens.</param>
/// <param name="Account">What the API calls the user.</param>
/// <param name="Version">What the deployment says of itself.</param>
/// <param name="Organizations">The user's organizations; empty where the server knows of none.</param>
/// <param name="Projects">The projects of the default organization, or of all.</param>
internal sealed record LoginResult(DeviceLogin Tokens, Account Account, ServerVersion Version, IReadOnlyList<Organization> Organizations, IReadOnlyList<CloudProject> Projects);
