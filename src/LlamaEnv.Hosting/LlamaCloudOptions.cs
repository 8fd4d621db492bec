using System.Diagnostics;

namespace LlamaEnv.Hosting;

/// <summary>
/// Key, URL and project as the program has them, one set from one source. <c>IOptionsMonitor</c> has the set of now, also
/// after a mounted secret was rotated.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class LlamaCloudOptions
{
    /// <summary>The key. Empty where there is none, or a wrong one. A client gets it with <c>Reveal()</c>; printing it shows a mask.</summary>
    public Secret ApiKey { get; set; }

    /// <summary>The API's base URL, without a slash at its end.</summary>
    public string BaseUrl { get; set; } = Variable.DefaultBaseUrl;

    /// <summary>The project; null where none is known.</summary>
    public string? ProjectId { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"{ApiKey} for {BaseUrl}{(ProjectId is null ? "" : $", project {ProjectId}")}";
}
