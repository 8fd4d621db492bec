[assembly: Parallelize(Workers = 0, Scope = ExecutionScope.MethodLevel)]

namespace LlamaEnv.Inspection.Tests;

/// <summary>The git that arranges a test, and the one that is asked, read the home directory of the process; these tests give it one of their own.</summary>
[TestClass]
public static class AssemblySetup
{
    private static readonly TempFolder s_home = new();

    [AssemblyInitialize]
    public static void MoveHome(TestContext _)
    {
        s_home.Write(".gitconfig", "[user]\n\tname = Test\n\temail = test@localhost\n[init]\n\tdefaultBranch = main\n[protocol \"file\"]\n\tallow = always\n");
        Environment.SetEnvironmentVariable("HOME", s_home.Path);
        Environment.SetEnvironmentVariable("USERPROFILE", s_home.Path);
        Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", s_home["xdg"]);
    }

    [AssemblyCleanup]
    public static void DeleteHome() => s_home.Dispose();
}
