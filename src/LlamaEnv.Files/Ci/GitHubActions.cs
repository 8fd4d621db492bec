using System.Text.Json;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Files.Ci;

/// <summary>GitHub Actions: https://docs.github.com/actions/reference/workflows-and-actions/variables.</summary>
internal static class GitHubActions
{
    internal const string Name = "GitHub Actions";

    private const string Mapping = """GitHub Actions gives a secret only to a step or job that asks for it: add env: { {name}: "${{ secrets.{name} }}" } there""";

    /// <summary>GitHub sends no event that is longer.</summary>
    private const long MaxEventBytes = 25 * 1024 * 1024;

    internal static CiSystem Kind { get; } = new(Name, static host => CiSystem.IsTrue(host, "GITHUB_ACTIONS"), static _ => Mapping)
    {
        ExplainWithholding = ExplainWithholding,
    };

    private static string? ExplainWithholding(HostEnvironment host)
    {
        string? trigger = host.Get("GITHUB_EVENT_NAME");
        // Runs for this event belong to the target: they get its secrets, whoever asks for the merge.
        if (trigger == "pull_request_target" || ReadPullRequest(host) is not { IsObject: true } request)
            return null;

        // GitHub treats these as if they came from a fork, except that they have secrets of their own.
        if (host.Get("GITHUB_ACTOR") == "dependabot[bot]")
            return "This is a pull request by Dependabot, and GitHub Actions gives those no secrets except the ones under 'Dependabot' in the repository's settings";

        return IsFromFork(request, host) ? "This is a pull request from a fork, and GitHub Actions gives those no secrets" : null;
    }

    /// <summary>Whether the branch is certainly in another repository; of one that was deleted since, nothing but null is left.</summary>
    private static bool IsFromFork(JsonFile.Node request, HostEnvironment host)
    {
        JsonFile.Node? source = request.Find("head")?.Find("repo");
        string? target = request.Find("base")?.Find("repo")?.Find("full_name")?.Text ?? host.Get("GITHUB_REPOSITORY");
        return source?.Kind == JsonTokenType.Null
            || (source?.Find("full_name")?.Text is { } name && target is not null && !string.Equals(name, target, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The pull request the event is about. Of a file that is no such event, nothing is known.</summary>
    private static JsonFile.Node? ReadPullRequest(HostEnvironment host)
    {
        if (host.Get("GITHUB_EVENT_PATH") is not { Length: > 0 } path || FileReader.TryRead(Path.GetFullPath(path, host.CurrentDirectory), MaxEventBytes) is not { } content)
            return null;

        try
        {
            return JsonFile.Parse(content).Root.Find("pull_request");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
