using System.CommandLine;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>environments</c>: the LlamaCloud servers that profiles belong to.</summary>
internal static class EnvironmentsCommand
{
    internal static Command Make() => new("environments", "Chooses the LlamaCloud server (US, EU or your own) that profiles belong to; llamactl calls it an environment.")
    {
        EnvironmentsGetCommand.Make(), EnvironmentsAddCommand.Make(), EnvironmentsUseCommand.Make(), EnvironmentsDeleteCommand.Make(),
    };
}
