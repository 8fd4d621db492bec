using LlamaEnv.Inspection.Doctor.Azure;
using LlamaEnv.Inspection.Doctor.Compose;
using LlamaEnv.Inspection.Doctor.Docker;
using LlamaEnv.Inspection.Doctor.DotNet;
using LlamaEnv.Inspection.Doctor.Editors;
using LlamaEnv.Inspection.Doctor.GitHub;
using LlamaEnv.Inspection.Doctor.GitLab;
using LlamaEnv.Inspection.Doctor.Kubernetes;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Shell;
using LlamaEnv.Inspection.Doctor.Units;

namespace LlamaEnv.Inspection.Doctor;

/// <summary>Every kind of file that <c>doctor</c> reads. To add one, write its reader and put it here.</summary>
internal static class Artefacts
{
    internal static IReadOnlyList<Artefact> All { get; } =
    [
        ComposeReader.Artefact, // It tells what image a Dockerfile is for, and where it is built.
        ScriptReader.Artefact, // So do these.
        ActionReader.Artefact,
        WorkflowReader.Artefact,
        AzureReader.Artefact,
        GitLabReader.Artefact,
        MakefileReader.Artefact,
        JustfileReader.Artefact,
        DockerfileReader.Artefact,
        KubernetesReader.Artefact,
        ServiceUnitReader.Artefact,
        QuadletReader.Artefact,
        LaunchSettingsReader.Artefact,
        AppSettingsReader.Artefact,
        FunctionsSettingsReader.Artefact,
        TestSettingsReader.Artefact,
        VisualStudioCodeReader.Artefact,
        DevContainerReader.Artefact,
        RiderReader.Artefact,
    ];
}
