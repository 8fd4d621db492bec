namespace LlamaEnv.Files.Outputs.Readers;

/// <summary>
/// How one family of readers gets through a .env file, as measured (<c>docs/dotenv.md</c>): only where each of its
/// assignments begins, which decides whether it sees a line at all. What a value means is <see cref="DotenvQuoting"/>'s business.
/// </summary>
/// <param name="Name">The programs, as messages name them.</param>
/// <param name="Next">From the start of an assignment, or of what may be one, to the start of the next.</param>
internal sealed record DotenvReader(string Name, NextStatement Next)
{
    /// <summary>The reader refuses the file and reads nothing.</summary>
    internal const int Refused = -1;

    /// <summary>The reader keeps what it has read and reads no further.</summary>
    internal const int Stopped = -2;

    /// <summary>Whether the first of several assignments counts and not the last.</summary>
    internal bool TakesFirst { get; init; }

    internal static IReadOnlyList<DotenvReader> All { get; } =
    [
        new("dotenv.net", DotNetReaders.NextForDotenvNet),
        new("DotNetEnv", DotNetReaders.NextForDotNetEnv),
        new("dotenv and what builds on it (npm)", JavaScriptReaders.NextForDotenv),
        new("Node.js --env-file", JavaScriptReaders.NextForNode),
        new("python-dotenv", OtherReaders.NextForPython),
        new("ruby dotenv", OtherReaders.NextForRuby),
        new("godotenv", GoReaders.NextForGodotenv),
        new("Docker Compose", GoReaders.NextForCompose),
        new("dotenvy", OtherReaders.NextForDotenvy) { TakesFirst = true },
        new("bash", ShellReader.NextForBash),
        new("sh", ShellReader.NextForDash),
        new("systemd", OtherReaders.NextForSystemd),
        new("docker --env-file and others that read line by line", static (file, start) => file.NextLine(start)),
    ];
}

/// <returns>A position behind <paramref name="start"/>, <see cref="DotenvReader.Refused"/> or <see cref="DotenvReader.Stopped"/>.</returns>
internal delegate int NextStatement(ReadOnlySpan<byte> file, int start);
