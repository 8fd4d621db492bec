namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class KubernetesTests
{
    private const string Head = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: worker
        spec:
          template:
            spec:
              containers:
                - name: app
                  image: ghcr.io/acme/worker:1.0

        """;

    [TestMethod]
    [DataRow("", "k8s/app.yaml:9 not-passed", DisplayName = "no environment at all")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      value: ""
        """, "k8s/app.yaml:13 empty-value", DisplayName = "empty")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
        """, "k8s/app.yaml:12 empty-value", DisplayName = "a name without a value is empty")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      value: your-api-key
        """, "k8s/app.yaml:13 placeholder", DisplayName = "a placeholder")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      value: ${LLAMA_CLOUD_API_KEY}
        """, "k8s/app.yaml:13 malformed-value", DisplayName = "braces are never expanded")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      value: $(LLAMA_KEY)
                    - name: LLAMA_KEY
                      valueFrom: { secretKeyRef: { name: llama, key: key } }
        """, "k8s/app.yaml:13 malformed-value", DisplayName = "the entry that is meant stands below")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      value: $(OPENAI_API_KEY)
                  envFrom:
                    - secretRef: { name: keys }
        """, "k8s/app.yaml:13 other-provider", DisplayName = "another provider's variable")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      valueFrom:
                        secretKeyRef:
                          name: keys
                          key: OPENAI_API_KEY
        """, "k8s/app.yaml:16 other-provider", DisplayName = "another provider's entry")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      valueFrom:
                        secretKeyRef:
                          name: keys
                          key: llama
                          optional: true
        """, "k8s/app.yaml:17 optional-source", DisplayName = "an optional entry")]
    [DataRow("""
                  envFrom:
                    - secretRef:
                        name: keys
                        optional: true
        """, "k8s/app.yaml:14 optional-source", DisplayName = "an optional Secret")]
    [DataRow("""
                  env:
                    - name: LLAMA_PARSE_API_KEY
                      valueFrom: { secretKeyRef: { name: keys, key: llama } }
        """, "k8s/app.yaml:12 wrong-name", DisplayName = "another name")]
    [DataRow("""
                  env:
                    - name: llama_cloud_api_key
                      valueFrom: { secretKeyRef: { name: keys, key: llama } }
        """, "k8s/app.yaml:12 wrong-name", DisplayName = "lower case")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      valueFrom: { secretKeyRef: { name: keys, key: llama } }
                    - name: LLAMA_CLOUD_API_KEY
                      value: ""
        """, "k8s/app.yaml:15 overridden", DisplayName = "the second entry of a name counts")]
    [DataRow("""
                  envFrom:
                    - secretRef: { name: keys }
                      prefix: APP_
        """, "k8s/app.yaml:9 not-passed", DisplayName = "a prefix that no name of ours begins with")]
    [DataRow("""
                  volumeMounts:
                    - name: keys
                      mountPath: /etc/keys
              volumes:
                - name: keys
                  secret:
                    secretName: keys
                    items: [{ key: llama, path: LLAMA_CLOUD_API_KEY }]
        """, "k8s/app.yaml:12 file-not-read", DisplayName = "a file that nobody reads")]
    [DataRow("""
                  volumeMounts:
                    - name: keys
                      mountPath: /etc/keys
              volumes:
                - name: keys
                  projected:
                    sources:
                      - secret: { name: llama-cloud-api-key }
        """, "k8s/app.yaml:12 file-not-read", DisplayName = "a projected file that nobody reads")]
    [DataRow("""
                  envFrom:
                    - secretRef: { name: of-the-cluster }
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      value: ""
        """, "k8s/app.yaml:15 overridden", DisplayName = "an empty one over a whole Secret")]
    public void A_container_that_starts_without_a_usable_key_is_found(string rest, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("k8s/app.yaml", Head + rest);

        Assert.AreEqual(expected, string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      valueFrom: { secretKeyRef: { name: keys, key: llama } }
        """, DisplayName = "an entry of a Secret that is made by hand")]
    [DataRow("""
                  envFrom:
                    - secretRef: { name: keys }
        """, DisplayName = "a whole Secret that is made by hand")]
    [DataRow("""
                  envFrom:
                    - secretRef: { name: keys }
                      prefix: LLAMA_
        """, DisplayName = "a prefix that our name begins with")]
    [DataRow("""
                  env:
                    - name: LLAMA_KEY
                      valueFrom: { secretKeyRef: { name: keys, key: llama } }
                    - name: LLAMA_CLOUD_API_KEY
                      value: $(LLAMA_KEY)
        """, DisplayName = "an entry above")]
    [DataRow("""
                  envFrom:
                    - secretRef: { name: keys }
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      value: $(LLAMA_KEY)
        """, DisplayName = "what envFrom brings may be referred to")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      value: your-api-key
                    - name: LLAMA_CLOUD_API_KEY
                      valueFrom: { secretKeyRef: { name: keys, key: llama } }
        """, DisplayName = "a placeholder without effect")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      value: ""
                      valueFrom: { secretKeyRef: { name: keys, key: llama } }
        """, DisplayName = "a reference beside an empty value")]
    [DataRow("""
                  env:
                    - name: LlamaCloud__ApiKey
                      valueFrom: { secretKeyRef: { name: keys, key: llama } }
        """, DisplayName = "the configuration's name")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      valueFrom: { secretKeyRef: { name: keys, key: llama, optional: true } }
                  envFrom:
                    - secretRef: { name: keys }
        """, DisplayName = "an optional entry above a required Secret")]
    [DataRow("""
                  command: [sh, -c, "export LLAMA_CLOUD_API_KEY=$(cat /vault/key) && exec dotnet Worker.dll"]
        """, DisplayName = "the command sets it")]
    [DataRow("""
                  command: [sleep, infinity]
        """, DisplayName = "another program of the image")]
    [DataRow("""
                  volumeMounts: [{ name: settings, mountPath: /app/appsettings.Production.json, subPath: appsettings.Production.json }]
              volumes:
                - name: settings
                  secret: { secretName: settings }
        """, DisplayName = "a file of settings may hold it")]
    [DataRow("""
                  volumeMounts: [{ name: csi, mountPath: /mnt/secrets }]
              volumes:
                - name: csi
                  csi: { driver: secrets-store.csi.k8s.io }
        """, DisplayName = "a store's driver")]
    public void A_healthy_container_gives_no_finding(string rest)
    {
        using Repository repository = Repository.WithPrograms().Add("k8s/app.yaml", Head + rest);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("v1", "Pod", "spec:", 0)]
    [DataRow("apps/v1", "Deployment", "spec:\n  template:\n    spec:", 4)]
    [DataRow("apps/v1", "StatefulSet", "spec:\n  template:\n    spec:", 4)]
    [DataRow("apps/v1", "DaemonSet", "spec:\n  template:\n    spec:", 4)]
    [DataRow("apps/v1", "ReplicaSet", "spec:\n  template:\n    spec:", 4)]
    [DataRow("batch/v1", "Job", "spec:\n  template:\n    spec:", 4)]
    [DataRow("argoproj.io/v1alpha1", "Rollout", "spec:\n  template:\n    spec:", 4)]
    [DataRow("serving.knative.dev/v1", "Service", "spec:\n  template:\n    spec:", 4)]
    [DataRow("keda.sh/v1alpha1", "ScaledJob", "spec:\n  jobTargetRef:\n    template:\n      spec:", 6)]
    [DataRow("batch/v1", "CronJob", "spec:\n  jobTemplate:\n    spec:\n      template:\n        spec:", 8)]
    public void Every_kind_that_makes_pods_is_read(string version, string kind, string path, int indent)
    {
        string blanks = new(' ', indent + 2);
        foreach (string list in (string[])["containers", "initContainers", "ephemeralContainers"])
        {
            string text = $"---\n---\napiVersion: {version}\nkind: {kind}\nmetadata: {{ name: nightly }}\n{path}\n{blanks}{list}:\n{blanks}- name: app\n{blanks}  image: acme/worker\n";
            int line = text.Split("- name: app")[0].Count(static c => c == '\n') + 1;
            using Repository repository = Repository.WithPrograms().Add("deploy/nightly.yml", text);

            Assert.AreEqual(FormattableString.Invariant($"deploy/nightly.yml:{line} not-passed"), string.Join(", ", repository.Examine()), $"{kind} {list}");

            using Repository healthy = Repository.WithPrograms().Add("deploy/nightly.yml", $"{text}{blanks}  env: [{{ name: LLAMA_CLOUD_API_KEY, valueFrom: {{ secretKeyRef: {{ name: a, key: b }} }} }}]\n");
            Assert.IsEmpty(healthy.Examine(withNotices: true), $"{kind} {list}");
        }
    }

    [TestMethod]
    public void A_list_holds_resources()
    {
        using Repository repository = Repository.WithPrograms().Add("all.yaml", """
            apiVersion: v1
            kind: List
            items:
              - apiVersion: v1
                kind: Pod
                metadata: { name: one }
                spec:
                  containers:
                    - name: app
                      image: acme/worker
              - apiVersion: v1
                kind: Pod
                metadata: { name: two }
                spec:
                  containers:
                    - name: proxy
                      image: nginx
            """);

        Assert.AreEqual("all.yaml:9 not-passed", string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("    - { name: app, image: acme/worker }\n", "- { ", DisplayName = "a container in braces")]
    [DataRow("    - name: app\n      image: acme/worker\n      env: [ { name: A, value: b } ]\n", "env: [ ", DisplayName = "its variables in brackets")]
    public void The_lines_fit_behind_the_sign_that_opens_a_value_in_one_line(string container, string sign)
    {
        string pod = $"apiVersion: v1\nkind: Pod\nmetadata: {{ name: one }}\nspec:\n  containers:\n{container}";
        using Repository repository = Repository.WithPrograms().Add("pod.yaml", pod);
        string fix = repository.Findings().Single().Fix!;

        repository.Add("pod.yaml", pod.Insert(pod.IndexOf(sign, StringComparison.Ordinal) + sign.Length, fix));

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    public void Lines_do_not_refer_to_an_entry_that_is_known_to_be_empty()
    {
        using Repository repository = Repository.WithPrograms().Add("k8s/keys.yaml", "apiVersion: v1\nkind: Secret\nmetadata: { name: keys }\nstringData:\n  LLAMA_CLOUD_API_KEY: \"\"\n").Add("k8s/app.yaml", Head);

        StringAssert.Contains(repository.Findings().Single(static f => f.Kind == "not-passed").Fix, "name: llama-cloud");
    }

    [TestMethod]
    public void A_neighbour_of_the_same_image_shows_the_lines_to_add()
    {
        using Repository repository = new(("app.yaml", """
            apiVersion: v1
            kind: Pod
            metadata: { name: web }
            spec:
              containers:
                - name: app
                  image: acme/unknown
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      valueFrom: { secretKeyRef: { name: llama, key: api-key } }
            ---
            apiVersion: v1
            kind: Pod
            metadata: { name: worker }
            spec:
              containers:
                - name: app
                  image: acme/unknown
                  args: [worker]
                - name: proxy
                  image: envoy
            """));

        Finding finding = repository.Findings().Single();

        Assert.AreEqual("app.yaml:17 not-passed", string.Join(", ", repository.Examine()));
        Assert.AreEqual("      env:\n        - name: LLAMA_CLOUD_API_KEY\n          valueFrom:\n            secretKeyRef:\n              name: llama\n              key: api-key", finding.Fix);
    }

    [TestMethod]
    [DataRow("deploy.sh", "envsubst < k8s/app.yaml | kubectl apply -f -", DisplayName = "envsubst")]
    [DataRow("flux/app.yaml", "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec:\n  postBuild:\n    substituteFrom: [{ kind: Secret, name: keys }]", DisplayName = "Flux")]
    public void What_the_repository_fills_in_itself_is_healthy(string file, string text)
    {
        using Repository repository = Repository.WithPrograms().Add(file, text).Add("k8s/app.yaml", Head + """
                      env:
                        - name: LLAMA_CLOUD_API_KEY
                          value: ${LLAMA_CLOUD_API_KEY}
            """);

        Assert.IsEmpty(repository.Examine());
    }

    [TestMethod]
    public void An_entry_is_put_beside_those_that_are_there()
    {
        using Repository repository = Repository.WithPrograms().Add("app.yaml", Head + """
                      env:
                        - name: LOG
                          value: debug
            """).Add("secret.yaml", "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: keys }\nspec:\n  encryptedData:\n    LLAMA_CLOUD_API_KEY: AgB");

        Finding finding = repository.Findings().Single();

        Assert.AreEqual(12, finding.FixLine);
        Assert.AreEqual("            - name: LLAMA_CLOUD_API_KEY\n              valueFrom:\n                secretKeyRef:\n                  name: keys\n                  key: LLAMA_CLOUD_API_KEY", finding.Fix);
    }

    [TestMethod]
    public void Lines_that_name_a_Secret_nobody_made_are_not_put_in_place()
    {
        using Repository repository = Repository.WithPrograms().Add("app.yaml", Head);

        Finding finding = repository.Findings().Single();

        Assert.AreEqual(0, finding.FixLine);
        Assert.Contains("name: llama-cloud", finding.Fix!);
    }

    [TestMethod]
    [DataRow("kind: Deployment\n  broken: [", DisplayName = "malformed, and not of Kubernetes")]
    [DataRow("name: {{ .Values.name }}\nkind: Deployment\napiVersion: apps/v1\nspec: {{ toYaml . }}", DisplayName = "a template of something else")]
    [DataRow("apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n      - name: app\n        image: '{{ registry }}/worker'\n", DisplayName = "a template in quotes")]
    [DataRow("apiVersion: apps/v1\nkind: Deployment\nspec: 5\n", DisplayName = "no pod")]
    [DataRow("apiVersion: v1\nkind: Service\nmetadata: { name: worker }\nspec: { ports: [] }\n", DisplayName = "a Service of the core")]
    [DataRow("- a\n- b\n", DisplayName = "a list")]
    [DataRow("", DisplayName = "nothing")]
    public void What_is_no_manifest_is_silently_none(string text)
    {
        using Repository repository = Repository.WithPrograms().Add("k8s/app.yaml", text);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("apiVersion: v1\nkind: Pod\nspec: [\n", DisplayName = "unfinished")]
    [DataRow("apiVersion: v1\nkind: Pod\nspec: { a: &a [x,x,x,x,x,x,x,x,x], b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a], c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b], d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c], e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d], f: [*e,*e,*e,*e,*e,*e,*e,*e,*e] }\n", DisplayName = "aliases in aliases")]
    public void A_manifest_that_cannot_be_read_is_a_note(string text)
    {
        using Repository repository = Repository.WithPrograms().Add("k8s/app.yaml", text);

        Assert.AreEqual("not-inspected", repository.Findings().Single().Kind);
    }
}
