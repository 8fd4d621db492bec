using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.AzureResources;

/// <summary>The services of azure.yaml, by which azd knows what project goes to which resource.</summary>
internal static class AzureServices
{
    /// <summary>What the service of this name starts; a hint that leads nowhere where there is none.</summary>
    internal static ProgramHint Hint(string? service, DoctorReport report)
    {
        if (service is null)
            return new();

        foreach (string file in report.Tree.Files.Where(static f => RepositoryTree.NameOf(f) is "azure.yaml" or "azure.yml"))
        {
            if (YamlFile.Read(file, report) is not [var root, ..] || YamlFile.Get(root, "services", service) is not { } node || YamlFile.Text(YamlFile.Get(node, "project")) is not { } path)
                continue;

            string? project = RepositoryTree.Combine(RepositoryTree.FolderOf(file), path);
            YamlNode? docker = YamlFile.Get(node, "docker");
            return new()
            {
                Project = project,
                Dockerfile = project is null ? null : RepositoryTree.Combine(project, YamlFile.Text(YamlFile.Get(docker, "path")) ?? "Dockerfile"),
                Context = project is null ? null : RepositoryTree.Combine(project, YamlFile.Text(YamlFile.Get(docker, "context")) ?? "."),
            };
        }

        return new();
    }
}
