using LlamaEnv.Inspection.Doctor.Azure;
using LlamaEnv.Inspection.Doctor.Compose;
using LlamaEnv.Inspection.Doctor.Docker;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Platforms;
using LlamaEnv.Inspection.Doctor.Processes;
using LlamaEnv.Inspection.Doctor.Terraform;
using LlamaEnv.Inspection.Doctor.Units;

namespace LlamaEnv.Inspection.Doctor;

/// <summary>Every kind of file that <c>doctor</c> reads. To add one, write its reader and put it here.</summary>
internal static class Artefacts
{
    internal static IReadOnlyList<Artefact> All { get; } =
    [
        ComposeReader.Artefact, // It tells what image a Dockerfile is for, and where it is built.
        DockerfileReader.Artefact,
        ServiceUnitReader.Artefact,
        QuadletReader.Artefact,
        SupervisorReader.Artefact,
        Pm2Reader.Artefact,
        RenderReader.Artefact,
        FlyReader.Artefact,
        TaskDefinitionReader.Artefact,
        AzureReader.Artefact,
        TerraformReader.Artefact,
    ];
}
