namespace LlamaEnv.Files.Ci;

/// <summary>GitLab CI/CD: https://docs.gitlab.com/ci/variables/predefined_variables.</summary>
internal static class GitLabCi
{
    internal static CiSystem Kind { get; } = new("GitLab CI/CD", static host => CiSystem.IsTrue(host, "GITLAB_CI"), ExplainMapping)
    {
        ExplainWithholding = static host => IsFromFork(host)
            ? "This is a merge request from a fork, and GitLab gives those none of the project's variables by default"
            : null,
    };

    private static string ExplainMapping(HostEnvironment host)
    {
        string hint = host.Get("CI_COMMIT_REF_PROTECTED") == "false" ? "; this ref is not protected, so a protected variable is not given to it" : "";
        return $"In GitLab, add {CiRun.VariableName} as a masked variable under Settings > CI/CD > Variables of the project{hint}";
    }

    private static bool IsFromFork(HostEnvironment host) =>
        Differ(host.Get("CI_MERGE_REQUEST_SOURCE_PROJECT_ID"), host.Get("CI_MERGE_REQUEST_PROJECT_ID"))
        || Differ(host.Get("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH"), host.Get("CI_MERGE_REQUEST_PROJECT_PATH"));

    private static bool Differ(string? source, string? target) =>
        !string.IsNullOrEmpty(source) && !string.IsNullOrEmpty(target) && !string.Equals(source, target, StringComparison.OrdinalIgnoreCase);
}
