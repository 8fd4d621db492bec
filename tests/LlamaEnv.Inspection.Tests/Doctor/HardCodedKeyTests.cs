using LlamaEnv.Inspection.Tests.Scan;

namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class HardCodedKeyTests
{
    [TestMethod]
    [DataRow("justfile", "LLAMA_CLOUD_API_KEY := \"llx-1\"\nrun:\n  dotnet run\n", 1)]
    [DataRow("Makefile", "LLAMA_CLOUD_API_KEY = llx-1\nrun:\n\tdotnet run\n", 1)]
    [DataRow("Procfile", "web: dotnet Web.dll\nworker: LLAMA_CLOUD_API_KEY=llx-1 dotnet Worker.dll\n", 2)]
    [DataRow("infra/main.tf", "variable \"api_key\" {\n  default = \"llx-1\"\n}\n", 2)]
    [DataRow("chart/templates/_helpers.tpl", "{{- define \"key\" }}llx-1{{ end }}\n", 1)]
    [DataRow("chart/templates/app.yaml", "a: {{ .Values.key | default \"llx-1\" }}\n", 1)]
    [DataRow("compose.yaml", "services:\n  worker:\n    image: acme/other\n    command: --key llx-1\n", 4)]
    [DataRow("run.sh", "curl -H \"Authorization: Bearer llx-1\" https://api.cloud.llamaindex.ai\n", 1)]
    [DataRow("src/Worker/Worker.csproj", "<Project>\n<PropertyGroup><LlamaKey>llx-1</LlamaKey></PropertyGroup></Project>\n", 2)]
    public void A_key_is_found_wherever_it_stands_in_a_file_that_is_read(string file, string text, int line)
    {
        using Repository repository = Repository.WithPrograms().Add(file, text.Replace("llx-1", Keys.Of(1), StringComparison.Ordinal));

        Assert.Contains(FormattableString.Invariant($"{file}:{line} hard-coded"), repository.Examine());
    }

    [TestMethod]
    public void The_same_key_is_named_in_every_file()
    {
        string key = Keys.Of(1);
        using Repository repository = Repository.WithPrograms();
        for (int i = 0; i < 4; i++)
            repository.Add(FormattableString.Invariant($"deploy{i}/compose.yaml"), $"services:\n  worker:\n    build: ../src/Worker\n    environment:\n      LLAMA_CLOUD_API_KEY: {key}\n");

        Assert.HasCount(4, repository.Findings());
        Assert.HasCount(4, repository.Findings().Select(static f => f.Diagnostic.File).Distinct());
    }

    [TestMethod]
    [DataRow("Makefile", "# LLAMA_CLOUD_API_KEY = llx-1\n", DisplayName = "a comment")]
    [DataRow("README.md", "LLAMA_CLOUD_API_KEY=llx-1\n", DisplayName = "a page")]
    [DataRow("docs/Makefile", "LLAMA_CLOUD_API_KEY = llx-1\n", DisplayName = "documentation")]
    [DataRow(".env.example", "LLAMA_CLOUD_API_KEY=llx-1\n", DisplayName = "a sample")]
    public void What_is_not_judged_is_left_to_the_scan(string file, string text)
    {
        using Repository repository = Repository.WithPrograms().Add(file, text.Replace("llx-1", Keys.Of(1), StringComparison.Ordinal));

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }
}
