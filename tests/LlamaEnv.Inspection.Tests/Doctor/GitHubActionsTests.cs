namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class GitHubActionsTests
{
    private const string Workflow = ".github/workflows/ci.yml";

    private const string Tests = """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="MSTest" Version="4.0.0" /></ItemGroup></Project>""";

    private const string ReadingTest = """var key = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY"); if (key is null) Assert.Inconclusive();""";

    [TestMethod]
    [DataRow("""
              - uses: actions/checkout@v4
              - name: Run
                run: dotnet run --project src/Worker
        """, "8 not-passed", DisplayName = "no env")]
    [DataRow("""
              - name: First
                env:
                  LLAMA_CLOUD_API_KEY: ${{ secrets.LLAMA_CLOUD_API_KEY }}
                run: dotnet run --project src/Worker
              - name: Second
                run: dotnet run --project src/Worker -- --again
        """, "11 not-passed", DisplayName = "the env of a step ends with it")]
    [DataRow("""
              - run: export LLAMA_CLOUD_API_KEY=${{ secrets.LLAMA_CLOUD_API_KEY }}
              - run: |
                  cd src/Worker
                  dotnet run -c Release
        """, "8 not-passed", DisplayName = "an export ends with its step")]
    [DataRow("""
              - env: { LLAMA_CLOUD_API_KEY: "${{ secrets.LLAMA_CLOUD_API_KEY }}" }
                run: |
                  docker build -t worker src/Worker
                  docker run --rm -p 80:80 worker
        """, "10 not-passed", DisplayName = "docker run without -e")]
    [DataRow("""
              - run: |
                  docker build -t worker src/Worker
                  docker run --rm -e LLAMA_CLOUD_API_KEY worker
        """, "7 not-passed", DisplayName = "-e hands on what is not there")]
    [DataRow("""
              - run: |
                  docker build -t worker src/Worker
                  docker run --rm \
                    -e LLAMA_CLOUD_API_KEY=$LLAMA_CLOUD_API_KEY \
                    worker
        """, "10 empty-value", DisplayName = "-e with a variable that is not there")]
    [DataRow("""
              - run: docker build -t worker src/Worker
              - env: { LLAMA_CLOUD_API_KEY: "${{ secrets.LLAMA_CLOUD_API_KEY }}" }
                run: docker run -e LLAMA_CLOUD_API_KEY='$LLAMA_CLOUD_API_KEY' worker
        """, "9 malformed-value", DisplayName = "single quotes")]
    [DataRow("""
              - env: { LLAMA_CLOUD_API_KEY: "${{ secrets.OPENAI_API_KEY }}" }
                run: dotnet run --project src/Worker
        """, "7 other-provider", DisplayName = "another provider's secret")]
    [DataRow("""
              - env:
                  LLAMA_CLOUD_API_KEY: ""
                run: dotnet run --project src/Worker
        """, "8 empty-value", DisplayName = "empty")]
    [DataRow("""
              - env:
                  LLAMA_CLOUD_API_KEY: $LLAMA_CLOUD_API_KEY
                run: dotnet run --project src/Worker
        """, "8 malformed-value", DisplayName = "a reference of the shell")]
    [DataRow("""
              - env:
                  LLAMA_CLOUD_API_KEY: ${ secrets.LLAMA_CLOUD_API_KEY }
                run: dotnet run --project src/Worker
        """, "8 malformed-value", DisplayName = "one brace")]
    [DataRow("""
              - env:
                  LLAMA_CLOUD_API_KEY: {{ secrets.LLAMA_CLOUD_API_KEY }}
                run: dotnet run --project src/Worker
        """, "8 malformed-value", DisplayName = "no dollar sign")]
    [DataRow("""
              - env:
                  LLAMA_CLOUD_API_KEY: "'${{ secrets.LLAMA_CLOUD_API_KEY }}'"
                run: dotnet run --project src/Worker
        """, "8 malformed-value", DisplayName = "quotes in quotes")]
    [DataRow("""
              - env:
                  LLAMA_CLOUD_API_KEY: ${{ secret.LLAMA_CLOUD_API_KEY }}
                run: dotnet run --project src/Worker
        """, "8 malformed-value", DisplayName = "another context")]
    [DataRow("""
              - env:
                  LLAMA_CLOUD_API_KEY: ${{ env.LLAMA_KEY }}
                run: dotnet run --project src/Worker
        """, "8 empty-value", DisplayName = "an env that is nowhere")]
    [DataRow("""
              - env:
                  LLAMA_CLOUD_APIKEY: ${{ secrets.LLAMA_CLOUD_API_KEY }}
                run: dotnet run --project src/Worker
        """, "8 wrong-name", DisplayName = "another name")]
    [DataRow("""
              - run: echo "LLAMA_CLOUD_API_KEY=" >> "$GITHUB_ENV"
              - run: dotnet run --project src/Worker
        """, "7 empty-value", DisplayName = "written empty for the next steps")]
    [DataRow("""
              - uses: docker/build-push-action@v6
                with:
                  context: src/Worker
                  tags: ghcr.io/o/worker:${{ github.sha }}
              - run: docker run ghcr.io/o/worker:${{ github.sha }}
        """, "11 not-passed", DisplayName = "an image of build-push-action")]
    [DataRow("""
              - uses: docker/build-push-action@v6
                with:
                  context: elsewhere
                  build-args: |
                    VERSION=1
                    LLAMA_CLOUD_API_KEY=${{ secrets.LLAMA_CLOUD_API_KEY }}
        """, "12 baked-into-image", DisplayName = "a build argument of build-push-action")]
    [DataRow("""
              - run: docker build -t worker --build-arg LLAMA_CLOUD_API_KEY=${{ secrets.LLAMA_CLOUD_API_KEY }} elsewhere
        """, "7 baked-into-image", DisplayName = "a build argument")]
    [DataRow("""
              - run: dotnet publish src/Worker -o out
              - run: dotnet out/Worker.dll
        """, "8 not-passed", DisplayName = "a published program")]
    [DataRow("""
              - run: docker build -t ghcr.io/o/worker src/Worker
              - uses: docker://ghcr.io/o/worker:latest
        """, "8 not-passed", DisplayName = "an action that is an image")]
    [DataRow("""
              - run: ./ci/run.sh
        """, "7 not-passed", DisplayName = "through a script")]
    [DataRow("""
              - uses: ./ci/action
        """, "7 not-passed", DisplayName = "through a composite action")]
    [DataRow("""
              - uses: ./ci/with-input
        """, "7 not-passed", DisplayName = "an action's input that is not given")]
    [DataRow("""
              - run: dotnet test tests/Live
        """, "7 not-passed", DisplayName = "tests that read it")]
    [DataRow("""
              - run: dotnet build src/Checked
        """, "7 not-passed", DisplayName = "a build that checks it")]
    [DataRow("""
              - uses: 1password/load-secrets-action@v2
                env:
                  OTHER: op://app/other/key
              - env:
                  LLAMA_CLOUD_API_KEY: op://app/llama/key
                run: dotnet run --project src/Worker
        """, "11 malformed-value", DisplayName = "a reference behind the step that resolves")]
    [DataRow("""
              - env:
                  LLAMA_CLOUD_API_KEY: op://app/llama/key
                run: dotnet run --project src/Worker
        """, "8 malformed-value", DisplayName = "a reference that nothing resolves")]
    [DataRow("""
              - env:
                  LLAMA_CLOUD_API_KEY: $(LLAMA_CLOUD_API_KEY)
                run: dotnet run --project src/Worker
        """, "8 malformed-value", DisplayName = "Azure's reference")]
    [DataRow("""
              - run: LLAMA_CLOUD_API_KEY=$(LLAMA_CLOUD_API_KEY) dotnet run --project src/Worker
        """, "7 malformed-value", DisplayName = "Azure's reference in a script")]
    public void A_step_that_starts_without_a_usable_key_is_found(string steps, string expected)
    {
        using Repository repository = WithHelpers().Add(Workflow, $"on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    timeout-minutes: 5\n    steps:\n{Indented(steps)}\n");

        Assert.AreEqual($"{Workflow}:{expected}", string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("""
              - run: dotnet build src/Worker
              - run: dotnet format --verify-no-changes
              - run: dotnet pack src/Worker
              - run: dotnet run --project src/Web
        """, DisplayName = "nothing that needs it is started")]
    [DataRow("""
              - env: { LLAMA_CLOUD_API_KEY: "${{ secrets.LLAMA_KEY }}" }
                run: dotnet run --project src/Worker
        """, DisplayName = "mapped")]
    [DataRow("""
              - env: { LLAMA_CLOUD_API_KEY: "${{ github.event_name == 'push' && secrets.LLAMA_KEY || '' }}" }
                run: dotnet run --project src/Worker
        """, DisplayName = "mapped by a condition")]
    [DataRow("""
              - run: |
                  export LLAMA_CLOUD_API_KEY="${{ secrets.LLAMA_CLOUD_API_KEY }}"
                  dotnet run --project src/Worker
        """, DisplayName = "exported in the step")]
    [DataRow("""
              - run: LLAMA_CLOUD_API_KEY=${{ secrets.LLAMA_CLOUD_API_KEY }} dotnet run --project src/Worker
        """, DisplayName = "before the command")]
    [DataRow("""
              - run: echo "LLAMA_CLOUD_API_KEY=${{ secrets.LLAMA_CLOUD_API_KEY }}" >> $GITHUB_ENV
              - run: dotnet run --project src/Worker
        """, DisplayName = "through GITHUB_ENV")]
    [DataRow("""
              - run: |
                  cat >> $GITHUB_ENV <<EOF
                  LLAMA_CLOUD_API_KEY=${{ secrets.LLAMA_CLOUD_API_KEY }}
                  EOF
              - run: dotnet run --project src/Worker
        """, DisplayName = "through GITHUB_ENV, in a heredoc")]
    [DataRow("""
              - run: dotnet-llama-env export --format github
              - run: dotnet run --project src/Worker
        """, DisplayName = "through our own tool")]
    [DataRow("""
              - run: vault kv get -format=json secret/llama | jq -r 'to_entries[]|"\(.key)=\(.value)"' >> $GITHUB_ENV
              - run: dotnet run --project src/Worker
        """, DisplayName = "through GITHUB_ENV, from a command")]
    [DataRow("""
              - uses: hashicorp/vault-action@v3
                with: { secrets: "secret/data/llama key | LLAMA_CLOUD_API_KEY" }
              - run: dotnet run --project src/Worker
        """, DisplayName = "through an action that brings secrets")]
    [DataRow("""
              - env: { LLAMA_CLOUD_API_KEY: "${{ secrets.LLAMA_CLOUD_API_KEY }}" }
                run: |
                  docker build -t worker src/Worker
                  docker run --rm -e LLAMA_CLOUD_API_KEY worker
                  docker run --rm -e "LLAMA_CLOUD_API_KEY=$LLAMA_CLOUD_API_KEY" worker
                  docker run postgres:17
        """, DisplayName = "docker run with -e")]
    [DataRow("""
              - run: docker build -t worker src/Worker && docker run -e LLAMA_CLOUD_API_KEY=${{ secrets.LLAMA_CLOUD_API_KEY }} worker
        """, DisplayName = "docker run with the secret itself")]
    [DataRow("""
              - run: docker build -t worker src/Worker
              - run: docker run --env-file ci.env worker
        """, DisplayName = "an environment file that is made elsewhere")]
    [DataRow("""
              - run: doppler run -- dotnet run --project src/Worker
              - run: source ./secrets.env && dotnet run --project src/Worker
        """, DisplayName = "what brings variables by itself")]
    [DataRow("""
              - uses: docker/build-push-action@v6
                with:
                  context: src/Worker
                  secrets: |
                    LLAMA_CLOUD_API_KEY=${{ secrets.LLAMA_CLOUD_API_KEY }}
        """, DisplayName = "a secret of a build")]
    [DataRow("""
              - uses: ./ci/action
                env: { LLAMA_CLOUD_API_KEY: "${{ secrets.LLAMA_CLOUD_API_KEY }}" }
              - uses: ./ci/with-input
                with: { key: "${{ secrets.LLAMA_CLOUD_API_KEY }}" }
        """, DisplayName = "composite actions that get it")]
    [DataRow("""
              - run: dotnet test tests/Unit
              - run: dotnet test tests/Live --filter "Category!=Live"
        """, DisplayName = "tests that do without")]
    [DataRow("""
              - run: dotnet build src/Checked -p:LlamaEnvMissing=ignore
              - if: false
                run: dotnet run --project src/Worker
              # - run: dotnet run --project src/Worker
              - run: |
                  # dotnet run --project src/Worker
                  echo "dotnet run --project src/Worker"
        """, DisplayName = "what does not run")]
    [DataRow("""
              - uses: 1password/load-secrets-action@v2
                with: { export-env: true }
                env:
                  LLAMA_CLOUD_API_KEY: op://app/llama/key
              - run: dotnet run --project src/Worker
        """, DisplayName = "1Password's action resolves what stands beside it")]
    [DataRow("""
              - uses: bitwarden/sm-action@v2
                with:
                  secrets: 0000 > LLAMA_CLOUD_API_KEY
              - run: dotnet run --project src/Worker
        """, DisplayName = "Bitwarden's action")]
    [DataRow("""
              - uses: Keeper-Security/ksm-action@v1
                env:
                  LLAMA_CLOUD_API_KEY: keeper://uid/field/password
              - run: dotnet run --project src/Worker
        """, DisplayName = "Keeper's action")]
    [DataRow("""
              - env:
                  LLAMA_CLOUD_API_KEY: op://app/llama/key
                run: op run -- dotnet run --project src/Worker
        """, DisplayName = "started by 1Password's program")]
    public void A_healthy_workflow_gives_no_finding(string steps)
    {
        using Repository repository = WithHelpers().Add(Workflow, $"on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n{Indented(steps)}\n");

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    public void The_lines_to_add_stand_as_they_have_to_be_pasted()
    {
        using Repository repository = Repository.WithPrograms().Add(Workflow, "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: dotnet run --project src/Worker\n");

        Assert.AreEqual("        env:\n          LLAMA_CLOUD_API_KEY: ${{ secrets.LLAMA_CLOUD_API_KEY }}", repository.Findings().Single().Fix);
    }

    [TestMethod]
    [DataRow("      - run: dotnet run --project src/Worker\n", "      - run: dotnet run --project src/Worker\n        env:\n          LLAMA_CLOUD_API_KEY: ${{ secrets.LLAMA_CLOUD_API_KEY }}\n", DisplayName = "behind one line")]
    [DataRow("      - name: Run\n        run: |\n          dotnet run --project src/Worker\n", "      - name: Run\n        env:\n          LLAMA_CLOUD_API_KEY: ${{ secrets.LLAMA_CLOUD_API_KEY }}\n        run: |\n          dotnet run --project src/Worker\n", DisplayName = "in front of the second key")]
    [DataRow("      - run: dotnet run --project src/Worker\n        env:\n          A: 1\n", "      - run: dotnet run --project src/Worker\n        env:\n          LLAMA_CLOUD_API_KEY: ${{ secrets.LLAMA_CLOUD_API_KEY }}\n          A: 1\n", DisplayName = "in the env that is there")]
    public void The_lines_to_add_can_be_put_in_place(string steps, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add(Workflow, $"on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n{steps}");
        Finding finding = repository.Findings().Single();

        Assert.AreEqual($"on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n{expected}", System.Text.Encoding.UTF8.GetString(LlamaEnv.Inspection.Doctor.Repair.Insert(System.Text.Encoding.UTF8.GetBytes($"on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n{steps}"), [(finding.FixLine, finding.Fix!)])));
    }

    [TestMethod]
    [DataRow("{ run: dotnet run --project src/Worker }", "{ ", DisplayName = "a step in braces")]
    [DataRow("{ run: dotnet run --project src/Worker, env: { A: b } }", "env: { ", DisplayName = "its variables in braces")]
    public void The_lines_fit_behind_the_brace_that_opens_a_step_in_one_line(string step, string sign)
    {
        string workflow = $"on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - {step}\n";
        using Repository repository = Repository.WithPrograms().Add(Workflow, workflow);
        string fix = repository.Findings().Single().Fix!;

        repository.Add(Workflow, workflow.Insert(workflow.IndexOf(sign, StringComparison.Ordinal) + sign.Length, fix));

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    public void The_secret_of_another_step_is_taken_for_the_lines_only_where_it_is_one()
    {
        using Repository repository = Repository.WithPrograms().Add(Workflow, """
            on: push
            jobs:
              test:
                runs-on: ubuntu-latest
                steps:
                  - run: dotnet run --project src/Worker
                    env:
                      LLAMA_CLOUD_API_KEY: ${{ env.LLAMA_KEY }}
                  - run: dotnet run --project src/Worker -- again
            """);

        Assert.IsTrue(repository.Findings().Single(static f => f.Kind == "not-passed").Fix!.EndsWith("LLAMA_CLOUD_API_KEY: ${{ secrets.LLAMA_CLOUD_API_KEY }}", StringComparison.Ordinal));
    }

    [TestMethod]
    public void A_job_s_own_references_are_resolved_by_its_own_steps_only()
    {
        const string Job = "\n    runs-on: ubuntu-latest\n    env:\n      LLAMA_CLOUD_API_KEY: op://app/llama/key\n    steps:\n";
        using Repository repository = Repository.WithPrograms().Add(Workflow, $"on: push\njobs:\n  a:{Job}      - uses: 1password/load-secrets-action@v2\n      - run: dotnet run --project src/Worker\n  b:{Job}      - run: dotnet run --project src/Worker\n");

        Assert.AreEqual($"{Workflow}:13 malformed-value", string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    public void A_machine_of_ones_own_may_have_it()
    {
        using Repository repository = Repository.WithPrograms().Add(Workflow, "on: push\njobs:\n  test:\n    runs-on: [self-hosted, linux]\n    steps:\n      - run: dotnet run --project src/Worker\n");

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("uses: ./.github/workflows/run.yml", "6 not-passed", DisplayName = "nothing handed over")]
    [DataRow("uses: ./.github/workflows/run.yml\n    secrets:\n      OTHER: ${{ secrets.OTHER }}", "6 not-passed", DisplayName = "another one handed over")]
    [DataRow("uses: ./.github/workflows/run.yml\n    secrets:\n      LLAMA_CLOUD_API_KEY: ${{ secrets.OPENAI_API_KEY }}", "9 other-provider", DisplayName = "another provider's")]
    [DataRow("uses: ./.github/workflows/run.yml\n    secrets:\n      LLAMA_CLOUD_API_KEY: ${{ secrets.LLAMA_CLOUD_API_KEY }}\n      LLAMA_API_KEY: ${{ secrets.LLAMA_API_KEY }}", "10 dangling-reference", DisplayName = "one that is not declared")]
    [DataRow("uses: ./.github/workflows/run.yml\n    secrets: inherit", null, DisplayName = "inherit")]
    [DataRow("uses: ./.github/workflows/run.yml\n    secrets:\n      llama_cloud_api_key: ${{ secrets.LLAMA_KEY }}", null, DisplayName = "handed over")]
    [DataRow("uses: other/repository/.github/workflows/run.yml@v1", null, DisplayName = "somebody else's")]
    public void A_called_workflow_has_only_what_it_is_handed(string call, string? expected)
    {
        using Repository repository = Repository.WithPrograms()
            .Add(".github/workflows/run.yml", "on:\n  workflow_call:\n    secrets:\n      LLAMA_CLOUD_API_KEY:\n        required: true\njobs:\n  run:\n    runs-on: ubuntu-latest\n    steps:\n      - run: dotnet run --project src/Worker\n        env:\n          LLAMA_CLOUD_API_KEY: ${{ secrets.LLAMA_CLOUD_API_KEY }}\n")
            .Add(Workflow, $"name: ci\non:\n  push:\n    branches: [main]\njobs:\n  call:\n    {call}\n");

        Assert.AreEqual(expected is null ? "" : $"{Workflow}:{expected}", string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    public void A_required_secret_that_is_not_handed_over_stops_the_run()
    {
        using Repository repository = Repository.WithPrograms()
            .Add(".github/workflows/run.yml", "on:\n  workflow_call:\n    secrets:\n      LLAMA_CLOUD_API_KEY:\n        required: true\njobs:\n  run:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ./elsewhere\n")
            .Add(Workflow, "on: push\njobs:\n  call:\n    uses: ./.github/workflows/run.yml\n");

        Finding finding = repository.Findings().Single();
        Assert.AreEqual($"{Workflow}:3 not-passed", string.Join(", ", repository.Examine()));
        Assert.AreEqual("    secrets:\n      LLAMA_CLOUD_API_KEY: ${{ secrets.LLAMA_CLOUD_API_KEY }}", finding.Fix);
    }

    [TestMethod]
    public void Tests_that_run_with_the_key_elsewhere_may_skip_themselves()
    {
        using Repository repository = WithHelpers()
            .Add(".github/workflows/nightly.yml", "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: dotnet test tests/Live\n        env: { LLAMA_CLOUD_API_KEY: \"${{ secrets.LLAMA_CLOUD_API_KEY }}\" }\n")
            .Add(Workflow, "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: dotnet test tests/Live\n");

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    public void Inherit_reaches_one_level()
    {
        using Repository repository = Repository.WithPrograms()
            .Add(".github/workflows/inner.yml", "on: workflow_call\njobs:\n  run:\n    runs-on: ubuntu-latest\n    steps:\n      - run: dotnet run --project src/Worker\n        env:\n          LLAMA_CLOUD_API_KEY: ${{ secrets.LLAMA_CLOUD_API_KEY }}\n")
            .Add(".github/workflows/middle.yml", "on: workflow_call\njobs:\n  next:\n    uses: ./.github/workflows/inner.yml\n")
            .Add(Workflow, "on: push\njobs:\n  call:\n    uses: ./.github/workflows/middle.yml\n    secrets: inherit\n");

        Assert.AreEqual(".github/workflows/middle.yml:3 not-passed", string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    public void Workflows_that_call_each_other_end()
    {
        using Repository repository = Repository.WithPrograms()
            .Add(".github/workflows/a.yml", "on: workflow_call\njobs:\n  b:\n    uses: ./.github/workflows/b.yml\n  c:\n    uses: ./.github/workflows/b.yml\n")
            .Add(".github/workflows/b.yml", "on: workflow_call\njobs:\n  a:\n    uses: ./.github/workflows/a.yml\n  c:\n    uses: ./.github/workflows/a.yml\n");

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    public void A_composite_action_has_no_secrets()
    {
        using Repository repository = Repository.WithPrograms()
            .Add("ci/run/action.yml", "runs:\n  using: composite\n  steps:\n    - run: dotnet run --project src/Worker\n      shell: bash\n      env:\n        LLAMA_CLOUD_API_KEY: ${{ secrets.LLAMA_CLOUD_API_KEY }}\n        OTHER: ${{ secrets.OTHER }}\n");

        Assert.AreEqual("ci/run/action.yml:7 dangling-reference", string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    public void A_service_has_its_own_variables_only()
    {
        using Repository repository = Repository.WithPrograms()
            .Add(Workflow, "on: push\nenv:\n  LLAMA_CLOUD_API_KEY: ${{ secrets.LLAMA_CLOUD_API_KEY }}\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: docker/build-push-action@v6\n        with: { context: src/Worker, tags: ghcr.io/o/worker }\n  test:\n    runs-on: ubuntu-latest\n    services:\n      worker:\n        image: ghcr.io/o/worker:latest\n      db:\n        image: postgres\n    steps:\n      - run: dotnet run --project src/Worker\n");

        Assert.AreEqual($"{Workflow}:13 not-passed", string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("", $"{Workflow}:5 not-passed")]
    [DataRow("        env: { LLAMA_CLOUD_API_KEY: \"${{ secrets.LLAMA_CLOUD_API_KEY }}\" }\n", "")]
    public void Compose_hands_on_what_the_step_has(string env, string expected)
    {
        using Repository repository = Repository.WithPrograms()
            .Add("compose.yaml", "services:\n  worker:\n    build: src/Worker\n    environment:\n      LLAMA_CLOUD_API_KEY: ${LLAMA_CLOUD_API_KEY}\n")
            .Add(Workflow, $"on: push\njobs:\n  test:\n    steps:\n      - run: docker compose up -d\n{env}    runs-on: ubuntu-latest\n");

        Assert.AreEqual(expected, string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    public void A_pull_request_from_a_fork_is_a_note_unless_it_is_guarded()
    {
        const string Text = "on: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\nGUARD    steps:\n      - run: dotnet run --project src/Worker\n        env:\n          LLAMA_CLOUD_API_KEY: ${{ secrets.LLAMA_CLOUD_API_KEY }}\n";
        using Repository open = Repository.WithPrograms().Add(Workflow, Text.Replace("GUARD", "", StringComparison.Ordinal));
        using Repository guarded = Repository.WithPrograms().Add(Workflow, Text.Replace("GUARD", "    if: github.event.pull_request.head.repo.full_name == github.repository\n", StringComparison.Ordinal));

        Assert.AreEqual($"{Workflow}:8 empty-default", string.Join(", ", open.Examine(withNotices: true)));
        Assert.IsEmpty(open.Examine());
        Assert.IsEmpty(guarded.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("jobs: [")]
    [DataRow("jobs:\n  a:\n    steps: text\n  b: text\n  c:\n    steps:\n      - text\n      - run: { a: b }\n      - run:\n")]
    [DataRow("jobs:\n  a:\n    steps:\n      - run: |\n          docker run -e\n          cat <<EOF\n          'open \" ${ $( ${{\n")]
    public void A_malformed_workflow_is_no_failure(string text)
    {
        using Repository repository = Repository.WithPrograms().Add(Workflow, text);

        Assert.IsEmpty(repository.Examine());
    }

    private static Repository WithHelpers() => Repository.WithPrograms()
        .Add("tests/Live/Live.csproj", Tests).Add("tests/Live/LiveTests.cs", ReadingTest)
        .Add("tests/Unit/Unit.csproj", Tests.Replace("</ItemGroup>", "<ProjectReference Include=\"../../src/Worker/Worker.csproj\" /></ItemGroup>", StringComparison.Ordinal))
        .Add("src/Checked/Checked.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="LlamaEnv.MSBuild" Version="0.1.0" /></ItemGroup></Project>""")
        .Add("ci/run.sh", "#!/bin/sh\nset -e\ndotnet run --project src/Worker\n")
        .Add("ci/action/action.yml", "runs:\n  using: composite\n  steps:\n    - run: dotnet run --project src/Worker\n      shell: bash\n")
        .Add("ci/with-input/action.yml", "inputs:\n  key:\n    description: The key\nruns:\n  using: composite\n  steps:\n    - run: dotnet run --project src/Worker\n      shell: bash\n      env:\n        LLAMA_CLOUD_API_KEY: ${{ inputs.key }}\n");

    /// <summary>The steps as they stand in a job, whatever the test's own indentation is.</summary>
    private static string Indented(string steps)
    {
        string[] lines = steps.Split('\n');
        int margin = lines.Where(static l => l.Trim().Length > 0).Min(static l => l.Length - l.TrimStart().Length);
        return string.Join('\n', lines.Select(l => l.Trim().Length == 0 ? "" : "      " + l[margin..]));
    }
}
