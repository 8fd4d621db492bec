namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class ComposeTests
{
    [TestMethod]
    [DataRow("""
        services:
          web:
            build: src/Web
          worker:
            build: src/Worker
        """, "compose.yaml:4 not-passed", DisplayName = "a worker without the key; the web needs none")]
    [DataRow("""
        services:
          worker:
            build: src/Worker
            environment:
              LLAMA_CLOUD_API_KEY: ""
        """, "compose.yaml:5 empty-value", DisplayName = "empty")]
    [DataRow("""
        services:
          worker:
            build: src/Worker
            environment:
              - LLAMA_CLOUD_API_KEY=${LLAMA_CLOUD_API_KEY:-}
        """, "compose.yaml:5 empty-default", DisplayName = "an empty default")]
    [DataRow("""
        services:
          worker:
            build: src/Worker
            env_file:
              - path: .env
                required: false
        """, "compose.yaml:6 optional-source", DisplayName = "a file that may be missing")]
    [DataRow("""
        services:
          worker:
            build: src/Worker
            env_file: .env
            environment:
              LLAMA_CLOUD_API_KEY:
        """, "compose.yaml:6 overridden", DisplayName = "a bare name over a file")]
    [DataRow("""
        services:
          worker:
            build: src/Worker
            environment:
              LLAMA_PARSE_API_KEY: ${LLAMA_PARSE_API_KEY}
        """, "compose.yaml:5 wrong-name", DisplayName = "another name")]
    [DataRow("""
        services:
          worker:
            build: src/Worker
            environment:
              LLAMA_CLOUD_API_KEY: ${OPENAI_API_KEY}
        """, "compose.yaml:5 other-provider", DisplayName = "another provider's")]
    [DataRow("""
        services:
          worker:
            build: src/Worker
            environment:
              LLAMA_CLOUD_API_KEY: your-api-key
        """, "compose.yaml:5 placeholder", DisplayName = "a placeholder")]
    [DataRow("""
        services:
          worker:
            build: src/Worker
            secrets: [llama_cloud_api_key]
        secrets:
          llama_cloud_api_key:
            environment: LLAMA_CLOUD_API_KEY
        """, "compose.yaml:4 file-not-read", DisplayName = "a file that nobody reads")]
    [DataRow("""
        x-common: &common
          environment: &env
            LLAMA_CLOUD_API_KEY: ${LLAMA_CLOUD_API_KEY}
            LLAMA_CLOUD_BASE_URL: https://api.cloud.eu.llamaindex.ai
        services:
          worker:
            build: src/Worker
            <<: *common
          nightly:
            build: src/Worker
            environment:
              LLAMA_CLOUD_API_KEY: ${LLAMA_CLOUD_API_KEY}
        """, "compose.yaml:9 split-set", DisplayName = "the key without its URL")]
    public void A_service_that_starts_without_a_usable_key_is_found(string compose, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("compose.yaml", compose);

        Assert.AreEqual(expected, string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("""
        services:
          web:
            build: src/Web
          db:
            image: postgres
          worker:
            build: src/Worker
            environment:
              LLAMA_CLOUD_API_KEY: ${LLAMA_CLOUD_API_KEY}
        """, DisplayName = "passed on")]
    [DataRow("""
        services:
          worker:
            build: src/Worker
            environment: [LLAMA_CLOUD_API_KEY]
        """, DisplayName = "a bare name")]
    [DataRow("""
        services:
          worker:
            build: src/Worker
            env_file: .env
        """, DisplayName = "a required file")]
    [DataRow("""
        x-env: &env
          LLAMA_CLOUD_API_KEY: ${LLAMA_CLOUD_API_KEY:?}
        services:
          worker:
            build: src/Worker
            environment:
              <<: *env
              LOG: debug
        """, DisplayName = "merged")]
    [DataRow("""
        services:
          base:
            build: src/Worker
            environment:
              - LLAMA_CLOUD_API_KEY
          worker:
            extends: base
            command: ["--once"]
        """, DisplayName = "extended")]
    public void A_healthy_stack_gives_no_finding(string compose)
    {
        using Repository repository = Repository.WithPrograms().Add("compose.yaml", compose);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }
}
