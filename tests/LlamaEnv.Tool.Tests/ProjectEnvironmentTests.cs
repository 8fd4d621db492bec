namespace LlamaEnv.Tool.Tests;

/// <summary>Settings that a project has for one environment are those of <c>--environment</c>, as in <c>dotnet build -p:LlamaEnvEnvironment=NAME</c>.</summary>
[TestClass]
public sealed class ProjectEnvironmentTests
{
    private const string ProductionKey = "llx-ProdProdProdProdProdProdProdProdProdProdProdProd";

    private const string Conditions =
        """
        <Project>
          <PropertyGroup>
            <LlamaEnvEnvironment Condition="'$(LlamaEnvEnvironment)' == ''">Development</LlamaEnvEnvironment>
            <LlamaEnvSources>dotenv:development.env</LlamaEnvSources>
          </PropertyGroup>
          <PropertyGroup Condition="'$(LlamaEnvEnvironment)' == 'Production'">
            <LlamaEnvSources>dotenv:production.env</LlamaEnvSources>
            <LlamaEnvOutput>none</LlamaEnvOutput>
          </PropertyGroup>
        </Project>
        """;

    [TestMethod]
    [DataRow("check", "LLAMA_CLOUD_API_KEY from dotenv production.env")]
    [DataRow("explain", "(from dotenv production.env, ")]
    [DataRow("fingerprint", "(from dotenv production.env)")]
    [DataRow("inject", "LLAMA_CLOUD_API_KEY from dotenv production.env")]
    [DataRow("export --format dotenv", ProductionKey)]
    public void The_sources_are_those_of_the_environment(string command, string sign)
    {
        using Store store = WithProject(Conditions);

        Outcome run = Built.Run(store, Built.Tool, [.. command.Split(' '), "--environment", "Production"]).Exits(0);

        Assert.Contains(sign, run.Output + run.Error);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_command_is_started_with_the_key_of_the_environment()
    {
        using Store store = WithProject(Conditions);

        Outcome run = Built.Run(store, Built.Tool, "run", "--environment", "Production", "--", "/bin/sh", "-c", "echo $LLAMA_CLOUD_API_KEY").Exits(0);

        Assert.AreEqual(ProductionKey, run.Output.Trim());
    }

    [TestMethod]
    [DataRow("", true)]
    [DataRow("--environment Staging", true)]
    [DataRow("--environment Production", false)]
    [DataRow("--environment production", false)]
    [DataRow("--environment Production --to dotenv", true)]
    public void The_output_is_that_of_the_environment_unless_an_option_says_another(string options, bool writes)
    {
        using Store store = WithProject(Conditions);

        Built.Run(store, Built.Tool, ["inject", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Exits(0);

        Assert.AreEqual(writes, File.Exists(Path.Combine(store.Root, ".env")));
    }

    [TestMethod]
    public void The_option_goes_before_a_name_that_the_project_sets_without_a_condition()
    {
        using Store store = WithProject(Conditions.Replace(""" Condition="'$(LlamaEnvEnvironment)' == ''" """.TrimEnd(), "", StringComparison.Ordinal));

        Built.Run(store, Built.Tool, "inject", "--environment", "Production").Exits(0);

        Assert.IsFalse(File.Exists(Path.Combine(store.Root, ".env")));
    }

    [TestMethod]
    public void A_variable_is_a_property_of_the_project()
    {
        using Store store = WithProject(Conditions);
        store.Environment["LlamaEnvEnvironment"] = "Production";

        Built.Run(store, Built.Tool, "inject").Exits(0);

        Assert.IsFalse(File.Exists(Path.Combine(store.Root, ".env")));
    }

    [TestMethod]
    public void The_conditions_of_a_file_based_app_hold_as_well()
    {
        using Store store = WithProject(Conditions);
        File.Move(Path.Combine(store.Root, "App.proj"), Path.Combine(store.Root, "Directory.Build.props"));
        File.WriteAllText(Path.Combine(store.Root, "hello.cs"), "System.Console.WriteLine();\n");

        Outcome run = Built.Run(store, Built.Tool, "inject", "hello.cs", "--environment", "Production").Exits(0);

        Assert.Contains("LLAMA_CLOUD_API_KEY from dotenv production.env", run.Error);
        Assert.IsFalse(File.Exists(Path.Combine(store.Root, ".env")));
    }

    [TestMethod]
    [DataRow("Production;LlamaEnvOutput=none")]
    [DataRow("Production%3BLlamaEnvOutput=none")]
    [DataRow("Production,LlamaEnvOutput=none")]
    [DataRow("Production LlamaEnvOutput=none")]
    [DataRow("Production -p:LlamaEnvOutput=none")]
    [DataRow("Production\nLlamaEnvOutput=none")]
    [DataRow("\"Production\";LlamaEnvOutput=none")]
    [DataRow("a b")]
    [DataRow("%3B")]
    [DataRow("x%3B")]
    [DataRow("")]
    [DataRow("$(MSBuildProjectName)")]
    [DataRow("@(None)")]
    [DataRow("=")]
    [DataRow("local")]
    [DataRow(ProductionKey)]
    public void What_is_no_name_never_reaches_the_project(string name)
    {
        // Whatever came would be another error.
        using Store store = WithProject("""<Project><Import Project="no.props" Condition="'$(LlamaEnvEnvironment)$(LlamaEnvOutput)' != ''" /></Project>""");

        Outcome run = Built.Run(store, Built.Tool, "inject", "--environment", name).Exits(1).Reports("LLENV0006");

        Assert.DoesNotContain(ProductionKey, run.Output + run.Error);
        Assert.IsFalse(File.Exists(Path.Combine(store.Root, ".env")));
    }

    [TestMethod]
    public void The_key_of_the_environment_is_no_name_whatever_its_shape()
    {
        using Store store = WithProject("""<Project><Import Project="no.props" Condition="'$(LlamaEnvEnvironment)' != ''" /></Project>""");
        store.Environment["LLAMA_CLOUD_API_KEY"] = "fake.canary.of.a.deployment";

        Outcome run = Built.Run(store, Built.Tool, "inject", "--environment", "fake.canary.of.a.deployment").Exits(1).Reports("LLENV0006");

        Assert.DoesNotContain("canary", run.Output + run.Error);
    }

    private static Store WithProject(string project)
    {
        Store store = new();
        File.WriteAllText(Path.Combine(store.Root, "App.proj"), project);
        File.WriteAllText(Path.Combine(store.Root, "development.env"), $"LLAMA_CLOUD_API_KEY={Sample.KeyText}\n");
        File.WriteAllText(Path.Combine(store.Root, "production.env"), $"LLAMA_CLOUD_API_KEY={ProductionKey}\n");
        return store;
    }
}
