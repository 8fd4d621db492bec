using LlamaEnv.Inspection.Doctor.Config;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Terraform;

namespace LlamaEnv.Inspection.Doctor.Platforms;

/// <summary>Reads task definitions of ECS that stand in a file of their own. Source: Amazon ECS task definition parameters.</summary>
internal static class TaskDefinitionReader
{
    internal static Artefact Artefact { get; } = new("ecs", static file => file.EndsWith(".json", StringComparison.Ordinal), Read);

    private static void Read(string file, DoctorReport report)
    {
        if (!report.Tree.Holds(file, "\"containerDefinitions\""u8) || report.Tree.Read(file) is not { } text)
            return;

        ConfigNode? root = ConfigParser.Parse(text, ConfigDialect.JavaScript, out int line);
        if (root is null)
            report.Skip(new Place(file, line), "its brackets do not match");

        ConfigNode? task = root?.Entries is [{ Name: "" } only, ..] ? only.Value : null;
        task = task?.Get("taskDefinition") is { Kind: ConfigKind.Map } inner ? inner : task;
        string owner = task?.Get("family")?.Literal is { } family ? $"task '{family}'" : "the task";
        foreach (Runtime runtime in ContainerDefinitions.Read(task?.Get("containerDefinitions"), new ConfigValue(static _ => null), file, owner, $"ecs {file}", isTerraform: false))
            report.Add(runtime);
    }
}
