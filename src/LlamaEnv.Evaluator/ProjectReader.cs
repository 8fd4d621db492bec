using Microsoft.Build.Construction;
using Microsoft.Build.Definition;
using Microsoft.Build.Evaluation;
using Microsoft.Build.Exceptions;
using Microsoft.Build.Execution;
using Microsoft.Build.Framework;

namespace LlamaEnv.Evaluator;

/// <summary>Evaluates a project, without a target being run. Nothing here may be touched before an SDK is registered.</summary>
internal static class ProjectReader
{
    private const string ListItem = "_LlamaEnvList";
    private const string ListValue = "Value";

    /// <summary>Responds with what the project says, or with why it cannot be read.</summary>
    internal static void Read(string file, IReadOnlyCollection<string> properties, IDictionary<string, string> globalProperties, ResponseWriter response)
    {
        try
        {
            using ProjectCollection collection = new(globalProperties: null, loggers: null, remoteLoggers: null, ToolsetDefinitionLocations.Default, maxNodeCount: 1, onlyLogCriticalEvents: true, loadProjectsReadOnly: false);
            ProjectInstance project = Evaluate(file, properties, globalProperties, collection, response);
            foreach (string property in properties)
                WriteProperty(project, property, response);
            foreach (ProjectItemInstance item in project.GetItems("LlamaEnvVariable"))
                response.Write("variable", [item.EvaluatedInclude, .. item.MetadataNames.SelectMany(name => new[] { name, item.GetMetadataValue(name) })]);
            bool isPackable = ShippedItems.IsTrue(project.GetPropertyValue("IsPackable"));
            foreach (ProjectItemInstance item in ShippedItems.Types.SelectMany(project.GetItems).Where(item => ShippedItems.Contains(item.ItemType, item.GetMetadataValue, isPackable)))
                response.Write("shipped", item.EvaluatedInclude);
            response.Write("end");
        }
        catch (InvalidProjectFileException e)
        {
            response.Write("invalid", e.ProjectFile ?? file, $"{e.LineNumber}", $"{e.ColumnNumber}", e.ErrorCode);
        }
    }

    /// <summary>
    /// A list is split as MSBuild does for a task: an escaped semicolon belongs to its entry. Of a property only the text
    /// without escapes can be had, of a metadatum both; so the project gets an item, in memory, with the properties in it.
    /// </summary>
    private static ProjectInstance Evaluate(string file, IReadOnlyCollection<string> properties, IDictionary<string, string> globalProperties, ProjectCollection collection, ResponseWriter response)
    {
        ProjectRootElement root = ProjectRootElement.Open(file, collection);
        foreach (string property in properties)
            root.AddItem(ListItem, property, [new(ListValue, $"$({property})")]);
        try
        {
            return Evaluate(root, ProjectLoadSettings.Default, globalProperties, collection);
        }
        catch (InvalidProjectFileException e) when (IsOfVisualStudio(file, e))
        {
            response.Write("partial", e.ProjectFile, $"{e.LineNumber}", $"{e.ColumnNumber}", e.ErrorCode);
            return Evaluate(root, ProjectLoadSettings.IgnoreMissingImports | ProjectLoadSettings.IgnoreEmptyImports | ProjectLoadSettings.IgnoreInvalidImports, globalProperties, collection);
        }
    }

    private static ProjectInstance Evaluate(ProjectRootElement root, ProjectLoadSettings settings, IDictionary<string, string> globalProperties, ProjectCollection collection) =>
        ProjectInstance.FromProjectRootElement(root, new ProjectOptions { ProjectCollection = collection, LoadSettings = settings, GlobalProperties = globalProperties });

    /// <summary>Whether an import is missing because it comes with Visual Studio, which would build the project where the SDK cannot.</summary>
    private static bool IsOfVisualStudio(string file, InvalidProjectFileException e) =>
        e.ErrorCode == "MSB4278" || (e.ErrorCode == "MSB4019" && Path.GetExtension(file).ToLowerInvariant() is not (".csproj" or ".fsproj" or ".vbproj" or ".proj"));

    private static void WriteProperty(ProjectInstance project, string property, ResponseWriter response)
    {
        if (project.GetPropertyValue(property) is not { Length: > 0 } value)
            return;

        ITaskItem2 list = project.GetItems(ListItem).Single(item => item.EvaluatedInclude == property);
        response.Write("property", [property, value, .. list.GetMetadataValueEscaped(ListValue)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(ProjectCollection.Unescape)]);
    }
}
