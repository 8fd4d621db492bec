namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class GitLabTests
{
    private const string Pipeline = ".gitlab-ci.yml";

    [TestMethod]
    [DataRow("""
        run:
          script:
            - docker build -t worker src/Worker
            - docker run --rm worker
        """, "4 not-passed", DisplayName = "docker run without -e")]
    [DataRow("""
        .docker:
          script:
            - docker build -t worker src/Worker
            - |
              set -e
              docker run --rm \
                worker
        run:
          extends: .docker
        """, "6 not-passed", DisplayName = "in what the job extends")]
    [DataRow("""
        run:
          secrets:
            LLAMA_CLOUD_API_KEY:
              vault: llama/key@ops
          script: dotnet run --project src/Worker
        """, "3 file-not-read", DisplayName = "a secret of a vault is a file")]
    [DataRow("""
        run:
          variables:
            LLAMA_CLOUD_API_KEY: $OPENAI_API_KEY
          script: dotnet run --project src/Worker
        """, "3 other-provider", DisplayName = "another provider's")]
    [DataRow("""
        variables:
          LLAMA_PARSE_API_KEY: $PARSE_KEY
        run:
          script: dotnet run --project src/Worker
        """, "2 wrong-name", DisplayName = "another name")]
    [DataRow("""
        build:
          script:
            - docker build --build-arg LLAMA_CLOUD_API_KEY=$LLAMA_CLOUD_API_KEY -t x elsewhere
        """, "3 baked-into-image", DisplayName = "a build argument")]
    [DataRow("""
        run:
          before_script: [docker build -t worker src/Worker]
          script:
            - docker run -e LLAMA_CLOUD_API_KEY='$LLAMA_CLOUD_API_KEY' worker
        """, "4 malformed-value", DisplayName = "single quotes")]
    [DataRow("""
        variables:
          LLAMA_CLOUD_API_KEY: ${{ secrets.LLAMA_CLOUD_API_KEY }}
        run:
          script: dotnet run --project src/Worker
        """, "2 malformed-value", DisplayName = "GitHub's reference")]
    [DataRow("""
        lint:
          variables:
            LLAMA_CLOUD_API_KEY: $(LLAMA_CLOUD_API_KEY)
          script: make lint
        """, "3 malformed-value", DisplayName = "Azure's reference")]
    [DataRow("""
        run:
          before_script: [docker build -t worker src/Worker]
          script:
            - docker run -e LLAMA_CLOUD_API_KEY=${{ secrets.LLAMA_CLOUD_API_KEY }} worker
        """, "4 malformed-value", DisplayName = "GitHub's reference in a script")]
    public void A_job_without_a_usable_key_is_found(string pipeline, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add(Pipeline, pipeline);

        Assert.AreEqual($"{Pipeline}:{expected}", string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("""
        run:
          script: dotnet run --project src/Worker
        """, DisplayName = "the project's variables are everywhere")]
    [DataRow("""
        variables:
          LLAMA_CLOUD_API_KEY: ""
        run:
          script: dotnet run --project src/Worker
        """, DisplayName = "the project's variable goes before an empty one")]
    [DataRow("""
        run:
          script:
            - docker build -t worker src/Worker
            - docker run -e LLAMA_CLOUD_API_KEY worker
            - docker run -e LLAMA_CLOUD_API_KEY=$LLAMA_CLOUD_API_KEY worker
            - docker run --env-file $ENV_FILE worker
            - docker run postgres
        """, DisplayName = "docker run with -e")]
    [DataRow("""
        run:
          secrets:
            LLAMA_CLOUD_API_KEY:
              vault: llama/key@ops
              file: false
          script: dotnet run --project src/Worker
        """, DisplayName = "a secret that is no file")]
    [DataRow("""
        run:
          secrets:
            LLAMA_CLOUD_API_KEY: { vault: llama/key@ops }
          script:
            - export LLAMA_CLOUD_API_KEY=$(cat "$LLAMA_CLOUD_API_KEY")
            - dotnet run --project src/Worker
        """, DisplayName = "a file that the script reads")]
    [DataRow("""
        .run:
          script: [docker run worker]
        default:
          before_script: [docker build -t worker src/Worker]
        """, DisplayName = "a hidden job does not run")]
    [DataRow("""
        variables:
          LLAMA_CLOUD_API_KEY: $LLAMA_KEY
          TITLE: $[[ inputs.title ]]
        run:
          script: dotnet run --project src/Worker
        """, DisplayName = "another variable of the project")]
    public void A_healthy_pipeline_gives_no_finding(string pipeline)
    {
        using Repository repository = Repository.WithPrograms().Add(Pipeline, pipeline);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    public void Included_files_and_references_are_followed()
    {
        using Repository repository = Repository.WithPrograms()
            .Add(Pipeline, "include:\n  - local: /ci/*.yml\n  - remote: https://example.com/x.yml\nrun:\n  script:\n    - docker build -t worker src/Worker\n    - !reference [.start, script]\n")
            .Add("ci/start.yml", "include: .gitlab-ci.yml\n.start:\n  script:\n    - docker run worker\n");

        Assert.HasCount(1, repository.Examine());
    }

    [TestMethod]
    [DataRow("run: [")]
    [DataRow("a:\n  extends: b\n  script: !reference [a, script]\nb:\n  extends: [a, c]\nc:\n  script:\n    - [[x]]\n    - {}\n")]
    public void A_malformed_pipeline_is_no_failure(string pipeline)
    {
        using Repository repository = Repository.WithPrograms().Add(Pipeline, pipeline);

        Assert.IsEmpty(repository.Examine());
    }
}
