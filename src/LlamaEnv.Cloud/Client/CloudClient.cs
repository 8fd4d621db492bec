using System.Text.Encodings.Web;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Cloud.Oidc;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Client;

/// <summary>The requests to the LlamaCloud API for logging in and choosing a project, as llamactl 0.10.3 makes them.</summary>
/// <param name="channel">What sends.</param>
/// <param name="baseUrl">From <see cref="CloudUrl.ParseBase"/>.</param>
/// <param name="tokenProvider">Gives the access token; null for requests that need none.</param>
internal sealed class CloudClient(HttpChannel channel, Uri baseUrl, IAccessTokenProvider? tokenProvider)
{
    /// <summary>The server's version. Sends no access token.</summary>
    internal async Task<ServerVersion> GetVersionAsync(CancellationToken cancellationToken)
    {
        ApiResponse response = await channel.SendAsync(Request(HttpMethod.Get, "api/v1beta1/deployments-public/version"), cancellationToken).ConfigureAwait(false);
        JsonMembers json = Expect(response).ReadJson();
        return new ServerVersion(json.Text("version"), json.Flag("requires_auth"), json.OptionalText("min_llamactl_version"), json.OptionalTexts("capabilities"));
    }

    /// <summary>The user's organizations. Only a server that has them (<see cref="ServerVersion.HasOrganizations"/>) knows this request.</summary>
    internal async Task<IReadOnlyList<Organization>> GetOrganizationsAsync(CancellationToken cancellationToken)
    {
        ApiResponse response = await SendAsync(Request(HttpMethod.Get, "api/v1beta1/deployments/organizations"), cancellationToken).ConfigureAwait(false);
        return [.. Expect(response).ReadJson().Objects("organizations").Select(static json => new Organization(json.Id("org_id"), json.Text("org_name"), json.Flag("is_default")))];
    }

    /// <summary>The projects of an organization, or of the server's choice.</summary>
    internal async Task<IReadOnlyList<CloudProject>> GetProjectsAsync(string? organizationId, CancellationToken cancellationToken)
    {
        string query = organizationId is null ? "" : $"?org_id={Uri.EscapeDataString(organizationId)}";
        ApiResponse response = await SendAsync(Request(HttpMethod.Get, "api/v1beta1/deployments/list-projects" + query), cancellationToken).ConfigureAwait(false);
        return [.. Expect(response).ReadJson().Objects("projects").Select(static json => new CloudProject(
            json.Id("project_id"),
            json.OptionalText("project_name") ?? json.Id("project_id"),
            json.OptionalNumber("deployment_count") ?? 0,
            json.OptionalText("org_id") ?? "default"))];
    }

    /// <summary>The id of the user the access token belongs to; null where the server does not accept it (any more).</summary>
    internal async Task<string?> FindUserIdAsync(CancellationToken cancellationToken)
    {
        ApiResponse response = await SendAsync(Request(HttpMethod.Get, "api/v1/auth/me"), cancellationToken).ConfigureAwait(false);
        return response.Status == 401 ? null : Expect(response).ReadJson().Text("id");
    }

    /// <summary>How to log in; null where the server has no login. Sends no access token.</summary>
    internal async Task<OidcSetup?> FindOidcSetupAsync(CancellationToken cancellationToken)
    {
        ApiResponse response = await channel.SendAsync(Request(HttpMethod.Get, "api/v1/auth/oidc/discovery"), cancellationToken).ConfigureAwait(false);
        if (response.Status is 400 or 404 or 501)
            return null;

        JsonMembers json = Expect(response).ReadJson();
        IReadOnlyDictionary<string, string> clients = json.OptionalMap("client_ids") ?? new Dictionary<string, string>();
        string? client = clients.GetValueOrDefault("cli") ?? (clients.Count == 1 ? clients.Values.Single() : null);
        return new OidcSetup(json.SafeUrl("discovery_url"), client is { Length: > 0 } ? client : throw json.Unusable("names no client for command lines in 'client_ids'"));
    }

    /// <summary>The user's API keys, of all projects. None of them is whole.</summary>
    internal async Task<IReadOnlyList<ListedApiKey>> ListApiKeysAsync(CancellationToken cancellationToken)
    {
        ApiResponse response = await SendAsync(Request(HttpMethod.Get, "api/v1/api-keys"), cancellationToken).ConfigureAwait(false);
        return [.. Expect(response).ReadList().Select(static json => new ListedApiKey(
            json.Id("id"), json.OptionalText("name") ?? "", json.OptionalText("project_id"), json.OptionalText("redacted_api_key") ?? "", json.OptionalTime("created_at")))];
    }

    /// <summary>Makes an API key. Sent once: without a response, nobody knows whether there is one.</summary>
    internal async Task<ApiKey> CreateApiKeyAsync(string name, string? projectId, CancellationToken cancellationToken)
    {
        string project = projectId is null ? "null" : $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(projectId)}\"";
        Secret body = new($$"""{"name":"{{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(name)}}","project_id":{{project}}}""");
        ApiResponse response = await SendAsync(Request(HttpMethod.Post, "api/v1/api-keys") with { Body = body }, cancellationToken).ConfigureAwait(false);
        if (response.IsClientError && response.Status != 408)
            throw new DiagnosticException(Refusal(response).Diagnostic) { HadNoEffect = true };

        JsonMembers json = Expect(response).ReadJson();
        return new ApiKey(json.Id("id"), json.AccessToken("redacted_api_key")); // The whole key, whatever the member is called.
    }

    /// <summary>Deletes an API key; one that is gone already is no error, but false. Only a response of the API itself counts: a page with status 200 or 404 deletes nothing.</summary>
    internal async Task<bool> DeleteApiKeyAsync(string id, CancellationToken cancellationToken)
    {
        ApiResponse response = await SendAsync(Request(HttpMethod.Delete, "api/v1/api-keys/" + Uri.EscapeDataString(id)), cancellationToken).ConfigureAwait(false);
        bool isGone = response.Status == 404;
        if (!isGone)
            Expect(response);
        if (!response.HoldsJson && (isGone || !response.IsEmpty))
            throw response.NotJson();
        return !isGone;
    }

    /// <param name="method">The method.</param>
    /// <param name="path">Without a slash in front, so that it goes behind a path of the base URL and not in its place.</param>
    private ApiRequest Request(HttpMethod method, string path) => new(method, new Uri(baseUrl, path));

    /// <summary>A rejected request is sent once more if there is a new access token. Even a POST: a rejected one had no effect.</summary>
    private async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (tokenProvider is null)
            return await channel.SendAsync(request, cancellationToken).ConfigureAwait(false);

        Secret current = tokenProvider.Current();
        ApiResponse response = await channel.SendAsync(request with { AccessToken = current }, cancellationToken).ConfigureAwait(false);
        return response.Status == 401 && await tokenProvider.ReplaceAsync(current, cancellationToken).ConfigureAwait(false) is { } renewed
            ? await channel.SendAsync(request with { AccessToken = renewed }, cancellationToken).ConfigureAwait(false)
            : response;
    }

    private ApiResponse Expect(ApiResponse response) => response.IsSuccess ? response : throw Refusal(response);

    private DiagnosticException Refusal(ApiResponse response) => response.Status switch
    {
        401 => new DiagnosticException(Findings.KeyRejected(response.Origin, response.RequestId)),
        403 => new DiagnosticException(Findings.NoAccess(response.Origin, response.RequestId)),
        // Another service at that URL says so, too.
        not (404 or 405) when response.FindReason(tokenProvider is null ? [] : [tokenProvider.Current()]) is { } reason => new DiagnosticException(Findings.RequestRefused(response.Origin, response.Status, reason, response.RequestId)),
        _ => response.UnusableStatus(),
    };
}
