namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class JudgedFilesTests
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: one }\nspec:\n  containers:\n    - name: app\n      image: acme/worker\n";

    [TestMethod]
    [DataRow("docs/k8s/pod.yaml", Pod)]
    [DataRow("doc/pod.yaml", Pod)]
    [DataRow("Documentation/examples/pod.yaml", Pod)]
    [DataRow("sdk/docs/compose.yaml", "services:\n  worker:\n    image: acme/worker\n")]
    [DataRow("docs/chart/Chart.yaml", "apiVersion: v2\nname: worker\n")]
    [DataRow("docs/infra/main.tf", "resource \"docker_container\" \"w\" {\n  image = \"acme/worker\"\n}\n")]
    public void Documentation_is_not_judged(string file, string text)
    {
        using Repository repository = Repository.WithPrograms().Add(file, text);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("deploy/pod.yaml", "src/Other/Other.csproj", DisplayName = "another folder")]
    [DataRow("services/docs/pod.yaml", "services/docs/Api/Docs.Api.csproj", DisplayName = "a service that is called so")]
    [DataRow("docs/pod.yaml", "docs/Docs.csproj", DisplayName = "a program that is called so")]
    [DataRow("my-docs/pod.yaml", "src/Other/Other.csproj", DisplayName = "a longer name")]
    public void What_is_only_called_so_is_judged(string file, string project)
    {
        using Repository repository = Repository.WithPrograms().Add(project, Repository.Other).Add(file, Pod);

        Assert.AreEqual($"{file}:6 not-passed", string.Join(", ", repository.Examine()));
    }
}
