using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using LlamaEnv.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LlamaEnv.Hosting;

/// <summary>Asks LlamaCloud whether it accepts the key: one call, and its answer holds for five minutes.</summary>
internal sealed class LlamaCloudHealthCheck : IHealthCheck, IDisposable
{
    /// <summary>A free plan has 20 requests a minute, and every instance is probed every few seconds.</summary>
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);

    private readonly LlamaCloudState _state;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;
    private readonly SemaphoreSlim _turn = new(1);
    private (LlamaCloudSet Set, DateTimeOffset Until, HealthCheckResult Result)? _last;

    public LlamaCloudHealthCheck(LlamaCloudState state, TimeProvider? time = null)
    {
        _state = state;
        _time = time ?? TimeProvider.System;
        // A redirect would take the key to another host.
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = s_lifetime }) { Timeout = s_timeout };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("LlamaEnv.Hosting", typeof(LlamaCloudHealthCheck).Assembly.GetName().Version!.ToString(3)));
    }

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            LlamaCloudSet set = _state.Current;
            if (_last is { } last && ReferenceEquals(last.Set, set) && _time.GetUtcNow() < last.Until)
                return last.Result;

            if (!set.IsUsable) // Nothing was asked, so nothing is kept: it may be set the next moment.
            {
                set = _state.Read();
                if (!set.IsUsable)
                    return HealthCheckResult.Unhealthy($"no usable key: {string.Join(' ', set.Errors.Select(static e => e.Code).Distinct())}");
            }

            HealthCheckResult result = await AskAsync(set, cancellationToken).ConfigureAwait(false);
            _last = (set, _time.GetUtcNow() + s_lifetime, result);
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _turn.Dispose();
    }

    [SuppressMessage("ApiDesign", "RS0030", Justification = "Where the key leaves: to the host of its own set, which has been validated.")]
    private async Task<HealthCheckResult> AskAsync(LlamaCloudSet set, CancellationToken cancellationToken)
    {
        Uri root = new(set.Find(Variable.BaseUrl)!.Value.Reveal() + "/");
        string? project = set.Find(Variable.ProjectId)?.Value.Reveal();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(root, project is null ? "api/v1/projects" : $"api/v1/projects/{Uri.EscapeDataString(project)}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", set.Find(Variable.ApiKey)!.Value.Reveal());
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        string host = Diagnostic.OneLine(root.Authority);
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return Judge(response, host);
        }
        catch (HttpRequestException e)
        {
            return HealthCheckResult.Degraded($"{DiagnosticCodes.NotReachable}: {host} cannot be reached ({e.HttpRequestError})");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Degraded($"{DiagnosticCodes.NotReachable}: {host} did not answer within {s_timeout.TotalSeconds:0} s");
        }
    }

    /// <summary>A page of a proxy or a portal, whatever its status, is no word of the API's.</summary>
    private static HealthCheckResult Judge(HttpResponseMessage response, string host)
    {
        bool isPage = response.Content.Headers.ContentType?.MediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true;
        return (isPage ? 0 : response.StatusCode) switch
        {
            HttpStatusCode.OK => HealthCheckResult.Healthy($"{host} accepts the key"),
            HttpStatusCode.Unauthorized => HealthCheckResult.Unhealthy($"{DiagnosticCodes.KeyRejected}: {host} does not accept the key"),
            HttpStatusCode.Forbidden => HealthCheckResult.Unhealthy($"{DiagnosticCodes.NoAccess}: {host} does not let the key do this"),
            HttpStatusCode.NotFound => HealthCheckResult.Degraded($"{DiagnosticCodes.NoAccess}: {host} knows no such project, or is no API of LlamaCloud"),
            _ => HealthCheckResult.Degraded(FormattableString.Invariant($"{DiagnosticCodes.NotReachable}: {host} answered with status {(int)response.StatusCode}{(isPage ? " and a page" : "")}")),
        };
    }
}
