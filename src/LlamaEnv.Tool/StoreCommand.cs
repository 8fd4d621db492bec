using System.CommandLine;

namespace LlamaEnv.Tool;

/// <summary>Runs commands over llamactl's store. What changes of the store found is told, also where the command fails.</summary>
internal static class StoreCommand
{
    /// <summary>For a command that waits for nobody.</summary>
    internal static void SetStoreAction(this Command command, Action<StoreContext> run) => command.SetAction(parsed =>
    {
        StoreContext context = StoreContext.Of(parsed, CancellationToken.None);
        try
        {
            run(context);
            return 0;
        }
        finally
        {
            context.TellWarnings();
        }
    });

    /// <summary>For a command that asks a server.</summary>
    internal static void SetStoreAction(this Command command, Func<StoreContext, Task> run) => command.SetAction(async (parsed, cancellationToken) =>
    {
        StoreContext context = StoreContext.Of(parsed, cancellationToken);
        try
        {
            await run(context);
            return 0;
        }
        finally
        {
            context.TellWarnings();
        }
    });
}
