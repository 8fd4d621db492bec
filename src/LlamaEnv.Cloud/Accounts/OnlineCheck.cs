using System.Diagnostics.CodeAnalysis;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Accounts;

/// <summary>
/// Asks LlamaCloud whether it accepts a key, in one request where all is well, as free plans have few. Only the API's own
/// word counts: a page of a proxy, whatever its status, says nothing of a key.
/// </summary>
/// <param name="channel">What sends.</param>
/// <param name="regions">The servers of the regions. A key goes to another one only if it was rejected by one of them.</param>
internal sealed class OnlineCheck(HttpChannel channel, IReadOnlyList<Uri> regions)
{
    private const string Projects = "api/v1/projects";

    /// <summary>A caller that has no time: a probe of a container, a step of a pipeline.</summary>
    internal static HttpLimits Limits { get; } = new() { Connect = TimeSpan.FromSeconds(5), Attempt = TimeSpan.FromSeconds(5), Attempts = 1 };

    /// <summary>LlamaCloud's own regions.</summary>
    internal static IReadOnlyList<Uri> OfficialRegions { get; } = [new(OfficialHosts.DefaultUrl + "/"), new(OfficialHosts.EuropeUrl + "/")];

    /// <summary>What the server of a set that was found valid says of it.</summary>
    internal async Task<OnlineAnswer> AskAsync(Credential key, Credential url, Credential? project, CancellationToken cancellationToken)
    {
        OnlineAnswer answer = await AskServerAsync(key, url, project, cancellationToken).ConfigureAwait(false);
        // Messages name the server, and a key of no known shape may be a part of its name.
        return answer with { Origin = key.Value.HideIn(answer.Origin), Finding = answer.Finding is { } finding ? finding with { Message = key.Value.HideIn(finding.Message) } : null };
    }

    private async Task<OnlineAnswer> AskServerAsync(Credential key, Credential url, Credential? project, CancellationToken cancellationToken)
    {
        Uri root = url.Value.Ask(static text => ApiUrl.Parse(text.ToString()).Root);
        string origin = CloudUrl.Origin(root);
        Answer answer = await SendAsync(root, key, project, cancellationToken).ConfigureAwait(false);
        if (project is null || answer.Verdict is not (Verdict.Forbidden or Verdict.NotFound))
            return await JudgeAsync(answer, root, key, cancellationToken).ConfigureAwait(false);

        // No such project, or not for this key, or no API at all? The list tells.
        Answer list = await SendAsync(root, key, null, cancellationToken).ConfigureAwait(false);
        return list.Verdict is Verdict.Accepted or Verdict.Forbidden || (list.Verdict == Verdict.NoAnswer && answer.Verdict == Verdict.Forbidden)
            ? new OnlineAnswer(origin, Findings.NoAccessToProject(project, key, origin, [.. list.Ids.Where(static id => Guid.TryParse(id, out _))], answer.RequestId))
            : await JudgeAsync(list, root, key, cancellationToken).ConfigureAwait(false);
    }

    private async Task<OnlineAnswer> JudgeAsync(Answer answer, Uri root, Credential key, CancellationToken cancellationToken)
    {
        string origin = CloudUrl.Origin(root);
        return answer.Verdict switch
        {
            Verdict.Accepted => new OnlineAnswer(origin, null),
            Verdict.Rejected => new OnlineAnswer(origin, await FindRegionAsync(root, key, cancellationToken).ConfigureAwait(false) is { } region
                ? Findings.KeyOfOtherRegion(key, origin, CloudUrl.Origin(region))
                : Findings.KeyNotAccepted(key, origin, answer.RequestId)),
            Verdict.Forbidden => new OnlineAnswer(origin, Findings.NoAccessToProjects(key, origin, answer.RequestId)),
            Verdict.NotFound => new OnlineAnswer(origin, Findings.NotAsked(origin, "does not know the API's requests (status 404)", answer.RequestId)),
            _ => new OnlineAnswer(origin, Findings.NotAsked(origin, answer.Failure, answer.RequestId), answer.RetryAfter),
        };
    }

    /// <summary>The other region that accepts the key; null where none does, or where the key is for somebody's own server.</summary>
    private async Task<Uri?> FindRegionAsync(Uri root, Credential key, CancellationToken cancellationToken)
    {
        if (!regions.Any(region => CloudUrl.IsSameOrigin(region, root)))
            return null;

        foreach (Uri other in regions.Where(region => !CloudUrl.IsSameOrigin(region, root)))
        {
            if ((await SendAsync(other, key, null, cancellationToken).ConfigureAwait(false)).Verdict == Verdict.Accepted)
                return other;
        }

        return null;
    }

    [SuppressMessage("ApiDesign", "RS0030", Justification = "The project, which is no secret.")]
    private async Task<Answer> SendAsync(Uri root, Credential key, Credential? project, CancellationToken cancellationToken)
    {
        Uri uri = new(root, project is null ? Projects : $"{Projects}/{Uri.EscapeDataString(project.Value.Reveal())}");
        try
        {
            HttpOutcome outcome = await channel.TryAsync(new ApiRequest(HttpMethod.Get, uri) { AccessToken = key.Value }, cancellationToken).ConfigureAwait(false);
            return Read(outcome, project);
        }
        catch (DiagnosticException e) when (e.Diagnostic.Code == DiagnosticCodes.UnusableResponse)
        {
            return Answer.None("redirects elsewhere, where no credential may go, or answers without end", null);
        }
    }

    private static Answer Read(HttpOutcome outcome, Credential? project) => outcome.Response switch
    {
        null => Answer.None(outcome.Failure, outcome.RequestId),
        { IsPage: true } page => Answer.None(FormattableString.Invariant($"answered {page.Status} with a page, which the API does not do; a proxy or a sign-in page may have responded in its place"), page.RequestId),
        { Status: 200 } response => project is null ? ReadList(response) : ReadProject(response, project),
        { Status: 401 } response => new Answer(Verdict.Rejected, response.RequestId),
        { Status: 403 } response => new Answer(Verdict.Forbidden, response.RequestId),
        { Status: 404 } response => new Answer(Verdict.NotFound, response.RequestId),
        { } response => Answer.None(HttpChannel.Describe(outcome), response.RequestId) with { RetryAfter = response.RetryAfter },
    };

    private static Answer ReadList(ApiResponse response) => response.TryReadIds() is { } ids
        ? new Answer(Verdict.Accepted, response.RequestId) { Ids = ids }
        : Answer.None("does not answer as the API does: its list of projects is none", response.RequestId);

    private static Answer ReadProject(ApiResponse response, Credential project) => response.TryReadId() switch
    {
        null => Answer.None("does not answer as the API does: its project is none", response.RequestId),
        "" => new Answer(Verdict.Accepted, response.RequestId),
        { } id when project.Value.Ask(text => text.Equals(id, StringComparison.OrdinalIgnoreCase)) => new Answer(Verdict.Accepted, response.RequestId),
        _ => Answer.None("answers with another project than it was asked for", response.RequestId),
    };

    private enum Verdict
    {
        Accepted,
        Rejected,
        Forbidden,
        NotFound,
        NoAnswer,
    }

    /// <summary>What one request came to.</summary>
    private sealed record Answer(Verdict Verdict, string? RequestId)
    {
        /// <summary>Why there is no answer; it continues "the server at … ".</summary>
        internal string Failure { get; private init; } = "";

        internal TimeSpan? RetryAfter { get; init; }

        /// <summary>The projects in a list.</summary>
        internal IReadOnlyList<string> Ids { get; init; } = [];

        internal static Answer None(string failure, string? requestId) => new(Verdict.NoAnswer, requestId) { Failure = failure };
    }
}
