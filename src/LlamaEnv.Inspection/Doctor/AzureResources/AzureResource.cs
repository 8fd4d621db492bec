using LlamaEnv.Inspection.Doctor.Config;

namespace LlamaEnv.Inspection.Doctor.AzureResources;

/// <summary>A resource of a template, or a module that makes one.</summary>
/// <param name="Type">Its type without the version, and the parent's in front: <c>Microsoft.Web/sites/config</c>; a module's path.</param>
/// <param name="Symbol">What the template calls it.</param>
/// <param name="Body">What is said of it; of a module its parameters.</param>
/// <param name="Line">Its first line.</param>
/// <param name="Parent">The symbol of the resource that it is a part of; null where it is none.</param>
/// <param name="IsModule">Whether it is a module.</param>
internal sealed record AzureResource(string Type, string Symbol, ConfigNode Body, int Line, string? Parent, bool IsModule)
{
    internal bool Is(string type) => !IsModule && Type.Equals(type, StringComparison.OrdinalIgnoreCase);

    /// <summary>The service of azure.yaml that is deployed to it; null where no tag says so.</summary>
    internal string? ServiceName =>
        Body.Everything().SelectMany(static n => n.Entries).FirstOrDefault(static e => e.Name == "azd-service-name")?.Value.Literal ?? (IsModule ? Body.Get("serviceName")?.Literal : null);
}
