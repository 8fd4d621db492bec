namespace LlamaEnv.Durability.Tests;

/// <summary>Beside the <c>dotnet user-secrets</c> of the SDK.</summary>
[TestClass]
public sealed class UserSecretsTests
{
    private const string Id = "interop-test";

    private const string Project =
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <UserSecretsId>{Id}</UserSecretsId>
          </PropertyGroup>
        </Project>
        """;

    private static readonly CompleteSet s_set = new(1, 0);

    [TestMethod]
    public void Dotnet_user_secrets_lists_what_we_write_and_keeps_it()
    {
        using TempDirectory directory = MakeProject();

        directory.Tool("inject", "--source", "environment", "--to", "user-secrets").With(s_set).Run().AssertSucceeded();
        string list = UserSecrets(directory, "list");
        foreach ((string name, string value) in s_set.Variables)
            Assert.Contains($"{name} = {value}", list);

        UserSecrets(directory, "set", "Smtp:Password", "theirs");
        Assert.AreEqual(s_set, JsonFiles.ReadUserSecrets(StorePath(directory)));
    }

    [TestMethod]
    public void We_read_what_dotnet_user_secrets_sets_and_keep_its_other_keys()
    {
        using TempDirectory directory = MakeProject();
        UserSecrets(directory, "set", "Smtp:Password", "pass \"word\" ä");
        UserSecrets(directory, "set", "LlamaCloud:ApiKey", s_set.Key);
        UserSecrets(directory, "set", "LlamaCloud:ProjectId", s_set.ProjectId);

        directory.Tool("inject", "--source", "user-secrets").Run().AssertSucceeded();
        Assert.AreEqual(
            $"LLAMA_CLOUD_API_KEY={s_set.Key}\nLLAMA_CLOUD_BASE_URL=https://api.cloud.llamaindex.ai\nLLAMA_AGENTS_PROJECT_ID={s_set.ProjectId}\n",
            File.ReadAllText(directory.EnvFile));

        CompleteSet rotated = new(2, 0);
        directory.Tool("inject", "--source", "environment", "--to", "user-secrets").With(rotated).Run().AssertSucceeded();
        string list = UserSecrets(directory, "list");
        Assert.Contains("Smtp:Password = pass \"word\" ä", list);
        Assert.Contains($"LlamaCloud:ApiKey = {rotated.Key}", list);
        Assert.Contains($"LLAMA_CLOUD_BASE_URL = {rotated.BaseUrl}", list);
        Assert.DoesNotContain(s_set.Key, list);
    }

    [TestMethod]
    public void After_dotnet_user_secrets_clears_the_store_we_fill_it_again()
    {
        using TempDirectory directory = MakeProject();
        Command inject = directory.Tool("inject", "--source", "environment", "--to", "user-secrets").With(s_set);
        inject.Run().AssertSucceeded();
        UserSecrets(directory, "clear");

        inject.Run().AssertSucceeded();

        Assert.Contains(s_set.Key, UserSecrets(directory, "list"));
        Assert.DoesNotContain(".llama-env.tmp", directory.Files);
        if (!OperatingSystem.IsWindows())
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(StorePath(directory)));
    }

    private static TempDirectory MakeProject()
    {
        TempDirectory directory = new();
        File.WriteAllText(directory.Combine("App.csproj"), Project);
        return directory;
    }

    private static string StorePath(TempDirectory directory) => OperatingSystem.IsWindows()
        ? directory.Combine(".home", "Microsoft", "UserSecrets", Id, "secrets.json")
        : directory.Combine(".home", ".microsoft", "usersecrets", Id, "secrets.json");

    private static string UserSecrets(TempDirectory directory, params string[] arguments) =>
        directory.Dotnet(["user-secrets", .. arguments, "--id", Id]).Run().AssertSucceeded().Output;
}
