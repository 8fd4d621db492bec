namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class KustomizeTests
{
    private const string Base = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: worker
        spec:
          template:
            spec:
              containers:
                - name: app
                  image: acme/worker
        """;

    private const string WithKey = Base + """

                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      valueFrom: { secretKeyRef: { name: keys, key: llama } }
        """;

    private const string WithSecret = Base + """

                  envFrom:
                    - secretRef: { name: keys }
        """;

    private const string Patch = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: worker }
        spec:
          template:
            spec:
              containers:
                - name: app
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      valueFrom: { secretKeyRef: { name: keys, key: llama } }
        """;

    [TestMethod]
    [DataRow(Base, "resources: [../base]", "base/app.yaml:9 not-passed", DisplayName = "neither base nor overlay")]
    [DataRow(WithKey, """
        resources: [../base]
        patches:
          - target: { kind: Deployment, name: work.* }
            patch: |-
              - op: remove
                path: /spec/template/spec/containers/0/env/0
        """, "base/app.yaml:9 not-passed", DisplayName = "an operation takes it away")]
    [DataRow(WithKey, """
        resources: [../base]
        patches:
          - target: { kind: Deployment }
            patch: |-
              - op: replace
                path: /spec/template/spec/containers/0/env/0
                value: { name: LLAMA_CLOUD_API_KEY, value: "" }
        """, "overlay/kustomization.yaml:7 overridden", DisplayName = "an operation empties it")]
    [DataRow(WithKey, """
        resources: [../base]
        patchesStrategicMerge:
          - |-
            kind: Deployment
            apiVersion: apps/v1
            metadata: { name: worker }
            spec:
              template:
                spec:
                  containers:
                    - name: app
                      env:
                        - name: LLAMA_CLOUD_API_KEY
                          $patch: delete
        """, "base/app.yaml:9 not-passed", DisplayName = "a merge deletes it")]
    [DataRow(WithSecret, """
        resources: [../base]
        secretGenerator:
          - name: keys
            literals:
              - LLAMA_CLOUD_API_KEY=
        """, "overlay/kustomization.yaml:5 empty-value", DisplayName = "an empty literal")]
    [DataRow(WithSecret, """
        resources: [../base]
        secretGenerator:
          - name: keys
            literals: [OTHER=x]
        """, "base/app.yaml:9 not-passed", DisplayName = "a generator without it")]
    [DataRow(WithSecret, """
        resources: [../base]
        secretGenerator:
          - name: keys
            envs: [worker.env]
        """, "overlay/worker.env:2 empty-value", DisplayName = "an empty line of an environment file")]
    [DataRow(WithKey, """
        resources: [../base]
        secretGenerator:
          - name: keys
            files: [api-key=key.txt]
        """, "base/app.yaml:13 dangling-reference", DisplayName = "a generator with another entry")]
    public void An_overlay_that_deploys_without_a_usable_key_is_found(string app, string kustomization, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("base/app.yaml", app).Add("base/kustomization.yaml", "resources:\n  - app.yaml\n")
            .Add("overlay/kustomization.yaml", kustomization).Add("overlay/worker.env", "A=b\nLLAMA_CLOUD_API_KEY=\n");

        Assert.AreEqual(expected, string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow(Base, "resources: [../base]\npatches: [{ path: patch.yaml }]", DisplayName = "a patch in a file")]
    [DataRow(Base, "bases: [../base]\npatchesStrategicMerge: [patch.yaml]", DisplayName = "the older words")]
    [DataRow(Base, "resources: [../base]\nnamePrefix: dev-\npatches: [{ path: patch.yaml }]", DisplayName = "with a prefix")]
    [DataRow(Base, "resources: [../base]\ncomponents: [../component]", DisplayName = "a component")]
    [DataRow(Base, """
        resources: [../base]
        patchesJson6902:
          - target: { version: v1, group: apps, kind: Deployment, name: worker }
            patch: '[{"op": "add", "path": "/spec/template/spec/containers/0/envFrom", "value": [{"secretRef": {"name": "keys"}}]}]'
        """, DisplayName = "an operation on one line")]
    [DataRow(Base, """
        resources: [../base]
        patches:
          - target: { kind: Deployment }
            patch: |-
              - op: add
                path: /spec/template/spec/containers/0/env
                value: []
              - op: add
                path: /spec/template/spec/containers/0/env/-
                value: { name: LLAMA_CLOUD_API_KEY, valueFrom: { secretKeyRef: { name: keys, key: llama } } }
        """, DisplayName = "operations, one after the other")]
    [DataRow(WithSecret, "resources: [../base]\nsecretGenerator:\n  - name: keys\n    envs: [.env]", DisplayName = "an environment file that git ignores")]
    [DataRow(WithSecret, "resources: [../base]\nsecretGenerator:\n  - name: keys\n    files: [LLAMA_CLOUD_API_KEY=key.txt]", DisplayName = "a file as entry")]
    [DataRow(WithSecret, "resources: [../base]\nsecretGenerator:\n  - name: keys\n    literals: [LLAMA_CLOUD_API_KEY]", DisplayName = "a literal of whoever runs it")]
    [DataRow(Base, "resources: [../base]\nreplacements: [{ path: more.yaml }]", DisplayName = "what is put in later")]
    public void A_healthy_overlay_gives_no_finding(string app, string kustomization)
    {
        using Repository repository = Repository.WithPrograms().Add("base/app.yaml", app).Add("base/kustomization.yaml", "resources:\n  - app.yaml\n")
            .Add("overlay/kustomization.yaml", kustomization).Add("overlay/patch.yaml", Patch)
            .Add("component/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{ path: ../overlay/patch.yaml }]\n");

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    public void The_overlay_that_differs_is_named()
    {
        using Repository repository = Repository.WithPrograms().Add("base/app.yaml", Base).Add("base/kustomization.yaml", "resources: [app.yaml]")
            .Add("prod/kustomization.yaml", "resources: [../base]\npatches: [{ path: patch.yaml }]").Add("prod/patch.yaml", Patch)
            .Add("staging/kustomization.yaml", "resources: [../base]");

        Assert.AreEqual("base/app.yaml:9 not-passed", string.Join(", ", repository.Examine()));
        Assert.Contains("overlay staging", repository.Findings().Single().Diagnostic.Message);
    }

    [TestMethod]
    public void Several_overlays_with_the_same_mistake_are_one_finding()
    {
        using Repository repository = Repository.WithPrograms().Add("base/app.yaml", Base).Add("base/kustomization.yaml", "resources: [app.yaml]")
            .Add("prod/kustomization.yaml", "resources: [../base]").Add("staging/kustomization.yaml", "resources: [../base]");

        Assert.AreEqual("base/app.yaml:9 not-passed", string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    public void Overlays_that_go_round_in_a_circle_come_to_an_end()
    {
        using Repository repository = Repository.WithPrograms().Add("a/kustomization.yaml", "resources: [../b, app.yaml]").Add("b/kustomization.yaml", "resources: [../a]")
            .Add("a/app.yaml", Base).Add("c/kustomization.yaml", "resources: [../a, .]");

        Assert.IsEmpty(repository.Examine(withNotices: true).Where(static f => f.Contains("not-inspected", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Skaffold_tells_which_image_a_Dockerfile_is_for()
    {
        using Repository repository = Repository.WithPrograms().Add("app.yaml", Base.Replace("acme/worker", "registry.example.com/renamed", StringComparison.Ordinal))
            .Add("skaffold.yaml", "apiVersion: skaffold/v4beta6\nkind: Config\nbuild:\n  artifacts:\n    - image: registry.example.com/renamed\n      context: src/Worker\n");

        Assert.AreEqual("app.yaml:9 not-passed", string.Join(", ", repository.Examine()));
    }
}
