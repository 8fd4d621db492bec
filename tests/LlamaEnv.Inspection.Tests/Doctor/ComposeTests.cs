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
    [DataRow("""
        services:
          api:
            image: acme/agent
            environment: [LLAMA_CLOUD_API_KEY]
          queue:
            image: acme/agent
            command: ["--queue"]
        """, "compose.yaml:5 not-passed", DisplayName = "the same image with other arguments")]
    [DataRow("""
        services:
          worker:
            build: src/Worker
            env_file: .env
            environment:
              LLAMA_CLOUD_API_KEY: ""
        """, "compose.yaml:6 overridden", DisplayName = "an empty one over a file that nobody sees")]
    [DataRow("""
        services:
          worker:
            build: src/Worker
            environment: [LLAMA_CLOUD_API_KEY]
            secrets: [llama_cloud_api_key]
        secrets:
          llama-key:
            file: ./key.txt
        """, "compose.yaml:5 dangling-reference", DisplayName = "a secret that is not defined")]
    [DataRow("""
        services:
          worker:
            environment: [LLAMA_CLOUD_API_KEY]
            build:
              context: src/Worker
              secrets:
                - source: llama_cloud_api_key
        """, "compose.yaml:7 dangling-reference", DisplayName = "a secret of the build that is not defined")]
    [DataRow("services:\n  worker:\n    build: src/Worker\n    environment:\n      - LLAMA_CLOUD_API_KEY=\"llx-fakeFAKEfakeFAKE\"\n", "compose.yaml:5 malformed-value", DisplayName = "quotes that stay")]
    [DataRow("services:\n  worker:\n    build: src/Worker\n    environment:\n      - LLAMA_CLOUD_API_KEY='${LLAMA_CLOUD_API_KEY}'\n", "compose.yaml:5 malformed-value", DisplayName = "quotes around a reference")]
    [DataRow("services:\n  worker:\n    build: src/Worker\n    environment:\n      - LLAMA_CLOUD_API_KEY= ${LLAMA_CLOUD_API_KEY}\n", "compose.yaml:5 malformed-value", DisplayName = "a blank before a reference")]
    [DataRow("services:\n  worker:\n    build: src/Worker\n    environment:\n      - LLAMA_CLOUD_API_KEY =x\n", "compose.yaml:5 malformed-value", DisplayName = "a blank behind the name")]
    [DataRow("services:\n  worker:\n    build: src/Worker\n    environment:\n      LLAMA_CLOUD_API_KEY: $(LLAMA_CLOUD_API_KEY)\n", "compose.yaml:5 malformed-value", DisplayName = "Azure's reference")]
    [DataRow("services:\n  worker:\n    build: src/Worker\n    environment:\n      LLAMA_CLOUD_API_KEY: $(cat key.txt)\n", "compose.yaml:5 malformed-value", DisplayName = "a command")]
    [DataRow("services:\n  worker:\n    build: src/Worker\n    environment:\n      LLAMA_CLOUD_API_KEY: ${{ secrets.LLAMA_CLOUD_API_KEY }}\n", "compose.yaml:5 malformed-value", DisplayName = "GitHub's reference")]
    [DataRow("services:\n  worker:\n    build: src/Worker\n    environment:\n      LLAMA_CLOUD_API_KEY: $env:LLAMA_CLOUD_API_KEY\n", "compose.yaml:5 malformed-value", DisplayName = "PowerShell's reference")]
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
    [DataRow("""
        services:
          api:
            image: acme/agent
            environment: [LLAMA_CLOUD_API_KEY, SERVICE=api]
          tiles:
            image: acme/agent
            environment: [SERVICE=tiles]
          migrate:
            image: acme/agent
            command: [migrate]
        """, DisplayName = "the same image for something else")]
    [DataRow("""
        services:
          worker:
            build: src/Worker
            environment:
              Services__Llama__ApiKey: ${LLAMA_CLOUD_API_KEY}
        """, DisplayName = "a configuration of its own")]
    [DataRow("""
        services:
          migrate:
            build: src/Worker
            entrypoint: [dotnet, ef, database, update]
          shell:
            build: src/Worker
            entrypoint: /bin/sh
        """, DisplayName = "another program in the same image")]
    [DataRow("""
        services:
          airflow:
            image: apache/airflow:2.9
            command: worker
          temporal:
            image: temporalio/worker:1
        """, DisplayName = "somebody else's image with a common name")]
    [DataRow("""
        services:
          worker:
            build: src/Worker
            environment:
              LLAMA_CLOUD_API_KEY: ${LLAMA_CLOUD_API_KEY}
              LLAMA_CLOUD_BASE_URL: http://wiremock:8080
          wiremock:
            image: wiremock/wiremock
        """, DisplayName = "a neighbour without TLS")]
    [DataRow("""
        services:
          worker:
            build: src/Worker
            # llama-env: ignore LLENV0062 the key comes from the entry point
            environment: { LLAMA_CLOUD_API_KEY: "" } # llama-env: ignore LLENV0062 it is set later
        """, DisplayName = "ignored by a comment")]
    [DataRow("""
        services:
          worker:
            build: src/Worker
            environment: [LLAMA_CLOUD_API_KEY]
            secrets: [llama_cloud_api_key, other]
        secrets:
          llama_cloud_api_key:
            file: ./not-here.txt
        """, DisplayName = "a secret whose file is made elsewhere")]
    [DataRow("services:\n  worker:\n    build: src/Worker\n    environment:\n      - \"LLAMA_CLOUD_API_KEY=${LLAMA_CLOUD_API_KEY}\"\n", DisplayName = "quotes around the whole entry")]
    [DataRow("services:\n  worker:\n    build: src/Worker\n    environment:\n      LLAMA_CLOUD_API_KEY: \"${LLAMA_CLOUD_API_KEY}\"\n      OTHER: $(date)\n", DisplayName = "quotes of YAML; a command of somebody else's")]
    [DataRow("services:\n  tools:\n    build: src/Worker\n    profiles: [build]\n  off:\n    build: src/Worker\n    deploy: {replicas: 0}\n", DisplayName = "for its image alone; none of it")]
    public void A_healthy_stack_gives_no_finding(string compose)
    {
        using Repository repository = Repository.WithPrograms().Add("compose.yaml", compose);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("compose.override.yaml", "    environment:\n      LLAMA_CLOUD_API_KEY: !reset null\n", "", DisplayName = "an empty entry is taken away, and the file's counts")]
    [DataRow("compose.override.yaml", "    environment: !override\n      LLAMA_CLOUD_API_KEY: ${LLAMA_CLOUD_API_KEY}\n", "", DisplayName = "the whole environment in another's place")]
    [DataRow("compose.override.yaml", "    environment: !reset null\n", "", DisplayName = "no environment, and the file's counts")]
    [DataRow("compose.override.yaml", "    env_file: !reset []\n    environment: !override\n      A: b\n", "compose.yaml:2 not-passed", DisplayName = "everything that gave it is gone")]
    [DataRow("compose.override.yaml", "    environment:\n      A: b\n", "compose.yaml:6 overridden", DisplayName = "without a tag both count")]
    public void A_tag_says_whether_a_value_is_merged(string file, string service, string expected)
    {
        using Repository repository = Repository.WithPrograms()
            .Add("compose.yaml", "services:\n  worker:\n    build: src/Worker\n    env_file: .env\n    environment:\n      LLAMA_CLOUD_API_KEY: \"\"\n").Add(file, $"services:\n  worker:\n{service}");

        Assert.AreEqual(expected, string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    [DataRow("compose.yaml", "compose.build.yml", "    image: acme/worker\n    build: src/Worker\n", "", DisplayName = "merged onto the main file")]
    [DataRow("compose.prod.yaml", "compose.build.yml", "    image: acme/worker\n    build: src/Worker\n", "", DisplayName = "by its name, with no main file")]
    [DataRow("compose.yaml", "docker-compose.images.yml", "    image: acme/worker\n    build: {context: src/Worker}\n    platform: linux/amd64\n", "", DisplayName = "with a platform")]
    [DataRow("compose.prod.yaml", "compose.build.yml", "    image: acme/worker\n    build: src/Worker\n    ports: [\"80:80\"]\n", "compose.build.yml:2 not-passed", DisplayName = "one that is started")]
    [DataRow("compose.prod.yaml", "compose.nightly.yml", "    image: acme/worker\n    build: src/Worker\n", "compose.nightly.yml:2 not-passed", DisplayName = "a stack of its own")]
    public void A_file_that_only_builds_starts_nothing(string main, string file, string service, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add(main, "services:\n  worker:\n    image: acme/worker\n    environment: [LLAMA_CLOUD_API_KEY]\n").Add(file, $"services:\n  worker:\n{service}");

        Assert.AreEqual(expected, string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    [DataRow("compose.services.yaml", "    env_file: .env\n", "", DisplayName = "what it is put onto has it")]
    [DataRow("compose.services.yaml", "    ports: [\"80:80\"]\n", "compose.services.yaml:2 not-passed", DisplayName = "neither has it")]
    [DataRow("compose.other.yaml", "    env_file: .env\n", "compose.services.prod.yaml:2 not-passed", DisplayName = "another stack")]
    public void A_file_with_another_one_s_name_and_more_is_put_onto_it(string file, string service, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add(file, $"services:\n  worker:\n    image: acme/worker\n{service}").Add("compose.services.prod.yaml", "services:\n  worker:\n    image: acme/worker\n    build: src/Worker\n    ports: [\"90:80\"]\n");

        Assert.AreEqual(expected, string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    public void A_service_that_others_extend_is_judged_with_them()
    {
        using Repository repository = Repository.WithPrograms().Add("docker-compose-base.yml", "services:\n  base:\n    build: src/Worker\n  alone:\n    build: src/Worker\n")
            .Add("docker-compose.yml", "services:\n  good:\n    extends: { file: docker-compose-base.yml, service: base }\n    environment: [LLAMA_CLOUD_API_KEY]\n  bad:\n    extends: { file: docker-compose-base.yml, service: base }\n");

        Assert.AreEqual("docker-compose-base.yml:4 not-passed, docker-compose.yml:5 not-passed", string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    [DataRow("services:\n  worker: { build: src/Worker }\n", "{ ", DisplayName = "a service in braces")]
    [DataRow("services:\n  worker:\n    build: src/Worker\n    environment: { A: b }\n", "environment: { ", DisplayName = "its variables in braces")]
    [DataRow("services:\n  worker:\n    build: src/Worker\n    environment: {}\n", "environment: {", DisplayName = "none in braces")]
    [DataRow("services:\n  worker:\n    build: src/Worker\n    environment: [A]\n", "environment: [", DisplayName = "a list in brackets")]
    public void The_lines_fit_behind_the_sign_that_opens_a_value_in_one_line(string compose, string sign)
    {
        using Repository repository = Repository.WithPrograms().Add("compose.yaml", compose);
        string fix = repository.Findings().Single().Fix!;

        repository.Add("compose.yaml", compose.Insert(compose.IndexOf(sign, StringComparison.Ordinal) + sign.Length, fix));

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    public void A_file_that_is_read_as_it_stands_keeps_its_quotes()
    {
        using Repository repository = Repository.WithPrograms().Add("worker.env", "LLAMA_CLOUD_API_KEY=\"llx-fake\"\n")
            .Add("compose.yaml", "services:\n  worker:\n    build: src/Worker\n    env_file:\n      - path: worker.env\n        format: raw\n");

        Assert.AreEqual("worker.env:1 malformed-value", string.Join(", ", repository.Examine()));

        repository.Add("compose.yaml", "services:\n  worker:\n    build: src/Worker\n    env_file: worker.env\n");

        Assert.IsEmpty(repository.Examine());
    }

    [TestMethod]
    public void A_name_that_the_program_reads_is_none_of_the_wrong_ones()
    {
        using Repository repository = Repository.WithPrograms()
            .Add("src/Worker/Program.cs", "string? key = Environment.GetEnvironmentVariable(\"LLAMA_PARSE_API_KEY\");")
            .Add("compose.yaml", "services:\n  worker:\n    build: src/Worker\n    environment: [LLAMA_PARSE_API_KEY]\n");

        Assert.IsEmpty(repository.Examine());
    }

    [TestMethod]
    [DataRow("services:\n  worker:\n    build: src/Worker\n", "services:\n  worker:\n    environment:\n      LLAMA_CLOUD_API_KEY: ${LLAMA_CLOUD_API_KEY:?}\n    build: src/Worker\n", DisplayName = "no environment")]
    [DataRow("services:\r\n  worker:\r\n    build: src/Worker\r\n    environment:\r\n      A: 1 # one\r\n", "services:\r\n  worker:\r\n    build: src/Worker\r\n    environment:\r\n      A: 1 # one\r\n      LLAMA_CLOUD_API_KEY: ${LLAMA_CLOUD_API_KEY:?}\r\n", DisplayName = "a mapping, with Windows' line ends")]
    [DataRow("services:\n  worker:\n    build: src/Worker\n    environment:\n    - A=1", "services:\n  worker:\n    build: src/Worker\n    environment:\n    - A=1\n    - LLAMA_CLOUD_API_KEY\n", DisplayName = "a list, without a last line end")]
    [DataRow("services:\n  worker: &w\n    build: src/Worker\n", "services:\n  worker: &w\n    environment:\n      LLAMA_CLOUD_API_KEY: ${LLAMA_CLOUD_API_KEY:?}\n    build: src/Worker\n", DisplayName = "an anchor before it")]
    [DataRow("services:\n  worker:\n    build: src/Worker\n    environment: &env\n      A: b\n", "services:\n  worker:\n    build: src/Worker\n    environment: &env\n      A: b\n      LLAMA_CLOUD_API_KEY: ${LLAMA_CLOUD_API_KEY:?}\n", DisplayName = "an anchor before the entries")]
    public void The_lines_can_be_put_in_place_and_then_all_is_well(string before, string after)
    {
        using Repository repository = Repository.WithPrograms().Add("compose.yaml", before);

        Assert.AreEqual("compose.yaml", string.Join(", ", repository.Fix()));

        Assert.AreEqual(after, repository.Read("compose.yaml"));
        Assert.IsEmpty(repository.Examine());
    }

    [TestMethod]
    [DataRow("x-e: &e\n  A: 1\nservices:\n  worker:\n    build: src/Worker\n    environment: *e\n", DisplayName = "an anchor that others share")]
    [DataRow("x-c: &c\n  environment:\n    A: 1\nservices:\n  worker:\n    <<: *c\n    build: src/Worker\n", DisplayName = "a merged environment, which one of its own would replace")]
    [DataRow("x-b: &b\n  build: src/Worker\nservices:\n  worker: *b\n", DisplayName = "a service that is an alias")]
    [DataRow("services:\n  ? worker\n  : build: src/Worker\n", DisplayName = "an explicit key")]
    [DataRow("services:\n  worker: {build: src/Worker, environment: {A: 1}}\n", DisplayName = "one line")]
    [DataRow("services:\n  worker:\n    build: src/Worker\n    environment: {A: 1}\n", DisplayName = "entries in one line")]
    public void Where_it_is_not_certain_where_they_go_nothing_is_changed(string before)
    {
        using Repository repository = Repository.WithPrograms().Add("compose.yaml", before);

        Assert.IsEmpty(repository.Fix());

        Assert.AreEqual(before, repository.Read("compose.yaml"));
        Assert.HasCount(1, repository.Examine());
    }

    [TestMethod]
    [DataRow("brackets")]
    [DataRow("dashes")]
    [DataRow("tags")]
    [DataRow("lines")]
    [DataRow("questions")]
    [DataRow("merges")]
    public void What_nobody_writes_neither_ends_nor_holds_up_the_run(string what)
    {
        string compose = what switch
        {
            "brackets" => string.Concat(Enumerable.Repeat("{\"a\":", 20_000)),
            "dashes" => string.Concat(Enumerable.Repeat("- ", 20_000)) + "a",
            "tags" => string.Concat(Enumerable.Repeat("- !t ", 20_000)) + "a",
            "lines" => string.Concat(Enumerable.Range(0, 3000).Select(static i => $"{new string(' ', i)}a:\n")),
            "questions" => string.Concat(Enumerable.Range(0, 3000).Select(static i => $"{new string(' ', i)}?\n")),
            _ => "a0: &a0 {x: 1}\n" + string.Concat(Enumerable.Range(1, 14).Select(static i => FormattableString.Invariant($"a{i}: &a{i} {{<<: [{string.Join(',', Enumerable.Repeat(FormattableString.Invariant($"*a{i - 1}"), 9))}]}}\n"))) + "services:\n  worker:\n    build: src/Worker\n    environment: {<<: *a14}\n",
        };
        using Repository repository = Repository.WithPrograms().Add("compose.yaml", compose).Add("deploy/worker.yaml", $"apiVersion: v1\nkind: Pod\nspec: {compose}").Add(".github/workflows/a.yml", compose);

        Assert.IsNotEmpty(repository.Examine(withNotices: true));
    }
}
