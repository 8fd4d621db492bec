using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Http;

/// <summary>
/// Sends requests and returns whole responses, unless their status is transient. What may be retried is, with growing
/// pauses; a POST that may have been sent never is. A credential never follows a redirect to another origin.
/// </summary>
[SuppressMessage("ApiDesign", "RS0030", Justification = "It is sent.")]
internal sealed class HttpChannel : IDisposable
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(0.5);
    private static readonly string s_userAgent = $"LlamaEnv/{typeof(HttpChannel).Assembly.GetName().Version?.ToString(3)}";

    private readonly HttpMessageInvoker _http;
    private readonly HttpLimits _limits;
    private readonly TimeProvider _time;
    private readonly bool _hasTls;

    /// <param name="host">For <c>SSL_CERT_FILE</c>. Proxies are .NET's matter, which asks the process and the system.</param>
    /// <param name="limits">Timeouts and sizes. Timeouts run in real time.</param>
    /// <param name="time">The clock that pauses wait by.</param>
    internal HttpChannel(HostEnvironment host, HttpLimits limits, TimeProvider time)
    {
        _limits = limits;
        _hasTls = TlsLibrary.IsThere(host);
        _time = time;
        SocketsHttpHandler handler = new()
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            ConnectTimeout = limits.Connect,
            Proxy = new LoopbackBypassProxy(HttpClient.DefaultProxy),
            UseCookies = false,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = AdditionalCertificates.From(host);
        _http = new HttpMessageInvoker(handler);
    }

    /// <summary>The clock of this channel, for what else has to wait.</summary>
    internal TimeProvider Time => _time;

    /// <summary>Sends <paramref name="request"/>, retries where that is safe, and returns the response.</summary>
    /// <exception cref="DiagnosticException">There is no response (LLENV0052) or none that can be used (LLENV0054).</exception>
    internal async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            HttpOutcome outcome = await TryAsync(request, cancellationToken).ConfigureAwait(false);
            if (outcome.Response is { IsTransient: false } response)
                return response;

            TimeSpan pause = outcome.Response?.RetryAfter ?? Pause(attempt);
            bool repeat = (request.CanRetry || outcome.NeverSent) && attempt < _limits.Attempts && pause <= _limits.MaxPause;
            if (!repeat)
                throw Failure(request, outcome);

            await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _http.Dispose();

    private static DiagnosticException Failure(ApiRequest request, HttpOutcome outcome)
    {
        bool isTurnedAway = outcome.Response?.Status == 429; // Before anything was done.
        string failure = Describe(outcome) + (isTurnedAway && !request.CanRetry ? ", so it did not do what it was asked for" : "");
        return new DiagnosticException(Findings.NotReachable(CloudUrl.Origin(request.Uri), failure, outcome.RequestId, mayHaveHappened: !request.CanRetry && !outcome.NeverSent && !isTurnedAway)) { HadNoEffect = outcome.NeverSent || isTurnedAway };
    }

    /// <summary>Doubles from attempt to attempt. The random half keeps many builds from coming back at the same instant.</summary>
    private static TimeSpan Pause(int attempt) => s_firstPause * Math.Pow(2, attempt - 1) * (0.5 + (Random.Shared.NextDouble() / 2));

    /// <summary>Why there is no response, or what one says that is not final; it continues "the server at … ".</summary>
    internal static string Describe(HttpOutcome outcome) => outcome.Response switch
    {
        null => outcome.Failure,
        { RetryAfter: { } wait } response => FormattableString.Invariant($"answered {response.Status} and asks to retry after {Math.Ceiling(wait.TotalSeconds)} seconds"),
        { } response => FormattableString.Invariant($"answered {response.Status}"),
    };

    /// <summary>Sends <paramref name="request"/> once, whatever comes back.</summary>
    /// <exception cref="DiagnosticException">The response cannot be used (LLENV0054).</exception>
    internal async Task<HttpOutcome> TryAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (request.Uri.Scheme == "https" && !_hasTls)
            throw new DiagnosticException(Findings.CannotWork("https needs OpenSSL, and no libssl is on this machine. Install it (package libssl3 or openssl), or do what asks no server"));

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_limits.Attempt);
        string? requestId = null;
        try
        {
            using HttpResponseMessage message = await FollowAsync(request, limit.Token).ConfigureAwait(false);
            requestId = RequestIds.Find(message.Headers, request);
            return HttpOutcome.Received(await ReadAsync(request, message, requestId, limit.Token).ConfigureAwait(false));
        }
        catch (HttpRequestException e)
        {
            return HttpOutcome.Failed(e);
        }
        catch (IOException)
        {
            return HttpOutcome.ConnectionLost with { RequestId = requestId };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return limit.IsCancellationRequested ? HttpOutcome.TimedOut(_limits.Attempt) with { RequestId = requestId } : HttpOutcome.NotConnected(_limits.Connect);
        }
    }

    /// <summary>The first response that is not a redirect. Its body has not been read.</summary>
    private async Task<HttpResponseMessage> FollowAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        Uri uri = request.Uri;
        for (int redirects = 0; ; redirects++)
        {
            using HttpRequestMessage message = Build(request, uri);
            HttpResponseMessage response = await _http.SendAsync(message, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode is not (HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
                return response;

            using (response)
                uri = Target(request, uri, response, redirects);
        }
    }

    private Uri Target(ApiRequest request, Uri from, HttpResponseMessage response, int redirects)
    {
        string origin = CloudUrl.Origin(from);
        string? requestId = RequestIds.Find(response.Headers, request);
        if (response.Headers.Location is not { } location || !Uri.TryCreate(from, location, out Uri? target) || target.Scheme is not ("https" or "http") || !ApiUrl.HasHost(target))
            throw new DiagnosticException(Findings.UnusableResponse(origin, "is a redirect to nowhere", requestId));
        if (!CloudUrl.IsSameOrigin(from, target))
            throw new DiagnosticException(Findings.UnusableResponse(origin, $"is a redirect to {CloudUrl.Origin(target)}, where no credential may go; if that is the right place, use its URL", requestId));
        if (request.Method != HttpMethod.Get || redirects == _limits.Redirects)
            throw new DiagnosticException(Findings.UnusableResponse(origin, request.Method == HttpMethod.Get ? "is one redirect too many" : $"is a redirect, which a {request.Method} does not follow", requestId));

        return target;
    }

    private static HttpRequestMessage Build(ApiRequest request, Uri uri)
    {
        HttpRequestMessage message = new(request.Method, uri);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        message.Headers.UserAgent.ParseAdd(s_userAgent);
        if (request.AccessToken is { } token)
        {
            // .NET would refuse it, too, with a message that quotes it.
            if (!ApiRequest.CanCarry(token))
                throw new DiagnosticException(Findings.UnsendableKey(CloudUrl.Origin(uri)));
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        }

        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.Reveal()));
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.BodyType);
        }

        return message;
    }

    private async Task<ApiResponse> ReadAsync(ApiRequest request, HttpResponseMessage response, string? requestId, CancellationToken cancellationToken)
    {
        string origin = CloudUrl.Origin(request.Uri);
        using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using MemoryStream body = new();
        byte[] buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            if (body.Length + read > _limits.MaxResponseBytes)
                throw new DiagnosticException(Findings.UnusableResponse(origin, FormattableString.Invariant($"is longer than {_limits.MaxResponseBytes / 1024} KiB"), requestId));
            body.Write(buffer, 0, read);
        }

        return new ApiResponse(origin, (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant(), requestId, RetryAfter(response), body.GetBuffer().AsMemory(0, (int)body.Length));
    }

    /// <summary>The pause that the server asks for; null where it asks for none, or for one that is over.</summary>
    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        TimeSpan? wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _time.GetUtcNow(),
            _ => null,
        };
        return wait > TimeSpan.Zero ? wait : null;
    }
}
