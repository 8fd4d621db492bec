using LlamaEnv.Files.IO;

namespace LlamaEnv.Tool.Projects;

/// <summary>Tells what a file is, to those who want to read settings from it.</summary>
internal static class ProjectKind
{
    /// <summary>Whether the SDK builds it: any file of MSBuild's, or C# that is its own project.</summary>
    internal static bool IsProject(string path) =>
        !IsSolution(path) && (IsProjectName(path) || IsCSharp(path) || FirstLine(path) is ['<', ..] or ['#', '!', ..]);

    internal static bool IsSolution(string path) => Path.GetExtension(path).ToLowerInvariant() is ".sln" or ".slnx" or ".slnf";

    /// <summary>Whether C# says near its beginning that it is its own project. Also where it says nothing it may be one.</summary>
    internal static bool IsFileBasedApp(string path) => IsCSharp(path) && Lines(path).Any(line => line is ['#', '!' or ':', ..]);

    // .csproj, .sqlproj, .proj: the kinds have nothing else in common.
    private static bool IsProjectName(string path) => Path.GetExtension(path).EndsWith("proj", StringComparison.OrdinalIgnoreCase);

    private static bool IsCSharp(string path) => string.Equals(Path.GetExtension(path), ".cs", StringComparison.OrdinalIgnoreCase);

    private static string FirstLine(string path) => Lines(path).FirstOrDefault(line => line.Length > 0, "");

    private static IEnumerable<string> Lines(string path)
    {
        try
        {
            return FileKind.IsSpecial(path) ? [] : [.. File.ReadLines(path).Take(50).Select(line => line.Trim())];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // Whoever reads it as a project will say why not.
        }
    }
}
