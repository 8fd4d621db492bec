using System.CommandLine;
using System.Runtime.InteropServices;

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

    /// <summary>For a command that asks a server. When its terminal is closed, it ends as by Ctrl-C, and nothing is left half-done either.</summary>
    internal static void SetStoreAction(this Command command, Func<StoreContext, Task> run) => command.SetStoreAction(async context =>
    {
        await run(context);
        return 0;
    });

    /// <summary>The same, for a command that says itself what became of it.</summary>
    internal static void SetStoreAction(this Command command, Func<StoreContext, Task<int>> run) => command.SetAction(async (parsed, cancellationToken) =>
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using PosixSignalRegistration closed = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            end.Cancel();
        });
        StoreContext context = StoreContext.Of(parsed, end.Token);
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
