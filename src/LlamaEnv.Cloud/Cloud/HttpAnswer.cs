using System.Text.Json;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud;

/// <summary>A whole answer. Its body may hold secrets, so nothing but the JSON members asked for leaves it.</summary>
internal sealed class HttpAnswer
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly string? _mediaType;

    internal HttpAnswer(string origin, int status, string? mediaType, string? requestId, TimeSpan? retryAfter, ReadOnlyMemory<byte> body)
    {
        Origin = origin;
        Status = status;
        RequestId = requestId;
        RetryAfter = retryAfter;
        _mediaType = mediaType;
        _body = body;
    }

    internal string Origin { get; }

    internal int Status { get; }

    /// <summary>What the server's operators can find the request by.</summary>
    internal string? RequestId { get; }

    internal TimeSpan? RetryAfter { get; }

    internal bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Not 501: what is not implemented now will not be in a second.</summary>
    internal bool IsTransient => Status is 408 or 429 or (>= 500 and not 501);

    /// <summary>The body as a JSON object.</summary>
    /// <exception cref="DiagnosticException">It is none (LLENV0054).</exception>
    internal JsonMembers ReadJson()
    {
        if (_mediaType is not "application/json" && _mediaType?.EndsWith("+json", StringComparison.Ordinal) is not true)
            throw Unusable("is not JSON by its content type; a proxy or a sign-in page may have answered in its place");

        try
        {
            using JsonDocument document = JsonDocument.Parse(_body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new JsonMembers(this, document.RootElement.Clone())
                : throw Unusable("is JSON, but no object");
        }
        catch (JsonException)
        {
            throw Unusable("is not valid JSON");
        }
    }

    /// <summary>The exception for an answer nobody can work with; <paramref name="what"/> continues "the answer …".</summary>
    internal DiagnosticException Unusable(string what) => new(Findings.UnusableAnswer(Origin, what, RequestId));

    /// <summary>The exception for an answer whose status means nothing here.</summary>
    internal DiagnosticException UnusableStatus() => Unusable(FormattableString.Invariant($"has status {Status}"));
}
