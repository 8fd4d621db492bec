using System.CommandLine;

namespace LlamaEnv.Tool.Commands;

/// <summary>Runs commands over llamactl's store. What its changes found is told, also where the command fails.</summary>
internal static class StoreCommand
{
    /// <summary>For a command that asks no server: it needs no handler of signals, which a start would wait for.</summary>
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
            context.ReportWarnings();
        }
    });

    /// <summary>For a command that asks a server.</summary>
    internal static void SetStoreAction(this Command command, Func<StoreContext, Task> run) => command.SetStoreAction(async context =>
    {
        await run(context);
        return 0;
    });

    /// <summary>The same, for a command that says itself what became of it.</summary>
    internal static void SetStoreAction(this Command command, Func<StoreContext, Task<int>> run) => command.SetAction(async (parsed, cancellationToken) =>
    {
        StoreContext context = StoreContext.Of(parsed, cancellationToken);
        try
        {
            return await run(context);
        }
        finally
        {
            context.ReportWarnings();
        }
    });
}
