using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Tests.Doctor;

/// <summary>The manifests that docs/scale.md shows: whole, and healthy for <c>doctor</c>, which finds what is taken out of them.</summary>
[TestClass]
public sealed class SampleManifestTests
{
    private const string Mount = "{ name: llama-cloud, mountPath: /var/run/secrets/llama-cloud, readOnly: true }";

    [TestMethod]
    [DataRow("deployment.yaml", "Deployment worker, HorizontalPodAutoscaler worker")]
    [DataRow("external-secrets-azure.yaml", "ServiceAccount llama-cloud-reader, SecretStore key-vault, ExternalSecret llama-cloud")]
    [DataRow("external-secrets-aws.yaml", "ServiceAccount llama-cloud-reader, SecretStore secrets-manager, ExternalSecret llama-cloud")]
    [DataRow("secrets-store-csi.yaml", "SecretProviderClass llama-cloud, Deployment worker-csi")]
    [DataRow("jobs.yaml", "CronJob nightly, Job backfill")]
    public void Each_file_has_its_objects(string file, string expected)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(Sample(file)));

        Assert.AreEqual(expected, string.Join(", ", stream.Documents.Select(static d => $"{d.RootNode["kind"]} {d.RootNode["metadata"]["name"]}")));
        Assert.IsTrue(stream.Documents.All(static d => d.RootNode["apiVersion"] is YamlScalarNode));
    }

    [TestMethod]
    [DataRow("external-secrets-azure.yaml", DisplayName = "Key Vault")]
    [DataRow("external-secrets-aws.yaml", DisplayName = "AWS")]
    public void Nothing_is_found_in_them(string secret)
    {
        using Repository repository = WithSamples(secret);

        Assert.AreEqual("", string.Join('\n', repository.Examine()));
    }

    [TestMethod]
    [DataRow("deployment.yaml", "- " + Mount, "[]", "deployment.yaml", DisplayName = "a Deployment without its mount")]
    [DataRow("secrets-store-csi.yaml", "- " + Mount, "[]", "secrets-store-csi.yaml", DisplayName = "the same with the CSI driver")]
    [DataRow("jobs.yaml", "- " + Mount, "[]", "jobs.yaml", DisplayName = "jobs without theirs")]
    [DataRow("Worker/Dockerfile", "ENTRYPOINT", "ENV LLAMA_CLOUD_API_KEY=\"\"\nENTRYPOINT", "Worker/Dockerfile", DisplayName = "an image with an empty value")]
    public void What_is_taken_out_of_one_is_found(string file, string good, string bad, string place)
    {
        using Repository repository = WithSamples("external-secrets-azure.yaml");
        string text = repository.Read(file);
        Assert.Contains(good, text);

        repository.Add(file, text.Replace(good, bad, StringComparison.Ordinal));

        Assert.Contains(place + ":", string.Join('\n', repository.Examine()));
    }

    /// <summary>With the pipelines where they are copied to.</summary>
    private static Repository WithSamples(string secret) => new(
        ("Worker/Worker.csproj", Sample("Worker/Worker.csproj")), ("Worker/Program.cs", Sample("Worker/Program.cs")),
        ("Worker/Dockerfile", Sample("Worker/Dockerfile")), ("Worker/.dockerignore", Sample("Worker/.dockerignore")),
        ("deployment.yaml", Sample("deployment.yaml")), ("jobs.yaml", Sample("jobs.yaml")),
        ("secrets-store-csi.yaml", Sample("secrets-store-csi.yaml")), (secret, Sample(secret)),
        (".github/workflows/build.yml", Sample("pipelines/github-actions.yml")), ("azure-pipelines.yml", Sample("pipelines/azure-pipelines.yml")));

    private static string Sample(string file) => File.ReadAllText(TestKit.Repository.At(["samples", "Kubernetes", .. file.Split('/')])).ReplaceLineEndings("\n");
}
