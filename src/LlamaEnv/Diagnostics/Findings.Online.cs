using LlamaEnv.Detection;

namespace LlamaEnv.Diagnostics;

/// <summary>What only a question to LlamaCloud finds: whether it takes the key, and for the project it is to be used with.</summary>
internal static partial class Findings
{
    internal static Diagnostic KeyNotAccepted(Credential key, string origin, string? requestId) =>
        Error(DiagnosticCodes.KeyRejected, $"{Name(key)} is not accepted by the server at {origin}{Request(requestId)}: it is mistyped, revoked, or belongs to another deployment. Set {Wanted(Variable.ApiKey)}, or {Variable.BaseUrl} to the key's own server") with { Variable = key.Variable.Name };

    internal static Diagnostic KeyOfOtherRegion(Credential key, string origin, string otherUrl) =>
        Error(DiagnosticCodes.OtherRegion, $"{Name(key)} belongs to another region: {origin} does not accept it, and {otherUrl} does. Set {Variable.BaseUrl} to {otherUrl} where the key is set, or LlamaEnvBaseUrl / --base-url") with { Variable = key.Variable.Name };

    internal static Diagnostic NoAccessToProject(Credential project, Credential key, string origin, IReadOnlyList<string> known, string? requestId)
    {
        string fix = known.Count == 0 ? "Set the id of a project that the key may use, or a key of this project" : $"It has access to: {List(known, KeyShapes.Show)}";
        return Error(DiagnosticCodes.NoAccess, $"{Name(key)} has no access to project {project.Display} (from {project.Source}) at {origin}{Request(requestId)}, or there is no such project. {fix}") with { Variable = project.Variable.Name };
    }

    internal static Diagnostic NoAccessToProjects(Credential key, string origin, string? requestId) =>
        Error(DiagnosticCodes.NoAccess, $"{Name(key)} is accepted by the server at {origin}, but may not ask for its projects{Request(requestId)}. Use a key that may, or ask an administrator of the organization") with { Variable = key.Variable.Name };

    /// <summary>A warning: nobody knows whether the key is good.</summary>
    internal static Diagnostic NotAsked(string origin, string failure, string? requestId) =>
        Warning(DiagnosticCodes.NotReachable, $"the server at {origin} {failure}{Request(requestId)}, so the key was not checked there. Check {Variable.BaseUrl}, the network, HTTPS_PROXY and NO_PROXY, or try again later") with { MayHeal = true };
}
