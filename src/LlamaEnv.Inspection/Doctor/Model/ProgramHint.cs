namespace LlamaEnv.Inspection.Doctor.Model;

/// <summary>What is known of the program that a runtime starts. <see cref="Programs.ProgramIndex"/> makes a program of it; the first that leads to one counts.</summary>
internal sealed record ProgramHint
{
    /// <summary>A project file or its folder, from the root.</summary>
    internal string? Project { get; init; }

    /// <summary>The Dockerfile that the image is built from, from the root.</summary>
    internal string? Dockerfile { get; init; }

    /// <summary>The folder it is built in, from the root; null for the Dockerfile's own.</summary>
    internal string? Context { get; init; }

    /// <summary>The stage that is built; null for the last one.</summary>
    internal string? Stage { get; init; }

    /// <summary>Arguments of the build: a Dockerfile may choose the project by one.</summary>
    internal IReadOnlyDictionary<string, string> BuildArguments { get; init; } = new Dictionary<string, string>();

    /// <summary>The image's name, with or without a tag.</summary>
    internal string? Image { get; init; }

    /// <summary>Whether <see cref="Command"/> is all that is started, and not what the image's entry point gets.</summary>
    internal bool ReplacesEntryPoint { get; init; }

    /// <summary>The words of what is started, where it is not what the image starts by itself: <c>dotnet</c>, <c>Worker.dll</c>.</summary>
    internal IReadOnlyList<string> Command { get; init; } = [];
}
