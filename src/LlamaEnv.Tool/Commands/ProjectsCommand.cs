using System.CommandLine;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>projects</c>: what the current profile may work on.</summary>
internal static class ProjectsCommand
{
    internal static Command Make() => new("projects", "Lists projects and chooses the current profile's.") { ProjectsGetCommand.Make(), ProjectsUseCommand.Make() };

    internal static Option<string?> Organization() => new("--org") { Description = "The organization of the projects. Default: all if an ID is given, else the default one.", HelpName = "ORG" };
}
