using System.CommandLine;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>environments</c>: the control planes that profiles belong to.</summary>
internal static class EnvironmentsCommand
{
    internal static Command Make() => new("environments", "Manages the control planes in llamactl's store.")
    {
        EnvironmentsGetCommand.Make(), EnvironmentsAddCommand.Make(), EnvironmentsUseCommand.Make(), EnvironmentsDeleteCommand.Make(),
    };
}
