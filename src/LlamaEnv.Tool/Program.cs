using LlamaEnv.Tool.Commands;

namespace LlamaEnv.Tool;

/// <summary>
/// Starts the tool where the system may not let it: with too little memory or too few files even its own libraries cannot
/// be loaded, so this names none of them.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
#pragma warning disable CA1031 // Whatever it is, a line with a code says it, and no stack trace.
        try
        {
            return CommandLine.Run(arguments);
        }
        catch (Exception e)
        {
            FatalError.Report(e);
            return 1;
        }
#pragma warning restore CA1031
    }
}
