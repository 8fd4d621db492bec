namespace LlamaEnv.Durability.Tests;

/// <summary>Programs some of whose calls to the system fail (<c>faults.c</c>).</summary>
internal static class Faults
{
    internal const int Io = 5;
    internal const int Busy = 16;
    internal const int NoSpace = 28;
    internal const int Kill = -1;

    private static readonly Fixture<string> s_library = new("compiling faults.c", Compile);

    /// <summary>The command, in which one call fails for the files whose path ends so. Where nothing compiles C the test is inconclusive.</summary>
    internal static Command WithFault(this Command command, string call, int error, string end) => command
        .With("LD_PRELOAD", s_library.Value)
        .With("FAULT", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{call}:{(error == Kill ? "KILL" : error)}:{end}"));

    private static string Compile()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Inconclusive("Preloads a library, as Linux does.");

        string library = Path.Combine(AppContext.BaseDirectory, "faults.so");
        try
        {
            new Command("cc", "-shared", "-fPIC", "-o", library, Repository.At("tests", "LlamaEnv.Durability.Tests", "faults.c"), "-ldl") { Directory = "/" }.Run().AssertSucceeded();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Inconclusive("There is no compiler for C here.");
        }

        return library;
    }
}
