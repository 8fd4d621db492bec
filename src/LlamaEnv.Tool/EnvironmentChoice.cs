using LlamaEnv.Profiles;

namespace LlamaEnv.Tool;

/// <summary>The environment a command is about.</summary>
internal static class EnvironmentChoice
{
    /// <summary>The one with this URL; slashes at its end do not count, unless they are stored.</summary>
    /// <exception cref="FailedException">There is none.</exception>
    internal static StoredEnvironment Find(EnvironmentList environments, string url) =>
        environments.All.FirstOrDefault(e => e.ApiUrl == url)
        ?? environments.All.FirstOrDefault(e => e.ApiUrl == url.TrimEnd('/'))
        ?? throw new FailedException($"Environment '{Shown.Url(url)}' not found. Environments: {string.Join(", ", environments.All.Select(e => Shown.Url(e.ApiUrl)))}");
}
