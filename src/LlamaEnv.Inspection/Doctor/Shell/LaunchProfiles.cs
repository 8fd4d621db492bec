using LlamaEnv.Inspection.Doctor.Programs;
using LlamaEnv.Inspection.Doctor.Reading;

namespace LlamaEnv.Inspection.Doctor.Shell;

/// <summary><c>dotnet run</c> starts a project with its launch profile's variables.</summary>
internal static class LaunchProfiles
{
    /// <summary>Whether a launch profile of the project speaks of the key. What it says is another reader's.</summary>
    internal static bool Name(ProjectFile project, DoctorReport report)
    {
        string file = project.Folder.Length == 0 ? "Properties/launchSettings.json" : $"{project.Folder}/Properties/launchSettings.json";
        return report.Tree.Contains(file) && report.Tree.Read(file)?.Contains(Variable.ApiKey.Name, StringComparison.Ordinal) is true;
    }
}
