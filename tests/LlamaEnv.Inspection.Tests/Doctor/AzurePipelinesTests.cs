using LlamaEnv.Diagnostics;

namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class AzurePipelinesTests
{
    private const string Pipeline = "azure-pipelines.yml";

    [TestMethod]
    [DataRow("""
        pool: { vmImage: ubuntu-latest }
        steps:
          - script: dotnet run --project src/Worker
            displayName: Run
        """, "3 not-passed", DisplayName = "no mapping")]
    [DataRow("""
        variables:
          - group: llama
        steps:
          - script: dotnet run --project src/Worker
        """, "4 not-passed", DisplayName = "a group does not bring secrets")]
    [DataRow("""
        variables:
          LLAMA_CLOUD_API_KEY: $(LlamaKey)
        steps:
          - script: dotnet run --project src/Worker
        """, "4 not-passed", DisplayName = "a mapping under variables does not help")]
    [DataRow("""
        variables:
          - group: llama
          - name: LLAMA_CLOUD_API_KEY
            value: $(LlamaKey)
        stages:
          - stage: test
            jobs:
              - job: run
                steps:
                  - bash: |
                      cd src/Worker
                      dotnet run
        """, "10 not-passed", DisplayName = "nor in a list, for a step of a stage")]
    [DataRow("""
        steps:
          - script: dotnet run --project src/Worker
            env: { LLAMA_CLOUD_API_KEY: $(LLAMA_CLOUD_API_KEY) }
          - script: dotnet run --project src/Worker
        """, "4 not-passed", DisplayName = "a mapping ends with its step")]
    [DataRow("""
        steps:
          - task: DotNetCoreCLI@2
            inputs:
              command: run
              projects: src/Worker/Worker.csproj
        """, "2 not-passed", DisplayName = "a task")]
    [DataRow("""
        steps:
          - script: dotnet run --project src/Worker
            env:
              LLAMA_CLOUD_API_KEY: $LLAMA_CLOUD_API_KEY
        """, "4 malformed-value", DisplayName = "a reference of the shell")]
    [DataRow("""
        steps:
          - script: dotnet run --project src/Worker
            env:
              LLAMA_CLOUD_API_KEY: ${{ secrets.LLAMA_CLOUD_API_KEY }}
        """, "4 malformed-value", DisplayName = "GitHub's syntax")]
    [DataRow("""
        variables:
          - group: llama
        steps:
          - script: dotnet run --project src/Worker
            env:
              LLAMA_CLOUD_API_KEY: ${{ variables.LLAMA_CLOUD_API_KEY }}
        """, "6 empty-value", DisplayName = "a secret is not there when the file is compiled")]
    [DataRow("""
        steps:
          - script: dotnet run --project src/Worker
            env:
              LLAMA_CLOUD_API_KEY: $(OPENAI_API_KEY)
        """, "4 other-provider", DisplayName = "another provider's")]
    [DataRow("""
        steps:
          - script: dotnet run --project src/Worker
            env:
              LLAMA_CLOUD_API_KEY: ''
        """, "4 empty-value", DisplayName = "empty")]
    [DataRow("""
        steps:
          - script: dotnet run --project src/Worker
            env:
              LLAMA_PARSE_API_KEY: $(LLAMA_PARSE_API_KEY)
        """, "4 wrong-name", DisplayName = "another name")]
    [DataRow("""
        steps:
          - script: docker build -t worker src/Worker
          - script: docker run worker
            env:
              LLAMA_CLOUD_API_KEY: $(LLAMA_CLOUD_API_KEY)
        """, "3 not-passed", DisplayName = "docker run without -e")]
    [DataRow("""
        steps:
          - script: docker build --build-arg LLAMA_CLOUD_API_KEY=$(LLAMA_CLOUD_API_KEY) elsewhere
        """, "2 baked-into-image", DisplayName = "a build argument")]
    [DataRow("""
        steps:
          - script: echo "##vso[task.setvariable variable=LLAMA_CLOUD_API_KEY;issecret=true]$KEY"
          - script: dotnet run --project src/Worker
        """, "3 not-passed", DisplayName = "a secret that a step sets")]
    [DataRow("""
        steps:
          - template: ci/run.yml
            parameters:
              project: src/Worker/Worker.csproj
        """, null, DisplayName = "a template that maps it")]
    [DataRow("""
        steps:
          - ${{ if eq(variables['Build.Reason'], 'Manual') }}:
              - script: dotnet run --project src/Worker
        """, "3 not-passed", DisplayName = "under a condition")]
    public void A_step_without_a_usable_key_is_found(string pipeline, string? expected)
    {
        using Repository repository = Repository.WithPrograms().Add(Pipeline, pipeline)
            .Add("ci/run.yml", "parameters:\n  - name: project\n    type: string\nsteps:\n  - script: dotnet run --project ${{ parameters.project }}\n    env:\n      LLAMA_CLOUD_API_KEY: $(LLAMA_CLOUD_API_KEY)\n");

        Assert.AreEqual(expected is null ? "" : $"{Pipeline}:{expected}", string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    public void A_template_is_read_where_it_is_used()
    {
        using Repository repository = Repository.WithPrograms().Add(Pipeline, "steps:\n  - template: .azure-pipelines/run.yml\n    parameters:\n      project: src/Worker/Worker.csproj\n")
            .Add(".azure-pipelines/run.yml", "parameters:\n  - name: project\n    type: string\nsteps:\n  - script: dotnet run --project ${{ parameters.project }}\n");

        Assert.AreEqual(".azure-pipelines/run.yml:5 not-passed", string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    public void What_a_plain_variable_of_the_settings_can_mend_is_a_warning()
    {
        using Repository open = Repository.WithPrograms().Add(Pipeline, "steps:\n  - script: dotnet run --project src/Worker\n");
        using Repository vain = Repository.WithPrograms().Add(Pipeline, "variables:\n  LLAMA_CLOUD_API_KEY: $(LlamaKey)\nsteps:\n  - script: dotnet run --project src/Worker\n");

        Assert.AreEqual(DiagnosticSeverity.Warning, open.Findings().Single().Diagnostic.Severity);
        Assert.AreEqual(DiagnosticSeverity.Error, vain.Findings().Single().Diagnostic.Severity);
    }

    [TestMethod]
    [DataRow("""
        steps:
          - script: dotnet build src/Worker
          - script: dotnet run --project src/Web
          - task: DotNetCoreCLI@2
            inputs: { command: build, projects: '**/*.csproj' }
        """, DisplayName = "nothing that needs it is started")]
    [DataRow("""
        variables:
          - group: llama
        jobs:
          - deployment: run
            strategy:
              runOnce:
                deploy:
                  steps:
                    - script: dotnet run --project src/Worker
                      env:
                        LLAMA_CLOUD_API_KEY: $(LlamaKey)
        """, DisplayName = "mapped")]
    [DataRow("""
        steps:
          - pwsh: |
              $env:LLAMA_CLOUD_API_KEY = "$(LLAMA_CLOUD_API_KEY)"
              dotnet run --project src/Worker
          - bash: LLAMA_CLOUD_API_KEY=$(LLAMA_CLOUD_API_KEY) dotnet run --project src/Worker
        """, DisplayName = "in the script")]
    [DataRow("""
        variables:
          project: src/Worker
        steps:
          - script: |
              docker build -t worker $(project)
              docker run -e LLAMA_CLOUD_API_KEY=$(LLAMA_CLOUD_API_KEY) worker
          - script: docker run -e LLAMA_CLOUD_API_KEY worker
            env: { LLAMA_CLOUD_API_KEY: $(LLAMA_CLOUD_API_KEY) }
        """, DisplayName = "docker run with -e")]
    [DataRow("""
        pool: OurMachines
        steps:
          - script: dotnet run --project src/Worker
        """, DisplayName = "a machine of ones own")]
    [DataRow("""
        steps:
          - script: dotnet run --project src/Worker
            condition: false
          - script: dotnet run --project src/Worker
            enabled: false
        """, DisplayName = "what does not run")]
    public void A_healthy_pipeline_gives_no_finding(string pipeline)
    {
        using Repository repository = Repository.WithPrograms().Add(Pipeline, pipeline);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("steps: [")]
    [DataRow("steps:\n  - template: azure-pipelines.yml\n  - template: azure-pipelines.yml\n  - template: azure-pipelines.yml\n  - template: azure-pipelines.yml\n  - template: azure-pipelines.yml\n  - template: azure-pipelines.yml\n  - template: azure-pipelines.yml\n  - template: azure-pipelines.yml\n")]
    [DataRow("steps:\n  - template: azure-pipelines.yml\n  - script:\n  - text\n  - task: DotNetCoreCLI@2\n    inputs: text\n")]
    [DataRow("variables:\n  - template: azure-pipelines.yml\nextends:\n  template: azure-pipelines.yml\n")]
    public void A_malformed_pipeline_is_no_failure(string pipeline)
    {
        using Repository repository = Repository.WithPrograms().Add(Pipeline, pipeline);

        Assert.IsEmpty(repository.Examine());
    }
}
