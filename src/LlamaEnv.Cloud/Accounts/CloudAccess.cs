using System.Diagnostics.CodeAnalysis;
using LlamaEnv.Cloud.Client;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Cloud.Oidc;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Ci;
using LlamaEnv.Resolving;

namespace LlamaEnv.Cloud.Accounts;

/// <summary>A command's way to LlamaCloud: which server, who asks, and for which project.</summary>
[SuppressMessage("ApiDesign", "RS0030", Justification = "URL and project of the environment, which are no secrets.")]
internal sealed class CloudAccess : IDisposable
{
    private readonly LoginOrKey? _either;

    private CloudAccess(HostEnvironment host, string apiUrl, Func<HttpChannel, IAccessTokenProvider?> tokenProvider, string? projectId)
    {
        BaseUrl = CloudUrl.ParseBase(apiUrl);
        Channel = new HttpChannel(host, new HttpLimits(), TimeProvider.System);
        IAccessTokenProvider? provider = tokenProvider(Channel);
        _either = provider as LoginOrKey;
        Client = new CloudClient(Channel, BaseUrl, provider);
        ProjectId = projectId;
    }

    /// <summary>Whether the profile has a login that the server does not accept any more, so that its key asks.</summary>
    internal bool HasLoginEnded => _either?.HasEnded is true;

    internal Uri BaseUrl { get; }

    internal HttpChannel Channel { get; }

    internal CloudClient Client { get; }

    /// <summary>The project of who asks; null where there is none.</summary>
    internal string? ProjectId { get; }

    /// <summary>With a key, or without one for what needs none.</summary>
    internal static CloudAccess Of(HostEnvironment host, string apiUrl, Secret? key = null, string? projectId = null) =>
        new(host, apiUrl, _ => key is { } given ? new StaticTokenProvider(given) : null, projectId);

    /// <summary>With the profile's login, which is renewed when it has to be; else with its key.</summary>
    internal static CloudAccess Of(HostEnvironment host, ProfileStore store, StoredProfile profile) =>
        profile.LoginJson is { } json && DeviceLogin.Parse(json) is not null
            ? new CloudAccess(host, profile.ApiUrl, channel => new DeviceTokenProvider(new StoredLogin(store, profile), new OidcClient(channel)), profile.ProjectId)
            : Of(host, profile.ApiUrl, profile.HasKey ? profile.ApiKey : null, profile.ProjectId);

    /// <summary>The same, with the profile's key also where its login has ended.</summary>
    internal static CloudAccess OfEither(HostEnvironment host, ProfileStore store, StoredProfile profile) =>
        profile.LoginJson is { } json && DeviceLogin.Parse(json) is not null && profile is { HasKey: true, ApiKey: { } key }
            ? new CloudAccess(host, profile.ApiUrl, channel => new LoginOrKey(new DeviceTokenProvider(new StoredLogin(store, profile), new OidcClient(channel)), key), profile.ProjectId)
            : Of(host, store, profile);

    /// <summary>With the current profile, as llamactl; where none is current, as in CI, with the environment's key.</summary>
    /// <exception cref="DiagnosticException">There is neither (LLENV0007), or the environment's key is none for its URL (LLENV0010 to LLENV0018).</exception>
    internal static CloudAccess OfCurrent(HostEnvironment host, ProfileStore store)
    {
        ProfileList profiles = store.ListProfiles();
        if (profiles.Current is { } profile)
            return Of(host, store, profile);

        bool useProfile = Resolver.ReadUseProfile(host) ?? throw new DiagnosticException(Findings.BadUseProfile());
        if (useProfile || CredentialSet.OfEnvironment(host, CiSystem.FindRun(host)) is not { } set)
            throw new DiagnosticException(Findings.NoCurrentProfile(profiles.Environment.ApiUrl, keyWouldDo: !useProfile));

        string apiUrl = set.BaseUrl is { } url ? url.Value.NormalizeUrl().Reveal() : Variable.DefaultBaseUrl;
        store.Warnings.AddRange(NewKey.Check(set.ApiKey.Value, apiUrl, set.Source, urlSource: set.Source));
        return Of(host, apiUrl, set.ApiKey.Value, set.ProjectId?.Value.Reveal() ?? "");
    }

    /// <summary>The projects of an organization; null for the default one, where the server has any.</summary>
    internal async Task<IReadOnlyList<CloudProject>> ListProjectsAsync(string? organizationId, CancellationToken cancellationToken)
    {
        if (organizationId is null && (await Client.GetVersionAsync(cancellationToken).ConfigureAwait(false)).HasOrganizations)
            organizationId = Organization.DefaultOf(await Client.GetOrganizationsAsync(cancellationToken).ConfigureAwait(false))?.Id;

        return await Client.GetProjectsAsync(organizationId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The project with this id, of an organization or of any.</summary>
    /// <param name="projectId">The id.</param>
    /// <param name="organizationId">Null for any.</param>
    /// <param name="mayBeNew">Whether there need not be such a project yet: a server without authentication makes one where it is first used.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="DiagnosticException">Who asks may not use it, or there is none (LLENV0051).</exception>
    internal async Task<CloudProject> FindProjectAsync(string projectId, string? organizationId, bool mayBeNew, CancellationToken cancellationToken)
    {
        IReadOnlyList<CloudProject> projects = await Client.GetProjectsAsync(organizationId, cancellationToken).ConfigureAwait(false);
        return mayBeNew && !string.IsNullOrWhiteSpace(projectId) && projects.All(project => project.Id != projectId)
            ? new CloudProject(projectId, projectId, DeploymentCount: 0, OrganizationId: "default")
            : Choose(projects, projectId);
    }

    /// <exception cref="DiagnosticException">It is not among them (LLENV0051).</exception>
    internal CloudProject Choose(IReadOnlyList<CloudProject> projects, string projectId) =>
        projects.FirstOrDefault(project => project.Id == projectId)
        ?? throw new DiagnosticException(Findings.NoSuchProject(projectId, CloudUrl.Origin(BaseUrl), [.. projects.Select(static project => project.Id)]));

    public void Dispose() => Channel.Dispose();
}
