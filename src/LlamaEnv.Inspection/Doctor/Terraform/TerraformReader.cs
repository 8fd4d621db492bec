using LlamaEnv.Inspection.Doctor.Config;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Terraform;

/// <summary>Reads Terraform's resources that start programs, a folder at a time.</summary>
internal static class TerraformReader
{
    internal static Artefact Artefact { get; } = new("terraform", static file => IsOne(file) || file.EndsWith(".tfvars", StringComparison.Ordinal), Read);

    internal static IEnumerable<string> Files(DoctorReport report) => report.Tree.Files.Where(f => IsOne(f) && JudgedFiles.Contain(f, report.Tree));

    private static bool IsOne(string file) => (file.EndsWith(".tf", StringComparison.Ordinal) || file.EndsWith(".tofu", StringComparison.Ordinal)) && !file.Contains(".terraform/", StringComparison.Ordinal);

    private static void Read(string file, DoctorReport report)
    {
        if (!IsOne(file))
        {
            ReadValues(file, report);
            return;
        }

        string folder = RepositoryTree.FolderOf(file);
        List<string> files = [.. Files(report).Where(f => RepositoryTree.FolderOf(f) == folder)];
        if (files[0] != file)
            return; // The folder was read with its first file.

        TerraformModule module = new(files, folder, report);
        foreach ((string name, ConfigEntry block) in module.All("variable"))
            ReadVariable(name, block, module, report);
        foreach ((string name, ConfigEntry block) in module.All("resource"))
        {
            foreach (Runtime runtime in TerraformResources.Read(new(name, block, module, report)))
                report.Add(runtime);
        }

        foreach ((string name, ConfigEntry block) in module.All("module"))
            ReadCall(name, block, module, report);
    }

    /// <summary>A module that is given variables, whatever it makes of them.</summary>
    private static void ReadCall(string file, ConfigEntry call, TerraformModule module, DoctorReport report)
    {
        ConfigEnvironment environment = new(module.Values, file);
        ConfigEntry? first = null;
        foreach (ConfigEntry entry in ModuleParameters.Variables(call.Value, module.Values))
        {
            first ??= entry;
            if (module.Values.Follow(entry.Value) is { Kind: ConfigKind.Map } or { Kind: ConfigKind.Call, Text: "merge" })
                environment.AddMap(entry.Value);
            else
                environment.AddList(entry.Value, item => environment.AddPair(item));
        }

        if (first is null)
            return;
        if (ModuleParameters.Secrets(call.Value, file) is { } secrets)
            environment.Add(secrets);
        report.Add(new Runtime($"module.{call.Label(0)}", new Place(file, first.Line), ImageText.Hint(ModuleParameters.Image(call.Value), module.Values, []))
        {
            Environment = environment.Assignments,
            Carriers = environment.Carriers,
            Group = $"terraform {module.Folder}",
        });
    }

    /// <summary>A key, or what stands for one, in a file of values.</summary>
    private static void ReadValues(string file, DoctorReport report)
    {
        foreach (ConfigEntry entry in TerraformModule.Parse(file, report)?.Entries ?? [])
        {
            if (ValueText.MeantBy(entry.Name) == Variable.ApiKey && entry.Value.Literal is { Length: > 0 } text)
                AddFaults(text, new Place(file, entry.Line), report);
        }
    }

    /// <summary>The default of a variable for the key, used or not.</summary>
    private static void ReadVariable(string file, ConfigEntry block, TerraformModule module, DoctorReport report)
    {
        string name = block.Label(0);
        if (ValueText.MeantBy(name) == Variable.ApiKey && block.Value.Entry("default") is { Value.Literal: { Length: > 0 } text } fallback && module.Values.Find($"var.{name}") is not { IsGiven: true })
            AddFaults(text, new Place(file, fallback.Line), report);
    }

    private static void AddFaults(string text, Place place, DoctorReport report)
    {
        foreach (Finding fault in ConfigValue.Literal(Variable.ApiKey.Name, text, place).Faults)
            report.Add(fault);
    }
}
