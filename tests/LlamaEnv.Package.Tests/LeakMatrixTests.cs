namespace LlamaEnv.Package.Tests;

/// <summary>
/// Every way for the key into what MSBuild logs, tried on a real project with everything logged: what LlamaEnv does adds
/// nothing, and of what a project or an environment adds, LlamaEnv says what it can see.
/// </summary>
[TestClass]
public sealed class LeakMatrixTests
{
    private static readonly string[] s_loud = ["-v:diag", "-bl:build.binlog"];

    /// <summary>A task of the project's own, written in it, that reads the variable where it may.</summary>
    private const string Sample =
        """
        <UsingTask TaskName="Sample" TaskFactory="RoslynCodeTaskFactory" AssemblyFile="$(MSBuildToolsPath)/Microsoft.Build.Tasks.Core.dll">
          <ParameterGroup><Mode /><Input /><Value Output="true" /><Item ParameterType="Microsoft.Build.Framework.ITaskItem" Output="true" /></ParameterGroup>
          <Task><Code Type="Fragment" Language="cs"><![CDATA[
            string key = System.Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY");
            Value = key;
            Item = new Microsoft.Build.Utilities.TaskItem("item", new System.Collections.Generic.Dictionary<string, string> { ["Key"] = key });
            if (Mode == "copy") System.Environment.SetEnvironmentVariable("COPY_OF_THE_KEY", key);
            if (Mode == "log") Log.LogMessage(MessageImportance.Low, key);
            if (Mode == "throw") throw new System.InvalidOperationException(key);
          ]]></Code></Task>
        </UsingTask>
        """;

    /// <summary>All that is harmless, at once: the sum is found nowhere, so no part of it is.</summary>
    private const string Harmless = Sample +
        """
        <PropertyGroup>
          <HasKey>true</HasKey>
          <HasKey Condition="$([System.String]::IsNullOrEmpty($([System.Environment]::GetEnvironmentVariable('LLAMA_CLOUD_API_KEY'))))">false</HasKey>
          <LengthOfKey>$([System.Environment]::GetEnvironmentVariable('LLAMA_CLOUD_API_KEY').Length)</LengthOfKey>
        </PropertyGroup>
        <ItemGroup><None Include=".env" /><AdditionalFiles Include=".env" /></ItemGroup>
        <Target Name="TaskThatReadsAndCopiesTheVariable" AfterTargets="LlamaEnvInject"><Sample Mode="copy" /></Target>
        <Target Name="ProgramThatInheritsIt" AfterTargets="LlamaEnvInject"><Exec Command="exit 0" /></Target>
        """;

    [TestMethod]
    [DataRow("build", "")]
    [DataRow("build -mt", "")]
    [DataRow("build -check", "MSBUILDLOGTASKINPUTS")]
    public void The_key_is_in_the_file_alone(string command, string variable)
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKey(canary).With(Harmless);
        project.Environment[variable.Length > 0 ? variable : "UNUSED"] = "1";

        Outcome outcome = project.Dotnet([.. command.Split(' '), "--no-restore", .. s_loud]);

        Assert.AreEqual((0, ""), (outcome.ExitCode, outcome.Codes));
        canary.AssertFoundIn([".env"], project, outcome);
    }

    [TestMethod]
    public void The_key_is_in_the_files_alone_with_several_outputs_and_frameworks()
    {
        Canary canary = new();
        using TestProject project = TestProject.MultiTargetedApp().WithKey(canary).With(Harmless).WithProperty("LlamaEnvOutput", "dotenv;launch-settings");

        Outcome outcome = project.Build(s_loud);

        Assert.AreEqual((0, ""), (outcome.ExitCode, outcome.Codes));
        canary.AssertFoundIn([".env", "Properties/launchSettings.json"], project, outcome);
    }

    [TestMethod]
    public void The_key_is_not_in_what_MSBuild_tells_a_task_in_another_process()
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKey(canary).With(
            """<UsingTask TaskName="LlamaEnv.MSBuild.InjectCredentials" AssemblyFile="$(_LlamaEnvTaskAssembly)" TaskFactory="TaskHostFactory" />""");
        project.Environment["MSBUILDDEBUGCOMM"] = "1";
        project.Environment["MSBUILDDEBUGPATH"] = Path.Combine(project.Directory, "traces");

        Outcome outcome = project.Build(s_loud);

        Assert.AreEqual((0, ""), (outcome.ExitCode, outcome.Codes));
        Assert.IsNotEmpty(Directory.GetFiles(Path.Combine(project.Directory, "traces")), "no other process was traced");
        canary.AssertFoundIn([".env"], project, outcome);
    }

    [TestMethod]
    [DataRow("run")]
    [DataRow("test")]
    public void The_key_is_in_the_file_alone_when_it_is_given_to_the_program_too(string command)
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKey(canary)
            .WithProperty("IsTestingPlatformApplication", "true")
            .WithFile("global.json", """{ "test": { "runner": "Microsoft.Testing.Platform" } }""")
            .WithFile("Program.cs", """System.IO.File.WriteAllText("started", System.Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY")!.Length.ToString());""");

        Outcome outcome = project.Dotnet([command, "--no-restore", "-e", $"LLAMA_CLOUD_API_KEY={canary.Key}", .. s_loud]);

        Assert.AreEqual("", outcome.Codes);
        Assert.IsTrue(project.Exists("started") && project.Exists("build.binlog"), $"exit code {outcome.ExitCode}");
        canary.AssertFoundIn([".env"], project, outcome);
    }

    public static IEnumerable<object[]> Projects =>
    [
        // LLENV0040 is promised for these: the project's own text shows them.
        ["a condition in evaluation", "<PropertyGroup><A Condition=\"'$(LLAMA_CLOUD_API_KEY)' == ''\">1</A></PropertyGroup>", "LLENV0040"],
        ["a condition on a target", "<Target Name='T' AfterTargets='LlamaEnvInject' Condition=\"'$(LLAMA_CLOUD_API_KEY)' == ''\" />", "LLENV0040"],
        ["a condition on an Error", "<Target Name='T' AfterTargets='LlamaEnvInject'><Error Condition=\"'$(llama_cloud_api_key)' == ''\" /></Target>", "LLENV0040"],
        ["a Message", "<Target Name='T' AfterTargets='LlamaEnvInject'><Message Importance='low' Text='$(LLAMA_CLOUD_API_KEY)' /></Target>", "LLENV0040"],
        ["a length", "<PropertyGroup><A>$(LLAMA_CLOUD_API_KEY.Length)</A></PropertyGroup>", "LLENV0040"],
        ["a task's input", Sample + "<Target Name='T' AfterTargets='LlamaEnvInject'><Sample Input='$(LLAMA_CLOUD_API_KEY)' /></Target>", "LLENV0040"],
        ["a task's input that is not to be logged", Sample + "<PropertyGroup><DisableLogTaskParameter_Sample_Input>true</DisableLogTaskParameter_Sample_Input></PropertyGroup><Target Name='T' AfterTargets='LlamaEnvInject'><Sample Input='$(LLAMA_CLOUD_API_KEY)' /></Target>", "LLENV0040"],
        ["a program's environment", "<Target Name='T' AfterTargets='LlamaEnvInject'><Exec Command='exit 0' EnvironmentVariables='KEY=$(LLAMA_CLOUD_API_KEY)' /></Target>", "LLENV0040"],
        ["lines for a file", "<Target Name='T' AfterTargets='LlamaEnvInject'><WriteLinesToFile File='obj/lines' Lines='$(LLAMA_CLOUD_API_KEY)' /><Delete Files='obj/lines' /></Target>", "LLENV0040"],
        ["a function's value", "<PropertyGroup><A>$([System.Environment]::GetEnvironmentVariable('LLAMA_CLOUD_API_KEY'))</A></PropertyGroup>", "LLENV0040"],
        ["a function's value in an import's condition", "<Import Project='none.props' Condition=\"'$([System.Environment]::GetEnvironmentVariable(`LLAMA_CLOUD_API_KEY`))' == ''\" />", "LLENV0040"],
        ["a function's value, with a blank before the parenthesis", "<PropertyGroup><A>$([System.Environment]::GetEnvironmentVariable ('LLAMA_CLOUD_API_KEY'))</A></PropertyGroup>", "LLENV0040"],
        ["a function's value, by a name in a property", "<PropertyGroup><N>LLAMA_CLOUD_API_KEY</N><A>$([System.Environment]::GetEnvironmentVariable($(N)))</A></PropertyGroup>", "LLENV0040"],
        ["an expanded text", "<PropertyGroup><A>$([System.Environment]::ExpandEnvironmentVariables('%25LLAMA_CLOUD_API_KEY%25'))</A></PropertyGroup>", "LLENV0040"],
        ["all variables", "<PropertyGroup><A>$([System.Environment]::GetEnvironmentVariables())</A></PropertyGroup>", "LLENV0040"],
        ["a length, behind a blank", "<PropertyGroup><A>$( LLAMA_CLOUD_API_KEY.Length)</A></PropertyGroup>", "LLENV0040"],
        ["the text of the .env", "<Target Name='T' AfterTargets='LlamaEnvInject'><PropertyGroup><A>$([System.IO.File]::ReadAllText('$(MSBuildProjectDirectory)/.env'))</A></PropertyGroup></Target>", "LLENV0040"],
        ["the lines of the .env", "<Target Name='T' AfterTargets='LlamaEnvInject'><ReadLinesFromFile File='.env'><Output TaskParameter='Lines' ItemName='A' /></ReadLinesFromFile></Target>", "LLENV0040"],
        ["a property of that name", "<PropertyGroup><LLAMA_CLOUD_API_KEY>other</LLAMA_CLOUD_API_KEY></PropertyGroup>", "LLENV0040"],

        // Nothing is said of these: only who runs them knows what they yield.
        ["a task's output in a property", Sample + "<Target Name='T' AfterTargets='LlamaEnvInject'><Sample><Output TaskParameter='Value' PropertyName='A' /></Sample></Target>", ""],
        ["a task's output in an item's metadata", Sample + "<Target Name='T' AfterTargets='LlamaEnvInject'><Sample><Output TaskParameter='Item' ItemName='A' /></Sample></Target>", ""],
        ["a task that logs it", Sample + "<Target Name='T' AfterTargets='LlamaEnvInject'><Sample Mode='log' /></Target>", ""],
    ];

    [TestMethod]
    [DynamicData(nameof(Projects))]
    public void A_project_that_has_the_key_logged(string how, string xml, string codes)
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKey(canary).With(xml);

        Outcome outcome = project.BuildInject(s_loud);

        Assert.AreEqual(codes, outcome.Codes, how);
        canary.AssertFoundIn([".env", "build.binlog (stream)", "standard output"], project, outcome);
    }

    /// <summary>MSBuild shows the message of an exception that leaves a task. None leaves ours.</summary>
    [TestMethod]
    public void A_task_that_fails_with_the_key_in_its_message()
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKey(canary).With(Sample + "<Target Name='T' AfterTargets='LlamaEnvInject'><Sample Mode='throw' /></Target>");

        Outcome outcome = project.BuildInject(s_loud);

        Assert.AreEqual("MSB4018", string.Join(' ', outcome.Diagnostics.Select(d => d.Code).Distinct()));
        canary.AssertFoundIn([".env", "build.binlog (stream)", "standard output"], project, outcome);
    }

    [TestMethod]
    public void A_project_that_embeds_the_file_in_the_log()
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKey(canary).With("<ItemGroup><EmbedInBinlog Include='.env' /></ItemGroup>");

        Outcome first = project.BuildInject(s_loud);
        Outcome second = project.BuildInject(s_loud); // The logger may look for the file before the first build has written it.

        Assert.AreEqual(("LLENV0036", "LLENV0036"), (first.Codes, second.Codes));
        canary.AssertFoundIn([".env", "build.binlog (archive: .env)"], project, first, second);
    }

    [TestMethod]
    [DataRow("MSBUILDLOGALLENVIRONMENTVARIABLES", "1", true, "LLENV0040")]
    [DataRow("MSBUILDLOGALLENVIRONMENTVARIABLES", "0", true, "LLENV0040")]
    [DataRow("MsBuildLogPropertyTracking", "2", true, "LLENV0040")]
    [DataRow("MsBuildLogPropertyTracking", "15", true, "LLENV0040")]
    [DataRow("MsBuildLogPropertyTracking", "13", false, "")]
    [DataRow("MsBuildLogPropertyTracking", "PropertyInitialValueSet", false, "")]
    public void A_switch_that_has_the_environment_logged(string name, string value, bool isLogged, string codes)
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKey(canary);
        project.Environment[name] = value;

        Outcome outcome = project.BuildInject(s_loud);

        Assert.AreEqual(codes, outcome.Codes);
        canary.AssertFoundIn(isLogged ? [".env", "build.binlog (stream)", "standard output"] : [".env"], project, outcome);
    }

    /// <summary>MSBuild logs variables of its own and of .NET's always. Ours are not called so; nothing is said of others.</summary>
    [TestMethod]
    [DataRow("DOTNET_KEY")]
    [DataRow("MSBUILD_KEY")]
    [DataRow("COMPlus_KEY")]
    public void A_variable_that_MSBuild_logs_for_its_name(string name)
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKeyAndProject();
        project.Environment[name] = canary.Key;

        Outcome outcome = project.BuildInject(s_loud);

        Assert.AreEqual("", outcome.Codes);
        canary.AssertFoundIn(["build.binlog (stream)", "standard output"], project, outcome);
    }

    [TestMethod]
    [DataRow("in this process", "")]
    [DataRow("in another process", """<UsingTask TaskName="LlamaEnv.MSBuild.InjectCredentials" AssemblyFile="$(_LlamaEnvTaskAssembly)" TaskFactory="TaskHostFactory" />""")]
    public void A_property_given_to_the_build(string where, string xml)
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKeyAndProject().With(xml);

        Outcome outcome = project.BuildInject([.. s_loud, $"-p:llama_cloud_api_key={canary.Key}"]);

        Assert.AreEqual("LLENV0040", outcome.Codes, where);
        canary.AssertFoundIn(["build.binlog (stream)", "standard output"], project, outcome);
    }

    [TestMethod]
    public void Every_file_of_the_project_that_reads_the_variable_is_named_with_its_line()
    {
        const string reads = "<Project>\n<PropertyGroup><A>$(LLAMA_CLOUD_API_KEY)</A></PropertyGroup></Project>";
        string[] files = ["App.csproj.user", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "build/imported.props"];
        using TestProject project = TestProject.App().WithKeyAndProject().With("<Import Project='build\\imported.props' />");
        foreach (string file in files)
            project.WithFile(file, reads);

        Outcome outcome = project.BuildInject().Exits(0).Reports(files.Select(_ => "LLENV0040"));

        foreach (string file in files)
            Assert.ContainsSingle(d => d.Text.Contains($"line 2 of {Path.Combine(project.Directory, file)} ", StringComparison.Ordinal), outcome.Diagnostics, $"{file}\n{outcome}");
        Assert.IsTrue(outcome.Diagnostics.All(d => d.Origin == project.File && d.Severity == "warning"), outcome.ToString());
    }

    [TestMethod]
    [DataRow("a Directory.Build.props that is not imported", "-p:ImportDirectoryBuildProps=false", "Directory.Build.props", "")]
    [DataRow("NoWarn", "-p:NoWarn=LLENV0040", "App.csproj.user", "")]
    [DataRow("MSBuildWarningsAsMessages", "-p:MSBuildWarningsAsMessages=LLENV0040", "App.csproj.user", "")]
    [DataRow("LlamaEnvEnabled", "-p:LlamaEnvEnabled=false", "App.csproj.user", "")]
    [DataRow("WarningsAsErrors", "-p:WarningsAsErrors=LLENV0040", "App.csproj.user", "error")]
    public void What_silences_the_warning(string how, string argument, string file, string severity)
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithFile(file, "<Project><PropertyGroup><A>$(LLAMA_CLOUD_API_KEY)</A></PropertyGroup></Project>");

        Outcome outcome = project.BuildInject(argument);

        Assert.AreEqual(severity, string.Join(' ', outcome.Diagnostics.Select(d => d.Severity).Where(s => s != "message")), $"{how}\n{outcome}");
    }

    [TestMethod]
    public void The_tool_logs_nothing_and_says_nothing()
    {
        using TestProject project = TestProject.App().WithKeyAndProject().With("<PropertyGroup><A>$(LLAMA_CLOUD_API_KEY)</A></PropertyGroup>");
        project.Environment["MSBUILDLOGALLENVIRONMENTVARIABLES"] = "1";

        project.Tool("inject").Exits(0).Reports();
    }
}
