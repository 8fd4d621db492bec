namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class AppHostTests
{
    private const string File = "src/AppHost/AppHost.cs";

    [TestMethod]
    [DataRow("""
        var builder = DistributedApplication.CreateBuilder(args);
        builder.AddDockerfile("worker", "../Worker");
        builder.AddDockerfile("web", "../Web");
        """, "2 not-passed", DisplayName = "a container inherits nothing")]
    [DataRow("""
        var builder = DistributedApplication.CreateBuilder(args);
        builder.AddDockerComposeEnvironment("env");
        builder.AddProject<Projects.Web>("web");
        var worker = builder
            .AddProject<Projects.Worker>("worker")
            .WithReplicas(2);
        """, "5 not-passed", DisplayName = "a project that is published")]
    [DataRow("""
        var builder = DistributedApplication.CreateBuilder(args);
        builder.AddKubernetesEnvironment("k8s");
        var key = builder.AddParameter("llama-cloud-api-key", secret: true);
        builder.AddProject<Projects.Worker>("worker").WithEnvironment("LLAMA_CLOUD_API_KEY", key);
        builder.AddProject("nightly", "../Worker/Worker.csproj").WithReference(redis);
        """, "5 not-passed", DisplayName = "the second of two, by its path")]
    [DataRow("""
        var builder = DistributedApplication.CreateBuilder(args);
        builder.AddDockerfile("worker", "../Worker").WithEnvironment("LLAMA_CLOUD_API_KEY", "");
        """, "2 empty-value", DisplayName = "empty")]
    [DataRow("""
        var builder = DistributedApplication.CreateBuilder(args);
        builder.AddProject<Projects.Worker>("worker")
            .WithEnvironment("LLAMA_CLOUD_API_KEY", builder.Configuration["LlamaKey"] ?? "");
        """, "3 empty-default", DisplayName = "an empty default from the configuration")]
    [DataRow("""
        var builder = DistributedApplication.CreateBuilder(args);
        builder.AddDockerfile("worker", "../Worker").WithEnvironment("LLAMA_CLOUD_API_KEY", Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") ?? string.Empty);
        """, "2 empty-default", DisplayName = "an empty default from the environment")]
    [DataRow("""
        var builder = DistributedApplication.CreateBuilder(args);
        var key = builder.AddParameter("llama-cloud-api-key", builder.Configuration["Llama"] ?? "", secret: true);
        builder.AddDockerfile("worker", "../Worker").WithEnvironment("LLAMA_CLOUD_API_KEY", key);
        """, "2 empty-default", DisplayName = "an empty default of a parameter")]
    [DataRow("""
        var builder = DistributedApplication.CreateBuilder(args);
        builder.AddDockerfile("worker", "../Worker").WithEnvironment("LLAMA_PARSE_API_KEY", builder.AddParameter("key", secret: true));
        """, "2 wrong-name", DisplayName = "another name")]
    [DataRow("""
        var builder = DistributedApplication.CreateBuilder(args);
        var openai = builder.AddParameter("openai-api-key", secret: true);
        builder.AddDockerfile("worker", "../Worker").WithEnvironment("LLAMA_CLOUD_API_KEY", openai);
        """, "3 other-provider", DisplayName = "another provider's parameter")]
    [DataRow("""
        var builder = DistributedApplication.CreateBuilder(args);
        var key = builder.AddParameter("llama-cloud-api-key", secret: true);
        builder.AddDockerfile("worker", "../Worker")
            .WithBuildArg("LLAMA_CLOUD_API_KEY", key)
            .WithEnvironment("LLAMA_CLOUD_API_KEY", key);
        """, "4 baked-into-image", DisplayName = "an argument of the build")]
    [DataRow("""
        var builder = DistributedApplication.CreateBuilder(args);
        var x = builder.AddParameter("x", builder.Configuration["Acme:Llama"] ?? "");
        builder.AddDockerfile("worker", "../Worker").WithEnvironment("LLAMA_CLOUD_API_KEY", x);
        """, "2 empty-default", DisplayName = "a parameter of any name with an empty default")]
    [DataRow("""
        var builder = DistributedApplication.CreateBuilder(args);
        builder.AddDockerfile("worker", "../Worker").WithEnvironment("LLAMA_CLOUD_API_KEY", builder.AddParameter("x", valueGetter: () => builder.Configuration["Acme:Llama"] ?? string.Empty));
        """, "2 empty-default", DisplayName = "a parameter that is made where it is used")]
    public void A_resource_without_a_usable_key_is_found(string code, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("src/AppHost/AppHost.csproj", Repository.Other).Add(File, code);

        Assert.AreEqual($"{File}:{expected}", string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("""builder.AddProject<Projects.Worker>("worker"); builder.AddProject<Projects.Web>("web");""", DisplayName = "projects on this machine inherit")]
    [DataRow("""builder.AddExecutable("worker", "dotnet", "../Worker", "run");""", DisplayName = "executables on this machine inherit")]
    [DataRow("""builder.AddContainer("db", "postgres"); builder.AddDockerfile("web", "../Web");""", DisplayName = "containers that need none")]
    [DataRow("""builder.AddDockerfile("worker", "../Worker").WithEnvironment("LLAMA_CLOUD_API_KEY", builder.AddParameter("llama-cloud-api-key", secret: true));""", DisplayName = "on the chain")]
    [DataRow("""
        var worker = builder.AddDockerfile("worker", "../Worker");
        if (builder.ExecutionContext.IsPublishMode)
            worker.WithEnvironment("LLAMA_CLOUD_API_KEY", key);
        """, DisplayName = "later on the variable")]
    [DataRow("""
        var worker = builder.AddDockerfile("worker", "../Worker");
        var nightly = builder.AddDockerfile("nightly", "../Worker");
        foreach (var resource in new[] { worker, nightly })
            resource.WithEnvironment("LLAMA_CLOUD_API_KEY", key);
        """, DisplayName = "in a loop")]
    [DataRow("""
        var worker = builder.AddDockerfile("worker", "../Worker");
        IResourceBuilder<ContainerResource>[] all = [worker];
        foreach (var resource in all) { resource.WithEnvironment("LLAMA_CLOUD_API_KEY", key); }
        """, DisplayName = "in a loop over a variable")]
    [DataRow("""
        builder.AddDockerfile("worker", "../Worker").WithLlamaCloud(key);
        static class Extensions { public static IResourceBuilder<T> WithLlamaCloud<T>(this IResourceBuilder<T> resource, IResourceBuilder<ParameterResource> key) => resource.WithEnvironment("LLAMA_CLOUD_API_KEY", key); }
        """, DisplayName = "in an extension method")]
    [DataRow("""
        var worker = builder.AddDockerfile("worker", "../Worker");
        GiveKey(worker);
        void GiveKey(IResourceBuilder<ContainerResource> resource) { resource.WithEnvironment("LLAMA_CLOUD_API_KEY", key); }
        """, DisplayName = "in a local function")]
    [DataRow("""
        const string Name = "LLAMA_CLOUD_API_KEY";
        builder.AddDockerfile("worker", "../Worker").WithEnvironment(Name, key);
        """, DisplayName = "by a constant")]
    [DataRow("""builder.AddDockerfile("worker", "../Worker").WithEnvironment(context => context.EnvironmentVariables["LLAMA_CLOUD_API_KEY"] = key);""", DisplayName = "in a callback")]
    [DataRow("""builder.AddDockerfile("worker", "../Worker").WithEnvironmentFile("../.env");""", DisplayName = "by a method nobody knows")]
    [DataRow("""builder.AddDockerfile("worker", "../Worker").WithContainerRuntimeArgs("--env-file", ".env");""", DisplayName = "by an argument of the container's runtime")]
    [DataRow("""
        builder.AddDockerfile("worker", "../Worker");
        foreach (var resource in builder.Resources.OfType<ContainerResource>())
            builder.CreateResourceBuilder(resource).WithEnvironment("LLAMA_CLOUD_API_KEY", key);
        """, DisplayName = "to all of them")]
    [DataRow("""builder.AddDockerfile("worker", "../Worker").WithEnvironment("LLAMA_CLOUD_API_KEY", Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY"));""", DisplayName = "the host's")]
    [DataRow("""
        var other = builder.AddParameter("other", builder.Configuration["Other"] ?? "");
        builder.AddDockerfile("worker", "../Worker").WithEnvironment("LLAMA_CLOUD_API_KEY", key).WithEnvironment("OTHER", other);
        """, DisplayName = "an empty default of something else")]
    public void A_healthy_host_gives_no_finding(string code)
    {
        using Repository repository = Repository.WithPrograms().Add("src/AppHost/AppHost.csproj", Repository.Other).Add(File, "var builder = DistributedApplication.CreateBuilder(args);\nvar key = builder.AddParameter(\"llama-cloud-api-key\", secret: true);\n" + code);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    public void The_lines_to_add_take_the_parameter_that_is_there()
    {
        using Repository repository = Repository.WithPrograms().Add("src/AppHost/AppHost.csproj", Repository.Other).Add(File, """
            var builder = DistributedApplication.CreateBuilder(args);
            var llama = builder.AddParameter("llama-cloud-api-key", secret: true);
            builder.AddDockerfile("worker", "../Worker").WithEnvironment("LLAMA_CLOUD_API_KEY", llama);
            builder.AddDockerfile("nightly", "../Worker");
            """);

        Assert.AreEqual("    .WithEnvironment(\"LLAMA_CLOUD_API_KEY\", llama)", repository.Findings().Single().Fix);
    }

    [TestMethod]
    public void A_project_of_a_deployed_host_needs_it()
    {
        using Repository repository = Repository.WithPrograms().Add("src/AppHost/AppHost.csproj", Repository.Other).Add("azure.yaml", "name: app\n").Add(File, """
            var builder = DistributedApplication.CreateBuilder(args);
            builder.AddProject<Projects.Worker>("worker");
            """);

        Assert.AreEqual($"{File}:2 not-passed", string.Join(", ", repository.Examine()));
    }
}
