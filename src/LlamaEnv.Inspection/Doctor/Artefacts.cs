using LlamaEnv.Inspection.Doctor.Aspire;
using LlamaEnv.Inspection.Doctor.Azure;
using LlamaEnv.Inspection.Doctor.AzureResources;
using LlamaEnv.Inspection.Doctor.Compose;
using LlamaEnv.Inspection.Doctor.CSharp;
using LlamaEnv.Inspection.Doctor.Docker;
using LlamaEnv.Inspection.Doctor.DotNet;
using LlamaEnv.Inspection.Doctor.Editors;
using LlamaEnv.Inspection.Doctor.GitHub;
using LlamaEnv.Inspection.Doctor.GitLab;
using LlamaEnv.Inspection.Doctor.Helm;
using LlamaEnv.Inspection.Doctor.Kubernetes;
using LlamaEnv.Inspection.Doctor.Platforms;
using LlamaEnv.Inspection.Doctor.Processes;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Shell;
using LlamaEnv.Inspection.Doctor.Terraform;
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
        ChartReader.Artefact,
        ServiceUnitReader.Artefact,
        QuadletReader.Artefact,
        SupervisorReader.Artefact,
        Pm2Reader.Artefact,
        RenderReader.Artefact,
        FlyReader.Artefact,
        AppEngineReader.Artefact,
        TaskDefinitionReader.Artefact,
        AzureResourceReader.Artefact,
        TerraformReader.Artefact,
        LaunchSettingsReader.Artefact,
        AppSettingsReader.Artefact,
        FunctionsSettingsReader.Artefact,
        TestSettingsReader.Artefact,
        VisualStudioCodeReader.Artefact,
        DevContainerReader.Artefact,
        RiderReader.Artefact,
        CSharpReader.Artefact,
        AppHostReader.Artefact,
    ];
}
