using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;

namespace LlamaEnv.Inspection.Doctor.AzureResources;

/// <summary>Reads Azure's templates: Bicep, ARM, and the YAML of container apps. Source: the resource providers' references.</summary>
internal static class AzureResourceReader
{
    internal static Artefact Artefact { get; } = new("azure", static file => Path.GetExtension(file) is ".bicep" or ".json" or ".yaml" or ".yml", Read);

    private static void Read(string file, DoctorReport report)
    {
        AzureTemplate? template = Path.GetExtension(file) switch
        {
            ".bicep" => AzureTemplate.OfBicep(file, report),
            // What is compiled from Bicep says nothing new.
            ".json" => report.Tree.Contains(Path.ChangeExtension(file, ".bicep")) ? null : AzureTemplate.OfJson(file, report),
            _ => AzureTemplate.OfYaml(file, report),
        };
        foreach (AzureResource resource in template?.Resources ?? [])
        {
            foreach (Runtime runtime in Runtimes(resource, template!, report))
                report.Add(runtime);
        }
    }

    /// <summary>What a resource starts, whatever language it is written in.</summary>
    internal static IEnumerable<Runtime> Runtimes(AzureResource resource, AzureTemplate template, DoctorReport report)
    {
        if (resource.Is("Microsoft.App/containerApps") || resource.Is("Microsoft.App/jobs"))
            return ContainerApps.Read(resource, template, resource.Body.Get("properties", "template"), resource.Body.Get("properties", "configuration")?.Entry("secrets"), report);
        if (resource.Is("Microsoft.ContainerInstance/containerGroups"))
            return ContainerApps.ReadGroup(resource, template, report);
        if (resource.Is("Microsoft.Web/sites") || resource.Is("Microsoft.Web/sites/slots"))
            return WebSites.Read(resource, template, report);
        if (!resource.IsModule)
            return [];
        if (resource.Body.Get("containers") is not null)
            return ContainerApps.Read(resource, template, resource.Body, resource.Body.Entry("secrets"), report);
        return WebSites.ReadModule(resource, template, report);
    }
}
