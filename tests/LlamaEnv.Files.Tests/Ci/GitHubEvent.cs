namespace LlamaEnv.Files.Tests.Ci;

/// <summary>Event files as GitHub writes them, cut down to what surrounds the parts that count.</summary>
internal static class GitHubEvent
{
    internal const string Target = "acme/app";

    internal const string Push =
        """
        {
          "after": "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c",
          "commits": [ { "id": "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c", "message": "Merge \"pull_request\" 7" } ],
          "ref": "refs/heads/main",
          "repository": { "fork": false, "full_name": "acme/app", "id": 186853002, "name": "app", "owner": { "login": "acme" } },
          "sender": { "login": "octocat", "type": "User" }
        }
        """;

    internal static string PullRequest(string from) => WithHead(Repository(from));

    internal static string PullRequestOfDeletedFork() => WithHead("null");

    /// <param name="repository">What stands under <c>pull_request.head.repo</c>.</param>
    /// <param name="target">What stands under <c>pull_request.base.repo</c>.</param>
    internal static string WithHead(string repository, string? target = null) =>
        $$"""
        {
          "action": "synchronize",
          "number": 7,
          "pull_request": {
            "base": { "label": "acme:main", "ref": "main", "repo": {{target ?? Repository(Target)}}, "user": { "login": "acme" } },
            "body": null,
            "head": { "label": "octocat:fix", "ref": "fix", "repo": {{repository}}, "sha": "ec26c3e57ca3a959ca5aad62de7213c562f8c821", "user": { "login": "octocat" } },
            "labels": [],
            "title": "Fix \"head\": { \"repo\": null }",
            "user": { "login": "octocat", "type": "User" }
          },
          "repository": {{Repository(Target)}},
          "sender": { "login": "octocat", "type": "User" }
        }
        """;

    private static string Repository(string name) =>
        $$"""{ "default_branch": "main", "fork": {{(name == Target ? "false" : "true")}}, "full_name": "{{name}}", "id": 186853002, "name": "{{name.Split('/')[^1]}}", "owner": { "login": "{{name.Split('/')[0]}}" } }""";
}
