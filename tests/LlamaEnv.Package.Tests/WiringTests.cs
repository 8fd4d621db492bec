namespace LlamaEnv.Package.Tests;

/// <summary>What a build and a publish say of the start: who gets the key, and who does not. The key is in a profile, which programs do not see.</summary>
[TestClass]
public sealed class WiringTests
{
    [TestMethod]
    [DataRow("")]
    [DataRow("-p:LlamaEnvUseExec=true")]
    public void A_test_project_that_loads_nothing_is_warned_of_in_every_build(string arguments)
    {
        using TestProject project = WithProfile(TestProject.App()).WithProperty("IsTestProject", "true");

        for (int build = 0; build < 2; build++)
        {
            Outcome outcome = project.Build(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Exits(0).Reports("LLENV0061");
            Assert.AreEqual(project.File, outcome.The("LLENV0061").Origin, outcome.ToString());
        }

        project.Build("-p:LlamaEnvWiring=false").Exits(0).Reports();
        project.WithKeyAndProject().Environment["LLAMA_CLOUD_USE_PROFILE"] = "1";
        project.Build("-warnaserror").Exits(0).Reports();
    }

    [TestMethod]
    public void As_an_error_nothing_is_written()
    {
        using TestProject project = WithProfile(TestProject.App()).WithProperty("IsTestProject", "true");
        project.Build("-warnaserror").Exits(1).Reports("LLENV0061");
        Assert.IsFalse(project.Exists(".env"));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("-p:LlamaEnvUseExec=true")]
    public void A_program_gets_a_sentence_and_no_warning(string arguments)
    {
        using TestProject project = WithProfile(TestProject.App());

        Outcome outcome = project.Build(["-warnaserror", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Exits(0).Reports();

        Assert.Contains($"-> {project.EnvFile}. Nothing in this project loads that file. Add LlamaEnv.Hosting", outcome.Output, outcome.ToString());
        Outcome silent = project.Build("-p:LlamaEnvWiring=false").Exits(0).Reports();
        Assert.DoesNotContain("Nothing in this project", silent.Output, silent.ToString());
    }

    [TestMethod]
    public void A_file_based_app_is_warned_of_until_it_has_the_loader()
    {
        using TestProject folder = WithProfile(TestProject.EmptyFolder());
        string directives = $"#:package LlamaEnv.MSBuild@{Packages.Version}\n#:property PublishAot=false\n";
        folder.WithFile("hello.cs", $"{directives}System.Console.WriteLine(\"hello\");\n");

        Outcome outcome = folder.Dotnet("build", "hello.cs").Exits(0).Reports("LLENV0061");
        Assert.AreEqual(Path.Combine(folder.Directory, "hello.cs"), outcome.The("LLENV0061").Origin, outcome.ToString());

        folder.WithFile("hello.cs", $"{directives}#:package LlamaEnv.Hosting@{Packages.Version}\nLlamaEnv.Hosting.LlamaEnvFile.Load();\n");
        folder.Dotnet("build", "hello.cs").Exits(0).Reports();
    }

    [TestMethod]
    public void A_library_names_the_program_that_goes_without()
    {
        using TestProject folder = WithProfile(TestProject.EmptyFolder());
        string app = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><ProjectReference Include="../lib/Lib.csproj" />@</ItemGroup></Project>""";
        folder.WithFile("lib/Lib.csproj", Packages.ProjectText("net10.0").Replace("<OutputType>Exe</OutputType>", "", StringComparison.Ordinal))
            .WithFile("app/App.csproj", app.Replace("@", "", StringComparison.Ordinal))
            .WithFile("app/Program.cs", "return;");

        Outcome outcome = folder.Dotnet("build", "app").Exits(0).Reports("LLENV0061");
        Assert.AreEqual(Path.Combine(folder.Directory, "lib", "Lib.csproj"), outcome.The("LLENV0061").Origin, outcome.ToString());
        Assert.Contains(Path.Combine(folder.Directory, "app", "App.csproj"), outcome.The("LLENV0061").Text, outcome.ToString());

        folder.WithFile("app/App.csproj", app.Replace("@", $"""<PackageReference Include="LlamaEnv.MSBuild" Version="{Packages.Version}" /><PackageReference Include="LlamaEnv.Hosting" Version="{Packages.Version}" />""", StringComparison.Ordinal));
        folder.Dotnet("build", "app").Exits(0).Reports();
    }

    /// <summary>The line stays where it is, whatever an earlier build said of the source.</summary>
    [TestMethod]
    public void A_key_that_only_an_earlier_build_knew_is_told()
    {
        using TestProject project = WithProfile(TestProject.App());
        project.Build().Exits(0);
        Directory.Delete(project.Store.Directory, recursive: true);

        for (int build = 0; build < 2; build++)
        {
            Outcome outcome = project.Build("-warnaserror").Exits(0).Reports();
            Assert.Contains("No other source has a key now: an earlier build took this one from profile 'work'", outcome.Output, outcome.ToString());
        }
    }

    [TestMethod]
    public void User_secrets_stay_where_they_are_and_the_program_has_them()
    {
        Canary canary = new();
        using TestProject project = WithLoader(TestProject.EmptyFolder(), "<PropertyGroup><UserSecretsId>demo</UserSecretsId></PropertyGroup>");
        project.Environment["HOME"] = project.Environment["USERPROFILE"] = Path.Combine(project.Folder, "home");
        project.Environment["APPDATA"] = Path.Combine(project.Folder, "home", "AppData");
        project.WithFile("../home/AppData/Microsoft/UserSecrets/demo/secrets.json", $$"""{ "LlamaCloud:ApiKey": "{{canary.Key}}" }""");

        Outcome build = project.Dotnet("build").Exits(0).Reports();
        Assert.Contains("LLAMA_CLOUD_API_KEY from user-secrets; LLAMA_CLOUD_BASE_URL from default: valid. Not copied: the program reads user secrets itself", build.Output);
        Assert.IsFalse(project.Exists(".env"));
        Outcome run = project.Dotnet("run", "--no-build").Exits(0).Reports();
        Assert.IsTrue(run.Output.Contains($"SET {canary.Key} {Values.DefaultUrl} -", StringComparison.Ordinal), "the program has the set");

        project.Dotnet("build", "-p:LlamaEnvOutput=dotenv").Exits(0).Reports();
        Assert.IsTrue(project.Exists(".env"));
    }

    [TestMethod]
    [DataRow("publish")]
    [DataRow("publish --use-current-runtime --no-self-contained")]
    [DataRow("publish --use-current-runtime --no-self-contained -p:PublishSingleFile=true")]
    [DataRow("msbuild -restore -t:Publish -nologo -v:m")]
    public void What_is_published_has_no_file_and_no_path_and_its_variables_are_named(string command)
    {
        using TestProject project = WithLoader(WithProfile(TestProject.EmptyFolder()), """<ItemGroup><LlamaEnvVariable Include="MODE" Secret="false" Default="fast" /></ItemGroup>""");
        string published = Path.Combine(project.Folder, "published");

        Outcome outcome = project.Dotnet([.. command.Split(' '), $"-p:PublishDir={published}/"]).Exits(0).Reports();

        Assert.AreEqual("Where it runs, set LLAMA_CLOUD_API_KEY, LLAMA_CLOUD_BASE_URL, LLAMA_AGENTS_PROJECT_ID", Told(outcome));
        AssertHasNothing(published, project);
    }

    [TestMethod]
    public void Nor_has_one_for_one_of_several_frameworks_nor_one_that_was_built_before()
    {
        using TestProject project = WithLoader(WithProfile(TestProject.EmptyFolder()), "<PropertyGroup><TargetFramework /><TargetFrameworks>net10.0</TargetFrameworks></PropertyGroup>");
        string published = Path.Combine(project.Folder, "published");

        Outcome outcome = project.Dotnet("publish", "-f", "net10.0", "-o", published).Exits(0).Reports();
        Assert.AreEqual("Where it runs, set LLAMA_CLOUD_API_KEY, LLAMA_CLOUD_BASE_URL, LLAMA_AGENTS_PROJECT_ID", Told(outcome));
        AssertHasNothing(published, project);

        Outcome again = project.Dotnet("publish", "--no-build", "-f", "net10.0", "-o", published).Exits(0).Reports();
        Assert.AreEqual("Where it runs, set LLAMA_CLOUD_API_KEY", Told(again));
        Assert.DoesNotContain("LlamaEnv: what is published", project.Dotnet("publish", "-f", "net10.0", "-p:LlamaEnvWiring=false").Exits(0).Output);
    }

    [TestMethod]
    public void One_that_an_item_carries_is_warned_of_and_not_said_to_be_absent()
    {
        using TestProject project = WithLoader(WithProfile(TestProject.EmptyFolder()), """<ItemGroup><None Update=".env" CopyToPublishDirectory="Always" /></ItemGroup>""").WithFile(".env", "A=1\n");

        Outcome outcome = project.Dotnet("publish", "-o", Path.Combine(project.Folder, "published")).Exits(0).Reports("LLENV0036");

        Assert.Contains("LlamaEnv: Where it runs, set LLAMA_CLOUD_API_KEY", outcome.Output, outcome.ToString());
    }

    /// <summary>An image cannot be made here, as that fetches another one. What would go into it is known before.</summary>
    [TestMethod]
    public void An_image_gets_neither_the_file_nor_a_variable()
    {
        using TestProject project = WithLoader(WithProfile(TestProject.EmptyFolder()), "<PropertyGroup><EnableSdkContainerSupport>true</EnableSdkContainerSupport></PropertyGroup>");
        project.With("""
            <Target Name="CreateNewImageInPlaceOf" AfterTargets="ComputeContainerConfig">
              <Message Importance="high" Text="IMAGE $([System.IO.Path]::GetFullPath('$(PublishDir)')) @(ContainerEnvironmentVariable->'%(Identity)=%(Value)') @(ContainerEntrypoint) @(ContainerAppCommand) @(ContainerLabel->'%(Identity)=%(Value)')" />
            </Target>
            """);

        Outcome outcome = project.Dotnet("msbuild", "-restore", "-t:Publish;ComputeContainerConfig", "-nologo", "-v:m", "-p:ContainerRuntimeIdentifier=linux-x64").Exits(0).Reports();

        string image = outcome.Output.Split('\n').Single(line => line.Contains("IMAGE ", StringComparison.Ordinal)).Trim();
        AssertHasNothing(image.Split(' ')[1], project);
        Assert.DoesNotContain("LLAMA", image);
        Assert.DoesNotContain(".env", image);
        Assert.AreEqual("Where it runs, set LLAMA_CLOUD_API_KEY, LLAMA_CLOUD_BASE_URL, LLAMA_AGENTS_PROJECT_ID", Told(outcome));
    }

    /// <summary>The program that docs/deploy.md shows, and what its check proves.</summary>
    [TestMethod]
    public void A_published_program_checks_itself_as_documented()
    {
        string page = File.ReadAllText(Path.Combine(TestKit.Repository.Root, "docs", "deploy.md"));
        string program = page[(page.IndexOf("```csharp\n", StringComparison.Ordinal) + 10)..];
        using TestProject project = WithLoader(WithProfile(TestProject.EmptyFolder())).WithFile("Program.cs", $"{program[..program.IndexOf("```", StringComparison.Ordinal)]}System.Console.WriteLine(\"serves\");");
        string published = Path.Combine(project.Folder, "published");
        project.Dotnet("publish", "-o", published).Exits(0).Reports();

        Outcome without = Start("check").Exits(1).Reports("LLENV0001");
        Assert.StartsWith("llama-env : error LLENV0001: LLAMA_CLOUD_API_KEY is missing. ", without.Error);
        Assert.AreEqual("", Start().Exits(1).Reports("LLENV0001").Output);
        project.Environment["LLAMA_CLOUD_API_KEY"] = "@Microsoft.KeyVault(SecretUri=https://my-vault.vault.azure.net/secrets/LLAMA-CLOUD-API-KEY)";
        Start("check").Exits(1).Reports("LLENV0018");
        project.Environment["LLAMA_CLOUD_API_KEY"] = Values.Key;
        Assert.AreEqual("", Start("check").Exits(0).Reports().Output);
        Assert.AreEqual("serves", Start().Exits(0).Reports().Output.TrimEnd());

        Outcome Start(params string[] arguments) => ChildProcess.Run(ChildProcess.Dotnet, [Path.Combine(published, "App.dll"), .. arguments], Path.GetTempPath(), project.Environment);
    }

    private static string Told(Outcome outcome)
    {
        string line = outcome.Output.Split('\n').Single(line => line.Contains("LlamaEnv: what is published", StringComparison.Ordinal));
        return line[line.IndexOf("Where", StringComparison.Ordinal)..line.LastIndexOf(" (", StringComparison.Ordinal)];
    }

    private static void AssertHasNothing(string published, TestProject project)
    {
        string[] files = Directory.GetFiles(published, "*", SearchOption.AllDirectories);
        Assert.IsNotEmpty(files);
        Assert.IsEmpty(files.Where(file => file.EndsWith(".env", StringComparison.Ordinal) || file.EndsWith(".dev.json", StringComparison.Ordinal)).ToArray());
        foreach (string file in files)
        {
            string text = File.ReadAllText(file, System.Text.Encoding.Latin1);
            Assert.IsFalse(text.Contains(Values.ProfileKey, StringComparison.Ordinal) || text.Contains(project.EnvFile, StringComparison.Ordinal), file);
        }
    }

    private static TestProject WithProfile(TestProject project)
    {
        project.Store.WithCurrentProfile();
        return project;
    }

    /// <summary>The four lines of the README.</summary>
    private static TestProject WithLoader(TestProject folder, string more = "") => folder
        .WithFile("App.csproj", Packages.ProjectText("net10.0", more: $"""<ItemGroup><PackageReference Include="LlamaEnv.Hosting" Version="{Packages.Version}" /></ItemGroup>{more}"""))
        .WithFile("Program.cs", """
            LlamaEnv.Hosting.LlamaEnvFile.Load();
            string Get(string name) => System.Environment.GetEnvironmentVariable(name) ?? "-";
            System.Console.WriteLine($"SET {Get("LLAMA_CLOUD_API_KEY")} {Get("LLAMA_CLOUD_BASE_URL")} {Get("LLAMA_AGENTS_PROJECT_ID")}");
            """);
}
