namespace LlamaEnv.Cloud.Http;

/// <summary>A request, as data. Every part of it that could hold a credential is a <see cref="Secret"/>.</summary>
/// <param name="Method">GET and DELETE may be repeated; POST is sent once.</param>
/// <param name="Uri">Where to; checked by <see cref="CloudUrl"/>.</param>
internal sealed record ApiRequest(HttpMethod Method, Uri Uri)
{
    /// <summary>What goes into <c>Authorization</c>, and to this origin only.</summary>
    internal Secret? AccessToken { get; init; }

    /// <summary>The content.</summary>
    internal Secret? Body { get; init; }

    /// <summary>The content's type.</summary>
    internal string BodyType { get; init; } = "application/json";

    internal bool CanRetry => Method != HttpMethod.Post;

    /// <summary>Whether <c>Authorization</c> can hold it: not with blanks, line ends, or what is not ASCII.</summary>
    internal static bool CanCarry(Secret token) => token.Ask(static text => text.Length > 0 && !text.ContainsAnyExceptInRange('!', '~'));
}
