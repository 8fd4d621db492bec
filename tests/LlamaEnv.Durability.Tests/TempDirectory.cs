namespace LlamaEnv.Durability.Tests;

/// <summary>A directory of one test, outside any repository, and programs that are started there.</summary>
internal sealed class TempDirectory : TempFolder
{
    internal TempDirectory() => Directory.CreateDirectory(Home);

    internal string EnvFile => Combine(".env");

    /// <summary>Of the programs started here. Where it is missing, .NET takes the user to have none.</summary>
    internal string Home => Combine(".home");

    /// <summary>Every file in it, relative, sorted, separated by blanks.</summary>
    internal string Files => string.Join(' ', Directory
        .EnumerateFiles(Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        .Select(file => System.IO.Path.GetRelativePath(Path, file))
        .Order(StringComparer.Ordinal));

    internal string Combine(params ReadOnlySpan<string> names) => At(names);

    /// <summary>The tool, started there, with a home of its own there.</summary>
    internal Command Tool(params string[] arguments) => Command(Built.Tool, arguments);

    internal Command Dotnet(params string[] arguments) => Command(Built.Dotnet, arguments);

    /// <summary>
    /// The worker. It finds no git: asking it takes longer than everything else together, so that few of the writes would
    /// meet, and few of the kills would hit one.
    /// </summary>
    internal Command Worker(params string[] arguments) => Command(Built.Worker, arguments).With("PATH", null);

    internal Command Command(string program, params string[] arguments) => new Command(program, arguments) { Directory = Path }
        .With("HOME", Home)
        .With("USERPROFILE", Home)
        .With("APPDATA", OperatingSystem.IsWindows() ? Home : null)
        .With("DOTNET_EnableDiagnostics", "0")
        .With("UseSharedCompilation", "false");
}
