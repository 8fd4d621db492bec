using System.Text;

namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class KubernetesSecretTests
{
    private const string ByEntry = """
        apiVersion: v1
        kind: Pod
        metadata: { name: worker }
        spec:
          containers:
            - name: app
              image: acme/worker
              env:
                - name: LLAMA_CLOUD_API_KEY
                  valueFrom:
                    secretKeyRef:
                      name: keys
                      key: LLAMA_CLOUD_API_KEY
        """;

    private const string Whole = """
        apiVersion: v1
        kind: Pod
        metadata: { name: worker }
        spec:
          containers:
            - name: app
              image: acme/worker
              envFrom:
                - secretRef: { name: keys }
        """;

    [TestMethod]
    [DataRow(ByEntry, "kind: Secret\nmetadata: { name: keys }\nstringData:\n  api-key: x", "app.yaml:13 dangling-reference", DisplayName = "a Secret without the entry")]
    [DataRow(ByEntry, "kind: SealedSecret\nmetadata: { name: keys }\nspec:\n  encryptedData:\n    api-key: AgB", "app.yaml:13 dangling-reference", DisplayName = "a sealed one without the entry")]
    [DataRow(ByEntry, "kind: ExternalSecret\nmetadata: { name: other }\nspec:\n  target: { name: keys }\n  data:\n    - secretKey: api-key", "app.yaml:13 dangling-reference", DisplayName = "an external one without the entry")]
    [DataRow(ByEntry, "kind: Secret\nmetadata: { name: keys }\nstringData:\n  LLAMA_CLOUD_API_KEY: ''", "secret.yaml:5 empty-value", DisplayName = "an empty entry")]
    [DataRow(ByEntry, "kind: Secret\nmetadata: { name: keys }\nstringData:\n  LLAMA_CLOUD_API_KEY: changeme", "secret.yaml:5 placeholder", DisplayName = "a placeholder")]
    [DataRow(ByEntry, "kind: Secret\nmetadata: { name: keys }\ndata:\n  LLAMA_CLOUD_API_KEY: Y2hhbmdlbWU=", "secret.yaml:5 placeholder", DisplayName = "an encoded placeholder")]
    [DataRow(ByEntry, "kind: Secret\nmetadata: { name: keys }\ndata:\n  LLAMA_CLOUD_API_KEY: plain-text!", "secret.yaml:5 malformed-value", DisplayName = "no base64")]
    [DataRow(Whole, "kind: Secret\nmetadata: { name: keys }\nstringData:\n  LLAMA_CLOUD_API_KEY: \"\"", "secret.yaml:5 empty-value", DisplayName = "an empty entry of a whole Secret")]
    [DataRow(Whole, "kind: Secret\nmetadata: { name: keys }\nstringData:\n  OTHER: x", "app.yaml:6 not-passed", DisplayName = "a whole Secret without it")]
    [DataRow(Whole, "kind: Secret\nmetadata: { name: keys }\nstringData:\n  LLAMA_PARSE_API_KEY: x", "secret.yaml:5 wrong-name", DisplayName = "a whole Secret with another name")]
    [DataRow(Whole + "\n          prefix: APP_", "kind: SealedSecret\nmetadata: { name: keys }\nspec:\n  encryptedData:\n    LLAMA_CLOUD_API_KEY: AgB", "app.yaml:10 wrong-name", DisplayName = "a prefix")]
    [DataRow(Whole + "\n      env: [{ name: LLAMA_CLOUD_API_KEY, value: '' }]", "kind: SealedSecret\nmetadata: { name: keys }\nspec:\n  encryptedData:\n    LLAMA_CLOUD_API_KEY: AgB", "app.yaml:10 overridden", DisplayName = "an empty entry over a whole Secret")]
    public void What_a_Secret_of_the_repository_lacks_is_found(string pod, string secret, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("app.yaml", pod).Add("secret.yaml", "apiVersion: v1\n" + secret);

        Assert.AreEqual(expected, string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow(ByEntry, "kind: SealedSecret\nmetadata: { name: keys }\nspec:\n  encryptedData:\n    LLAMA_CLOUD_API_KEY: AgB", DisplayName = "sealed")]
    [DataRow(ByEntry, "kind: ExternalSecret\nmetadata: { name: keys }\nspec:\n  dataFrom: [{ extract: { key: app } }]", DisplayName = "external, as a whole")]
    [DataRow(ByEntry, "kind: ExternalSecret\nmetadata: { name: other }\nspec:\n  target: { name: keys }\n  data:\n    - secretKey: LLAMA_CLOUD_API_KEY", DisplayName = "external")]
    [DataRow(ByEntry, "kind: Secret\nmetadata: { name: others }\nstringData:\n  api-key: x", DisplayName = "another Secret")]
    [DataRow(ByEntry, "kind: ConfigMap\nmetadata: { name: keys }\ndata:\n  api-key: x", DisplayName = "a ConfigMap of that name")]
    [DataRow(ByEntry, "kind: Secret\nmetadata: { name: keys, namespace: a }\nstringData:\n  LLAMA_CLOUD_API_KEY: ENC[AES256_GCM,data:abc]\nsops: {}", DisplayName = "encrypted in place")]
    [DataRow(ByEntry, "kind: Secret\nmetadata: { name: keys }\ntype: Opaque", DisplayName = "a Secret that is filled later")]
    [DataRow(ByEntry, "kind: InfisicalSecret\nmetadata: { name: x }\nspec:\n  managedSecretReference: { secretName: keys }", DisplayName = "an operator's")]
    [DataRow(Whole, "kind: Secret\nmetadata: { name: keys }\nstringData:\n  LlamaCloud__ApiKey: ENC[x]", DisplayName = "the configuration's name")]
    public void A_healthy_Secret_gives_no_finding(string pod, string secret)
    {
        using Repository repository = Repository.WithPrograms().Add("app.yaml", pod).Add("secret.yaml", "apiVersion: v1\n" + secret);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("kind: ExternalSecret\nmetadata: { name: keys }\nspec:\n  data:\n    - secretKey: api-key", "key: LLAMA_CLOUD_API_KEY, path: LLAMA_CLOUD_API_KEY", "", "app.yaml:15 dangling-reference", DisplayName = "an external Secret without the entry")]
    [DataRow("kind: Secret\nmetadata: { name: keys }\nstringData:\n  llama: x", "key: api-key, path: LLAMA_CLOUD_API_KEY", "", "app.yaml:15 dangling-reference", DisplayName = "another name for it")]
    [DataRow("kind: SealedSecret\nmetadata: { name: keys }\nspec:\n  encryptedData:\n    api-key: AgB", "key: LLAMA_CLOUD_API_KEY, path: key", "", "app.yaml:15 dangling-reference", DisplayName = "a sealed Secret without the entry")]
    [DataRow("kind: ExternalSecret\nmetadata: { name: keys }\nspec:\n  data:\n    - secretKey: LLAMA_CLOUD_API_KEY", "key: LLAMA_CLOUD_API_KEY, path: LLAMA_CLOUD_API_KEY", "", "", DisplayName = "an external Secret")]
    [DataRow("kind: ExternalSecret\nmetadata: { name: keys }\nspec:\n  dataFrom: [{ extract: { key: app } }]", "key: LLAMA_CLOUD_API_KEY, path: LLAMA_CLOUD_API_KEY", "", "", DisplayName = "one as a whole")]
    [DataRow("kind: ExternalSecret\nmetadata: { name: keys }\nspec:\n  data:\n    - secretKey: api-key", "key: LLAMA_CLOUD_API_KEY, path: LLAMA_CLOUD_API_KEY", "optional: true", "", DisplayName = "one that need not be there")]
    [DataRow("kind: ExternalSecret\nmetadata: { name: keys }\nspec:\n  data:\n    - secretKey: api-key", "key: tls.crt, path: tls.crt", "", "", DisplayName = "another file")]
    public void A_file_of_an_entry_that_is_not_there_is_found(string secret, string item, string option, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("src/Worker/Program.cs", "builder.Configuration.AddKeyPerFile(\"/etc/keys\");").Add("secret.yaml", "apiVersion: v1\n" + secret).Add("app.yaml", $$"""
            apiVersion: v1
            kind: Pod
            metadata: { name: worker }
            spec:
              containers:
                - name: app
                  image: acme/worker
                  volumeMounts:
                    - { name: keys, mountPath: /etc/keys }
              volumes:
                - name: keys
                  secret:
                    secretName: keys
                    items:
                      - { {{item}} }
                    {{option}}
            """);

        Assert.AreEqual(expected, string.Join(", ", repository.Examine().Where(static f => f.EndsWith("dangling-reference", StringComparison.Ordinal))));
    }

    [TestMethod]
    public void A_Secret_that_a_script_makes_as_well_is_not_judged_by_its_manifest()
    {
        using Repository repository = Repository.WithPrograms().Add("app.yaml", ByEntry)
            .Add("secret.yaml", "apiVersion: v1\nkind: Secret\nmetadata: { name: keys }\nstringData:\n  other: x")
            .Add("deploy.sh", "kubectl create secret generic keys --from-env-file=.env");

        Assert.IsEmpty(repository.Examine());
    }

    [TestMethod]
    public void A_line_feed_in_base64_is_found()
    {
        string key = "llx-" + string.Concat(Enumerable.Repeat("FaKe", 12));
        foreach ((string text, string expected) in ((string, string)[])[($"{key}\n", "secret.yaml:5 malformed-value"), ($"{key}\r\n", "secret.yaml:5 malformed-value"), (key, "")])
        {
            using Repository repository = Repository.WithPrograms().Add("app.yaml", ByEntry)
                .Add("secret.yaml", $"apiVersion: v1\nkind: Secret\nmetadata: {{ name: keys }}\ndata:\n  LLAMA_CLOUD_API_KEY: {Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\n");

            Assert.AreEqual(expected, string.Join(", ", repository.Examine()));
            Assert.DoesNotContain("FaKe", string.Concat(repository.Findings().Select(static f => f.Diagnostic.Message + f.Fix)));
        }
    }

    [TestMethod]
    public void A_folder_means_its_own_Secret()
    {
        using Repository repository = Repository.WithPrograms()
            .Add("dev/app.yaml", ByEntry).Add("dev/secret.yaml", "apiVersion: v1\nkind: Secret\nmetadata: { name: keys }\nstringData:\n  other: x")
            .Add("prod/app.yaml", ByEntry).Add("prod/secret.yaml", "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: keys }\nspec:\n  encryptedData:\n    LLAMA_CLOUD_API_KEY: AgB");

        Assert.AreEqual("dev/app.yaml:13 dangling-reference", string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("subPath: LLAMA_CLOUD_API_KEY", "app.yaml:11 stale", DisplayName = "one file")]
    [DataRow("readOnly: true", "", DisplayName = "the folder")]
    public void A_file_that_never_follows_its_Secret_is_found(string line, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("src/Worker/Program.cs", "builder.Configuration.AddKeyPerFile(\"/etc/keys\");").Add("app.yaml", $$"""
            apiVersion: v1
            kind: Pod
            metadata: { name: worker }
            spec:
              containers:
                - name: app
                  image: acme/worker
                  volumeMounts:
                    - name: keys
                      mountPath: /etc/keys/LLAMA_CLOUD_API_KEY
                      {{line}}
              volumes:
                - name: keys
                  secret:
                    secretName: keys
                    items: [{ key: LLAMA_CLOUD_API_KEY, path: LLAMA_CLOUD_API_KEY }]
            """);

        Assert.AreEqual(expected, string.Join(", ", repository.Examine()));
    }
}
