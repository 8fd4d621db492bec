using LlamaEnv.Detection;

namespace LlamaEnv.Diagnostics;

/// <summary>The commands that hand on the key of one profile, as messages name them: whatever is current, or the sources of a project, they give that key.</summary>
/// <param name="Profile">The profile.</param>
internal sealed record ProfileCommands(string Profile)
{
    /// <summary>Where the profile is, if that is not the current environment.</summary>
    internal string? Environment { get; init; }

    /// <summary>Where they are to be run, if that is not here.</summary>
    internal string? Directory { get; init; }

    /// <summary>Whether the project of the folder does not count.</summary>
    internal bool IgnoresProject { get; init; }

    /// <summary>The value of LlamaEnvSources.</summary>
    internal string Source => $"profile:{KeyShapes.ShowName(Profile)}";

    /// <summary>Puts the key into an output; continues "run …".</summary>
    /// <param name="output">The output.</param>
    /// <param name="file">The file, where it is not the one that the output writes by itself.</param>
    internal string Inject(string output, string? file = null) =>
        $"{Before}'dotnet llama-env inject{(IgnoresProject ? " --no-project" : "")} {Option} --to {ShellWord.Quote(output)}{(file is null ? "" : $" {Setting.File.Option} {ShellWord.Quote(KeyShapes.Show(file))}")}'";

    /// <summary>Prints the key for another program.</summary>
    internal string Export => $"{Before}'dotnet llama-env export{(IgnoresProject ? " --no-project" : "")} {Option} --format json'";

    private string Option => Profile.AsSpan().ContainsAny(';', '%')
        ? $"--source profile --profile {ShellWord.Quote(KeyShapes.ShowName(Profile))}" // What --source takes is a list, in which %3B separates, too.
        : $"--source {ShellWord.Quote(Source)}";

    private string Before => $"{(Directory is { } directory ? $"in {KeyShapes.Show(directory)} " : "")}{(Environment is { } url ? $"with {KeyShapes.Show(url)} as the current environment ('dotnet llama-env environments use') " : "")}";
}
