using System.Reflection;

namespace LlamaEnv.TestKit;

/// <summary>Where the files of the repository are, and what was built of them.</summary>
public static class Repository
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>The configuration that the tests were built in.</summary>
    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>A path below the root.</summary>
    public static string At(params ReadOnlySpan<string> names) => Path.Combine([Root, .. names]);

    /// <summary>The folder that a project was built into.</summary>
    public static string OutputOf(string project) => Path.Combine(Root, project, "bin", Configuration, "net10.0");

    /// <summary>A program that was built.</summary>
    public static string Executable(string project, string name) => Path.Combine(OutputOf(project), OperatingSystem.IsWindows() ? name + ".exe" : name);

    /// <summary>The executable that <c>LLAMAENV_TEST_TOOL</c> names, to be tested in place of the tool as it was built.</summary>
    public static string? GivenTool => Given("LLAMAENV_TEST_TOOL");

    /// <summary>The executable that <c>LLAMAENV_TEST_KEY_VAULT</c> names, to be tested in place of the program for vaults as it was built.</summary>
    public static string? GivenKeyVault => Given("LLAMAENV_TEST_KEY_VAULT");

    private static string? Given(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } path ? path : null;

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
