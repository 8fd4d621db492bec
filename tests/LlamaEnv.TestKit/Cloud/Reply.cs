using System.Text;
using Microsoft.AspNetCore.Http;

namespace LlamaEnv.TestKit;

/// <summary>What a server does with a request whose body it has read.</summary>
public sealed record Reply(Func<HttpContext, string, Task> Write)
{
    /// <summary>Stands where a body could hold a secret.</summary>
    public const string Canary = "llx-canary-of-the-server-0123456789";

    public const string RequestId = "req-0123-abc";

    public static Reply Json(string json, int status = 200) => Text(json, "application/json", status);

    public static Reply Text(string text, string type, int status = 200) => new(async (context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.Headers["x-request-id"] = RequestId;
        await context.Response.WriteAsync(text);
    });

    /// <summary>A status, with a body that must not be shown.</summary>
    public static Reply Status(int status) => Json($$"""{"detail":"{{Canary}}"}""", status);

    /// <summary>Done, and nothing to say.</summary>
    public static Reply NoContent { get; } = new(static (context, _) =>
    {
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    });

    public static Reply RetryAfter(string value) => new((context, _) =>
    {
        context.Response.StatusCode = 429;
        context.Response.Headers.RetryAfter = value;
        return Task.CompletedTask;
    });

    public static Reply Redirect(string target, int status = 307) => new((context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = target;
        return Task.CompletedTask;
    });

    /// <summary>The request's own Authorization, as the id of the request.</summary>
    public static Reply EchoedBearer { get; } = new((context, _) =>
    {
        context.Response.StatusCode = 403;
        context.Response.Headers["x-request-id"] = context.Request.Headers.Authorization.ToString()["Bearer ".Length..];
        return Task.CompletedTask;
    });

    /// <summary>The connection is reset without an answer.</summary>
    public static Reply Reset { get; } = new(static (context, _) =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>Half of what was announced, then the end.</summary>
    public static Reply Truncated { get; } = new(static async (context, _) =>
    {
        byte[] half = Encoding.UTF8.GetBytes($$"""{"version":"{{Canary}}",""");
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = half.Length * 2;
        await context.Response.Body.WriteAsync(half);
        await context.Response.Body.FlushAsync();
        context.Abort();
    });

    /// <summary>Never.</summary>
    public static Reply Silence { get; } = new(static (context, _) => WaitForEndAsync(context));

    /// <summary>The beginning, and then never the rest.</summary>
    public static Reply Stalled { get; } = new(static async (context, _) =>
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers["x-request-id"] = RequestId;
        await context.Response.WriteAsync($$"""{"version":"{{Canary}}",""");
        await context.Response.Body.FlushAsync();
        await WaitForEndAsync(context);
    });

    /// <summary>Without end.</summary>
    public static Reply Huge { get; } = new(static async (context, _) =>
    {
        context.Response.ContentType = "application/json";
        byte[] block = Encoding.UTF8.GetBytes(new string('[', 64 * 1024));
        while (!context.RequestAborted.IsCancellationRequested)
            await context.Response.Body.WriteAsync(block);
    });

    private static async Task WaitForEndAsync(HttpContext context)
    {
        TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = context.RequestAborted.Register(end.SetResult);
        await end.Task;
    }
}
