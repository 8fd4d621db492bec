namespace LlamaEnv.Tool.Projects;

/// <summary>Where MSBuild gave up on a project. Its own message may quote the project, and is left to the build.</summary>
/// <param name="File">The file: the project, or one that it imports.</param>
/// <param name="Line">The line, from 1; 0 where MSBuild names none.</param>
/// <param name="Column">The column in it.</param>
/// <param name="Code">MSBuild's code.</param>
internal sealed record EvaluationError(string File, int Line, int Column, string Code)
{
    internal const string Message = "the project cannot be evaluated; 'dotnet build' says why. Repair it, or pass --no-project";
}
