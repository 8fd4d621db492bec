using System.CommandLine;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>auth</c>: the profiles of the current environment.</summary>
internal static class AuthCommand
{
    internal static Command Make() => new("auth", "Manages profiles in llamactl's store: who you are, and on which project.")
    {
        AuthLoginCommand.Make(), AuthTokenCommand.Make(), AuthGetCommand.Make(), AuthUseCommand.Make(), AuthLogoutCommand.Make(), AuthInjectCommand.Make(), AuthRotateCommand.Make(),
    };
}
