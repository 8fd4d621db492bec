using System.Diagnostics.CodeAnalysis;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Hosting;

/// <summary>Gives a program the variables that its build wrote into a .env file.</summary>
public static class LlamaEnvFile
{
    /// <summary>
    /// Puts key, URL and project, as one set, and the variables that the project declares into the process's environment. To
    /// be called first of all: clients keep what they have read.
    /// </summary>
    /// <remarks>
    /// The build says where the file is, in the built output only: a published program gets its variables from the platform,
    /// and this changes nothing there. Environment and file are weighed by the rules of the build, so that both use the same
    /// set. Where anything is wrong, nothing is changed. What a person has to know comes as one line on standard error.
    /// </remarks>
    /// <param name="path">Another file than the build's. A relative path starts from the project's folder, in a published program from the program's.</param>
    /// <param name="required">Whether the program ends, with exit code 1 and the reason on standard error, when it has no valid key.</param>
    /// <returns>What was found and done.</returns>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "A front end: it asks the process, and ends it.")]
    public static LlamaEnvFileResult Load(string? path = null, bool required = false)
    {
        ProgramContext program = ProgramContext.Capture();
        LlamaEnvFileResult result = Decide(program, path, required);
        result.Apply(Environment.SetEnvironmentVariable);
        Messages.Write(result.Diagnostics, Console.Error);
        if (required && !result.Succeeded)
            Environment.Exit(1);
        return result;
    }

    private static LlamaEnvFileResult Decide(ProgramContext program, string? path, bool required)
    {
#pragma warning disable CA1031 // An exception that nothing expected is shown by its type only: its message could hold a value.
        try
        {
            return FileLoader.Load(program, path, required);
        }
        catch (Exception e)
        {
            return LlamaEnvFileResult.Failed(path, [Diagnostic.ForInternalError(e)], program.Host);
        }
#pragma warning restore CA1031
    }
}
