using System.CommandLine;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>organizations</c>: what projects belong to.</summary>
internal static class OrganizationsCommand
{
    internal static Command Make() => new("organizations", "Lists organizations.") { OrganizationsGetCommand.Make() };
}
