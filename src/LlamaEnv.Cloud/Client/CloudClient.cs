using System.Text.Encodings.Web;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Cloud.Oidc;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Client;

/// <summary>The calls of the LlamaCloud API that logging in and choosing a project take, as llamactl 0.10.3 makes them.</summary>
/// <param name="channel">What sends.</param>
/// <param name="baseUrl">From <see cref="CloudUrl.ParseBase"/>.</param>
/// <param name="bearer">Who asks; null for the calls anybody may make.</param>
internal sealed class CloudClient(HttpChannel channel, Uri baseUrl, IBearer? bearer)
{
    /// <summary>What answers there. Sends no bearer.</summary>
    internal async Task<ServerVersion> GetVersionAsync(CancellationToken cancellationToken)
    {
        HttpAnswer answer = await channel.SendAsync(Call(HttpMethod.Get, "api/v1beta1/deployments-public/version"), cancellationToken).ConfigureAwait(false);
        JsonMembers json = Expect(answer).ReadJson();
        return new ServerVersion(json.Text("version"), json.Flag("requires_auth"), json.OptionalText("min_llamactl_version"), json.OptionalTexts("capabilities"));
    }

    /// <summary>The user's organizations. Only a server that has them (<see cref="ServerVersion.HasOrganizations"/>) knows this call.</summary>
    internal async Task<IReadOnlyList<Organization>> GetOrganizationsAsync(CancellationToken cancellationToken)
    {
        HttpAnswer answer = await SendAsync(Call(HttpMethod.Get, "api/v1beta1/deployments/organizations"), cancellationToken).ConfigureAwait(false);
        return [.. Expect(answer).ReadJson().Objects("organizations").Select(static json => new Organization(json.Id("org_id"), json.Text("org_name"), json.Flag("is_default")))];
    }

    /// <summary>The projects of an organization, or of the server's choice.</summary>
    internal async Task<IReadOnlyList<CloudProject>> GetProjectsAsync(string? organizationId, CancellationToken cancellationToken)
    {
        string query = organizationId is null ? "" : $"?org_id={Uri.EscapeDataString(organizationId)}";
        HttpAnswer answer = await SendAsync(Call(HttpMethod.Get, "api/v1beta1/deployments/list-projects" + query), cancellationToken).ConfigureAwait(false);
        return [.. Expect(answer).ReadJson().Objects("projects").Select(static json => new CloudProject(
            json.Id("project_id"),
            json.OptionalText("project_name") ?? json.Id("project_id"),
            json.OptionalNumber("deployment_count") ?? 0,
            json.OptionalText("org_id") ?? "default"))];
    }

    /// <summary>The id of the user the bearer belongs to; null where the server does not know it (any more).</summary>
    internal async Task<string?> FindUserIdAsync(CancellationToken cancellationToken)
    {
        HttpAnswer answer = await SendAsync(Call(HttpMethod.Get, "api/v1/auth/me"), cancellationToken).ConfigureAwait(false);
        return answer.Status == 401 ? null : Expect(answer).ReadJson().Text("id");
    }

    /// <summary>How to log in; null where the server has no login. Sends no bearer.</summary>
    internal async Task<OidcSetup?> FindOidcSetupAsync(CancellationToken cancellationToken)
    {
        HttpAnswer answer = await channel.SendAsync(Call(HttpMethod.Get, "api/v1/auth/oidc/discovery"), cancellationToken).ConfigureAwait(false);
        if (answer.Status is 400 or 404 or 501)
            return null;

        JsonMembers json = Expect(answer).ReadJson();
        IReadOnlyDictionary<string, string> clients = json.OptionalMap("client_ids") ?? new Dictionary<string, string>();
        string? client = clients.GetValueOrDefault("cli") ?? (clients.Count == 1 ? clients.Values.Single() : null);
        return new OidcSetup(json.SafeUrl("discovery_url"), client is { Length: > 0 } ? client : throw json.Unusable("names no client for command lines in 'client_ids'"));
    }

    /// <summary>Makes an API key. Sent once: without an answer, nobody knows whether there is one.</summary>
    internal async Task<ApiKey> CreateApiKeyAsync(string name, CancellationToken cancellationToken)
    {
        Secret body = new($$"""{"name":"{{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(name)}}","project_id":null}""");
        HttpAnswer answer = await SendAsync(Call(HttpMethod.Post, "api/v1/api-keys") with { Body = body }, cancellationToken).ConfigureAwait(false);
        JsonMembers json = Expect(answer).ReadJson();
        return new ApiKey(json.Id("id"), json.Bearer("redacted_api_key")); // The whole key, whatever the member is called.
    }

    /// <summary>Deletes an API key; one that is gone already is no error. Only the API's own word counts: a page with status 200 or 404 deletes nothing.</summary>
    internal async Task DeleteApiKeyAsync(string id, CancellationToken cancellationToken)
    {
        HttpAnswer answer = await SendAsync(Call(HttpMethod.Delete, "api/v1/api-keys/" + Uri.EscapeDataString(id)), cancellationToken).ConfigureAwait(false);
        bool isGone = answer.Status == 404;
        if (!isGone)
            Expect(answer);
        if (!answer.HoldsJson && (isGone || !answer.IsEmpty))
            throw answer.NotJson();
    }

    /// <param name="method">The method.</param>
    /// <param name="path">Without a slash in front, so that it goes behind a path of the base URL and not in its place.</param>
    private HttpCall Call(HttpMethod method, string path) => new(method, new Uri(baseUrl, path));

    /// <summary>A call that is turned down is made once more if there is a new bearer. Even a POST: what was turned down had no effect.</summary>
    private async Task<HttpAnswer> SendAsync(HttpCall call, CancellationToken cancellationToken)
    {
        if (bearer is null)
            return await channel.SendAsync(call, cancellationToken).ConfigureAwait(false);

        Secret current = bearer.Current();
        HttpAnswer answer = await channel.SendAsync(call with { Bearer = current }, cancellationToken).ConfigureAwait(false);
        return answer.Status == 401 && await bearer.ReplaceAsync(current, cancellationToken).ConfigureAwait(false) is { } renewed
            ? await channel.SendAsync(call with { Bearer = renewed }, cancellationToken).ConfigureAwait(false)
            : answer;
    }

    private static HttpAnswer Expect(HttpAnswer answer) => answer switch
    {
        { IsSuccess: true } => answer,
        { Status: 401 } => throw new DiagnosticException(Findings.KeyRejected(answer.Origin, answer.RequestId)),
        { Status: 403 } => throw new DiagnosticException(Findings.NoAccess(answer.Origin, answer.RequestId)),
        _ => throw answer.UnusableStatus(),
    };
}
