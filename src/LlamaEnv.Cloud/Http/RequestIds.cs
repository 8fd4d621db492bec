using System.Net.Http.Headers;
using LlamaEnv.Detection;

namespace LlamaEnv.Cloud.Http;

/// <summary>The id of a request, by which its server's operators find it.</summary>
internal static class RequestIds
{
    private static readonly string[] s_headers = ["x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "cf-ray"];

    /// <summary>The first id that looks like one; never one that repeats a credential we sent.</summary>
    internal static string? Find(HttpResponseHeaders headers, ApiRequest request)
    {
        foreach (string name in s_headers)
        {
            if (headers.TryGetValues(name, out IEnumerable<string>? values) && values.FirstOrDefault() is { Length: > 0 and <= 64 } id
                && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':')
                && !KeyShapes.MayHoldCredential(id) && !Overlap(request.AccessToken, id) && !Overlap(request.Body, id))
            {
                return id;
            }
        }

        return null;
    }

    private static bool Overlap(Secret? sent, string id) => sent?.Ask(text =>
        text.Contains(id, StringComparison.OrdinalIgnoreCase) || id.AsSpan().Contains(text, StringComparison.OrdinalIgnoreCase)) is true;
}
