namespace LlamaEnv.Inspection.Doctor.Shell;

/// <summary>How the systems write the folder that the repository is in.</summary>
internal static class RootNames
{
    private static readonly string[] s_names =
    [
        "${{ github.workspace }}", "${{github.workspace}}", "$GITHUB_WORKSPACE", "${GITHUB_WORKSPACE}", "$env:GITHUB_WORKSPACE", "$(Build.SourcesDirectory)", "$(System.DefaultWorkingDirectory)", "$(Build.Repository.LocalPath)", "$(Pipeline.Workspace)/s",
        "$BUILD_SOURCESDIRECTORY", "$CI_PROJECT_DIR", "${CI_PROJECT_DIR}", "$(pwd)", "$PWD", "${PWD}", "$(git rev-parse --show-toplevel)",
    ];

    /// <param name="path">A path.</param>
    /// <param name="isRooted">Whether it is one from the root.</param>
    internal static string Strip(string path, out bool isRooted)
    {
        string? name = s_names.FirstOrDefault(n => path.StartsWith(n, StringComparison.OrdinalIgnoreCase));
        isRooted = name is not null && !name.Contains("pwd", StringComparison.OrdinalIgnoreCase);
        return name is null ? path : path[name.Length..].TrimStart('/', '\\');
    }
}
