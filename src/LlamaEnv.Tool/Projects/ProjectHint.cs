namespace LlamaEnv.Tool.Projects;

/// <summary>What in or above a folder without a project file people may take for one.</summary>
internal static class ProjectHint
{
    /// <summary>What it is and how to name it; null where there is nothing of the kind.</summary>
    internal static string? In(string directory)
    {
        if (ProjectLocation.FilesIn(directory, "*.sln*").FirstOrDefault(ProjectKind.IsSolution) is { } solution)
            return $"{Path.GetFileName(solution)} is a solution: name one of its projects";
        if (ProjectLocation.FilesIn(directory, "*.cs").FirstOrDefault(ProjectKind.IsFileBasedApp) is { } app)
            return $"{Path.GetFileName(app)} is a file-based app: name it";
        return ProjectAbove(directory) is { } project ? $"{project} is further up: name it" : null;
    }

    private static string? ProjectAbove(string directory)
    {
        // Beyond the repository other people's projects begin.
        for (string? folder = directory; folder is not null && !Path.Exists(Path.Combine(folder, ".git")); folder = Path.GetDirectoryName(folder))
        {
            if (Path.GetDirectoryName(folder) is { } parent && ProjectLocation.FilesIn(parent) is [var project, ..])
                return project;
        }

        return null;
    }
}
