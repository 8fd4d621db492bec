using LlamaEnv.Inspection.Doctor.Programs;

namespace LlamaEnv.Inspection.Doctor.Reading;

/// <summary>The projects that a command of <c>dotnet</c> is about.</summary>
internal static class ProjectSelection
{
    private static readonly string[] s_solutions = [".sln", ".slnx", ".slnf", ".proj"];

    /// <param name="folder">Where the command runs, from the root.</param>
    /// <param name="target">What it names; null for what is in the folder.</param>
    /// <param name="report">The repository.</param>
    internal static IReadOnlyList<ProjectFile> Of(string folder, string? target, DoctorReport report)
    {
        if (target is not null && target.Contains('*', StringComparison.Ordinal))
            return [.. report.Programs.Projects.Values.Where(p => PathPattern.IsMatch(target.TrimStart('!'), folder.Length == 0 ? p.Path : p.Path.StartsWith(folder + '/', StringComparison.Ordinal) ? p.Path[(folder.Length + 1)..] : p.Path))];
        if (RepositoryTree.Combine(folder, target ?? "") is not { } path)
            return [];
        if (report.Programs.Projects.TryGetValue(path, out ProjectFile? project))
            return [project];
        if (s_solutions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            return InSolution(path, report);
        if (Path.GetExtension(path) is ".dll" or ".exe" or ".cs")
            return [];

        List<string> solutions = [.. report.Tree.Files.Where(f => RepositoryTree.FolderOf(f) == path && Path.GetExtension(f) is ".sln" or ".slnx")];
        List<ProjectFile> here = [.. report.Programs.Projects.Values.Where(p => p.Folder == path)];
        return solutions.Count == 1 ? InSolution(solutions[0], report)
            : here.Count > 0 ? here
            : solutions.Count > 1 ? []
            : [.. report.Programs.Projects.Values.Where(p => RepositoryTree.IsWithin(p.Path, path))];
    }

    /// <summary>In any of their formats a solution names its projects by their paths.</summary>
    private static List<ProjectFile> InSolution(string solution, DoctorReport report)
    {
        if (report.Tree.Read(solution) is not { } text)
            return [];

        string normal = text.Replace("\\\\", "/", StringComparison.Ordinal).Replace('\\', '/');
        string folder = RepositoryTree.FolderOf(solution);
        return [.. report.Programs.Projects.Values.Where(p => p.Path.StartsWith(folder, StringComparison.Ordinal) && normal.Contains($"\"{(folder.Length == 0 ? p.Path : p.Path[(folder.Length + 1)..])}\"", StringComparison.OrdinalIgnoreCase))];
    }
}
