using System.CommandLine;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary>What a command over llamactl's store works with.</summary>
/// <param name="Parsed">What the user typed.</param>
/// <param name="Terminal">Where to talk to the user.</param>
/// <param name="Host">The machine.</param>
/// <param name="Store">The store, which need not exist.</param>
/// <param name="CancellationToken">Ends the command.</param>
internal sealed record StoreContext(ParseResult Parsed, UserTerminal Terminal, HostEnvironment Host, ProfileStore Store, CancellationToken CancellationToken)
{
    internal static StoreContext Of(ParseResult parsed, CancellationToken cancellationToken)
    {
        HostEnvironment host = HostEnvironment.Capture(CurrentFolder.Path);
        return new StoreContext(parsed, UserTerminal.Of(parsed), host, new ProfileStore(host, cancellationToken), cancellationToken);
    }

    /// <summary>Reports what was done, after the warnings.</summary>
    internal void ReportDone(string status)
    {
        ReportWarnings();
        Terminal.WriteStatus(status);
    }

    internal void ReportWarnings()
    {
        Terminal.Write(Store.Warnings);
        Store.Warnings.Clear();
    }
}
