using System.Diagnostics.CodeAnalysis;

namespace LlamaEnv.Hosting;

/// <summary>
/// Ends a program that let a failed check through with exit code 1 and the list alone. The runtime would print a stack
/// trace, and abort it, which leaves a core dump. A program or a test that catches the exception goes on.
/// </summary>
internal static class QuietEnd
{
    private static int s_isArmed;

    internal static void Arm()
    {
        if (Interlocked.Exchange(ref s_isArmed, 1) == 0)
            AppDomain.CurrentDomain.UnhandledException += static (_, failure) => End(failure.ExceptionObject);
    }

    [SuppressMessage("ApiDesign", "RS0030", Justification = "A front end: it speaks for the process, and ends it.")]
    private static void End(object failure)
    {
        if (failure is not LlamaCloudCheckException check)
            return;

        Messages.Write(check.Diagnostics, Console.Error);
        Environment.Exit(1);
    }
}
