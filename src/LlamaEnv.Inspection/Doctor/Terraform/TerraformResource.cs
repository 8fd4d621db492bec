using LlamaEnv.Inspection.Doctor.Config;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;

namespace LlamaEnv.Inspection.Doctor.Terraform;

/// <summary>A resource of a module.</summary>
/// <param name="File">The file it stands in.</param>
/// <param name="Block">Its block.</param>
/// <param name="Module">The module.</param>
/// <param name="Report">Where findings go.</param>
internal sealed record TerraformResource(string File, ConfigEntry Block, TerraformModule Module, DoctorReport Report)
{
    internal string Type => Block.Label(0);

    internal ConfigNode Body => Block.Value;

    internal string Group => $"terraform {Module.Folder}";

    /// <summary>What messages call it, as Terraform does.</summary>
    internal string Name => $"{Type}.{Block.Label(1)}";

    internal Place Head => new(File, Block.Line);

    internal ConfigEnvironment NewEnvironment() => new(Module.Values, File);

    /// <summary>The text of a value, with what is only known later left out of it; null where it is none.</summary>
    internal string? Text(ConfigNode? node) => node is null ? null : Module.Values.Follow(node) is { Kind: ConfigKind.Text or ConfigKind.Template } text ? text.Text : null;

    /// <summary>The words of a list.</summary>
    internal IEnumerable<string> Words(ConfigNode? node) => node is null ? [] : Module.Values.Follow(node).Items.Select(i => Text(i) ?? "");
}
